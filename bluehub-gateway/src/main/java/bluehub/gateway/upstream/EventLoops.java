package bluehub.gateway.upstream;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The one group of event loops, which serves client connections and upstream channels alike, so
 * that a request never leaves its thread. Linux' epoll where its native library loads, NIO
 * elsewhere. Thread-safe.
 */
public final class EventLoops implements AutoCloseable {
  private static final int CLOSE_SECONDS = 5;

  private final MultiThreadIoEventLoopGroup group;
  private final List<EventLoop> loops;
  private final boolean epoll;

  /**
   * @param threads the number of loops; 0 takes one per processor
   */
  public EventLoops(int threads) {
    this(threads, Epoll.isAvailable());
  }

  EventLoops(int threads, boolean epoll) {
    int count = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    this.epoll = epoll;
    this.group = new MultiThreadIoEventLoopGroup(count, new DefaultThreadFactory("loop"), io);
    List<EventLoop> all = new ArrayList<>(count);
    for (EventExecutor loop : group) {
      all.add((EventLoop) loop);
    }
    this.loops = List.copyOf(all);
  }

  /** The loops, in the order of their numbers. */
  public List<EventLoop> loops() {
    return loops;
  }

  /** The type of the listening socket's channel. */
  public Class<? extends ServerChannel> serverChannelType() {
    return epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
  }

  /** The group itself, for what spreads connections over the loops. */
  public MultiThreadIoEventLoopGroup group() {
    return group;
  }

  Class<? extends Channel> channelType() {
    return epoll ? EpollSocketChannel.class : NioSocketChannel.class;
  }

  boolean epoll() {
    return epoll;
  }

  /** Ends the threads; waits a few seconds at most. */
  @Override
  public void close() {
    group
        .shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
        .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
  }
}
