package bluehub.load.backend;

import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * A plain grpc-java server on one event loop, as cheap as it gets: what it takes is taken from the
 * candidates, which share the machine with it.
 */
public final class Backend {
  private Backend() {}

  /**
   * Serves until it is stopped.
   *
   * @param args the port to listen on, on loopback
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    NettyServerBuilder.forAddress(
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), Integer.parseInt(args[0])))
        .bossEventLoopGroup(loop)
        .workerEventLoopGroup(loop)
        .channelType(EpollServerSocketChannel.class)
        .directExecutor()
        .addService(new LoadService())
        .build()
        .start()
        .awaitTermination();
  }
}
