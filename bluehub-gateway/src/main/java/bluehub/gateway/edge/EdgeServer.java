package bluehub.gateway.edge;

import bluehub.gateway.call.Lanes;
import bluehub.gateway.settings.DrainSettings;
import bluehub.gateway.settings.HttpSettings;
import bluehub.gateway.settings.OperatorFault;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.MaxMessagesRecvByteBufAllocator;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The HTTP server in Spring's life cycle: the last to start, when all behind it is there, and the
 * first to stop, while all behind it still works. Thread-safe.
 */
public final class EdgeServer implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(EdgeServer.class);

  /** So many connections are accepted before those that are there are served again. */
  private static final int ACCEPTS = 16;

  private final HttpSettings settings;
  private final Lanes lanes;
  private final EdgeState state;
  private final EdgeChannels channels;

  /** Says how many connections are accepted in one round of the listener's loop. */
  private final MaxMessagesRecvByteBufAllocator accepts =
      // Else epoll's listener, which takes a descriptor for a count of bytes, accepts but one.
      new ServerChannelRecvByteBufAllocator()
          .respectMaybeMoreData(false)
          .maxMessagesPerRead(ACCEPTS);

  private volatile @Nullable Channel listening;

  public EdgeServer(HttpSettings settings, Lanes lanes) {
    this.settings = settings;
    this.lanes = lanes;
    this.state = new EdgeState(settings);
    this.channels = new EdgeChannels(state, settings.limits(), lanes);
  }

  @Override
  public synchronized void start() {
    ChannelFuture bound =
        new ServerBootstrap()
            .group(lanes.group())
            .channel(lanes.serverChannelType())
            .option(ChannelOption.SO_BACKLOG, settings.backlog())
            .option(ChannelOption.RECVBUF_ALLOCATOR, accepts)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(channels)
            .bind(new InetSocketAddress(settings.address(), settings.port()))
            .awaitUninterruptibly();
    Throwable cause = bound.cause();
    if (cause != null) {
      throw new OperatorFault(
          "The gateway cannot listen on %s port %d: %s."
              .formatted(settings.address(), settings.port(), cause.getMessage()),
          "End what listens there, or set bluehub.http.port and bluehub.http.address to a port and"
              + " an address of this machine that are free.",
          cause);
    }
    channels.loops().forEach(EdgeLoop::start);
    listening = bound.channel();
    log.info("Serving HTTP on {} port {}", settings.address(), port());
  }

  /** The port that is listened on; of use where the settings leave it open. */
  public int port() {
    Channel channel = listening;
    if (channel == null) {
      throw new IllegalStateException("Not started");
    }
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }

  /** Client connections since the start, those that were refused included. */
  public long accepted() {
    return state.accepted();
  }

  /** Open client connections. */
  public int connections() {
    return state.open();
  }

  @Override
  public boolean isRunning() {
    return listening != null;
  }

  @Override
  public void stop() {
    CompletableFuture<Void> stopped = new CompletableFuture<>();
    stop(() -> stopped.complete(null));
    stopped.join();
  }

  /** Readiness has been given up by now; the rest follows in the order of {@link DrainSettings}. */
  @Override
  public synchronized void stop(Runnable callback) {
    Channel channel = listening;
    if (channel == null) {
      callback.run();
      return;
    }
    listening = null;
    state.drain();
    long delay = settings.drain().delay().toNanos();
    log.info(
        "Stopping: {} connections are open, {} requests under way", state.open(), lanes.inFlight());
    var _ =
        channel
            .eventLoop()
            .schedule(() -> closeListener(channel, callback), delay, TimeUnit.NANOSECONDS);
  }

  /**
   * The system has accepted connections that wait for us: their clients may have sent requests, and
   * would meet a reset. So all of them are taken before the listener closes.
   */
  private void closeListener(Channel channel, Runnable callback) {
    var _ = accepts.maxMessagesPerRead(settings.backlog());
    NextRound.run(channel.eventLoop(), () -> channel.close().addListener(_ -> drain(callback)));
  }

  private void drain(Runnable callback) {
    state.leave();
    // By way of each loop, behind connections that were accepted but are not registered yet.
    var _ =
        onEachLoop(EdgeLoop::closeIdle)
            .thenCompose(_ -> state.empty(settings.drain().time()))
            .thenCompose(_ -> cutOff())
            .thenRun(callback);
  }

  private CompletableFuture<Void> cutOff() {
    int left = state.open();
    if (left == 0) {
      return CompletableFuture.completedFuture(null);
    }
    log.warn("Cutting off {} connections, the drain time is over", left);
    return onEachLoop(EdgeLoop::closeAll);
  }

  private CompletableFuture<Void> onEachLoop(Consumer<EdgeLoop> action) {
    return CompletableFuture.allOf(
        channels.loops().stream()
            .map(each -> CompletableFuture.runAsync(() -> action.accept(each), each.lane().loop()))
            .toArray(CompletableFuture<?>[]::new));
  }
}
