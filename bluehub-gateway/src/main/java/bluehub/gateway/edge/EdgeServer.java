package bluehub.gateway.edge;

import bluehub.gateway.call.Lanes;
import bluehub.gateway.settings.DrainSettings;
import bluehub.gateway.settings.HttpSettings;
import bluehub.gateway.settings.OperatorFault;
import bluehub.gateway.settings.TlsSettings;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.MaxMessagesRecvByteBufAllocator;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.SmartLifecycle;

/**
 * The HTTP server in Spring's life cycle: the last to start, when all behind it is there, and the
 * first to stop, while all behind it still works. Thread-safe.
 */
public final class EdgeServer implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(EdgeServer.class);

  /** So many connections are accepted before those that are there are served again. */
  private static final int ACCEPTS = 16;

  /** How long the clients of WebSockets that are cut off have to answer. */
  private static final Duration LAST_CLOSE = Duration.ofSeconds(2);

  private final HttpSettings settings;
  private final Lanes lanes;
  private final EdgeState state;
  private final EdgeLoops loops;
  private final @Nullable EdgeTls tls;

  /** Says how many connections are accepted in one round of a listener's loop. */
  private final MaxMessagesRecvByteBufAllocator accepts =
      // Else epoll's listener, which takes a descriptor for a count of bytes, accepts but one.
      new ServerChannelRecvByteBufAllocator()
          .respectMaybeMoreData(false)
          .maxMessagesPerRead(ACCEPTS);

  private volatile @Nullable Channel plain;
  private volatile @Nullable Channel secure;

  /**
   * @param bundles where the settings' SSL bundle is looked up
   */
  public EdgeServer(HttpSettings settings, Lanes lanes, SslBundles bundles) {
    this.settings = settings;
    this.lanes = lanes;
    this.state = new EdgeState(settings);
    this.loops = new EdgeLoops(lanes, state);
    this.tls = settings.ssl().enabled() ? new EdgeTls(settings, bundles) : null;
  }

  @Override
  public synchronized void start() {
    TlsSettings ssl = settings.ssl();
    if (tls == null || ssl.plainToo()) {
      plain = listen("bluehub.http.port", settings.port(), null);
      log.info("Serving HTTP on {} port {}", settings.address(), port());
    }
    if (tls != null) {
      secure =
          ssl.plainToo()
              ? listen("bluehub.http.ssl.port", ssl.port(), tls)
              : listen("bluehub.http.port", settings.port(), tls);
      log.info("Serving HTTPS on {} port {}", settings.address(), tlsPort());
    }
    loops.start();
  }

  private Channel listen(String key, int port, @Nullable EdgeTls with) {
    ChannelFuture bound =
        new ServerBootstrap()
            .group(lanes.group())
            .channel(lanes.serverChannelType())
            .option(ChannelOption.SO_BACKLOG, settings.backlog())
            .option(ChannelOption.RECVBUF_ALLOCATOR, accepts)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(new EdgeChannels(state, loops, settings, with))
            .bind(new InetSocketAddress(settings.address(), port))
            .awaitUninterruptibly();
    Throwable cause = bound.cause();
    if (cause != null) {
      var _ = closeListeners();
      throw new OperatorFault(
          "The gateway cannot listen on %s port %d: %s."
              .formatted(settings.address(), port, cause.getMessage()),
          "End what listens there, or set %s and bluehub.http.address to a port and an address of"
                  .formatted(key)
              + " this machine that are free.",
          cause);
    }
    return bound.channel();
  }

  /** The port for HTTP; of use where the settings leave it open. */
  public int port() {
    return port(plain);
  }

  /** The port for HTTPS; of use where the settings leave it open. */
  public int tlsPort() {
    return port(secure);
  }

  private static int port(@Nullable Channel channel) {
    if (channel == null) {
      throw new IllegalStateException("Not listening");
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
    return plain != null || secure != null;
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
    if (!isRunning() || state.draining()) {
      callback.run();
      return;
    }
    state.drain();
    log.info(
        "Stopping: {} connections are open, {} requests under way", state.open(), lanes.inFlight());
    var _ =
        loops
            .each(EdgeLoop::leave)
            .thenCompose(_ -> after(settings.drain().delay()))
            .thenCompose(_ -> closeListeners())
            .thenRun(state::leave)
            // By way of each loop, behind connections that were accepted but are not registered
            // yet.
            .thenCompose(_ -> loops.each(EdgeLoop::closeIdle))
            .thenCompose(_ -> state.empty(settings.drain().time()))
            .thenCompose(_ -> cutOff())
            .thenRun(callback);
  }

  private static CompletableFuture<Void> after(Duration delay) {
    CompletableFuture<Void> over = new CompletableFuture<>();
    return over.completeOnTimeout(null, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * The system has accepted connections that wait for us: their clients may have sent requests, and
   * would meet a reset. So all of them are taken before the listeners close.
   */
  private CompletableFuture<Void> closeListeners() {
    var _ = accepts.maxMessagesPerRead(settings.backlog());
    CompletableFuture<Void> closed = CompletableFuture.allOf(closed(plain), closed(secure));
    plain = null;
    secure = null;
    return closed;
  }

  private static CompletableFuture<Void> closed(@Nullable Channel listener) {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    if (listener == null) {
      closed.complete(null);
    } else {
      NextRound.run(
          listener.eventLoop(), () -> listener.close().addListener(_ -> closed.complete(null)));
    }
    return closed;
  }

  private CompletableFuture<Void> cutOff() {
    int left = state.open();
    if (left == 0) {
      return CompletableFuture.completedFuture(null);
    }
    log.warn("Cutting off {} connections, the drain time is over", left);
    return loops
        .each(EdgeLoop::cutOff)
        // RFC 6455 §7.1.1: the client answers a WebSocket's close with its own.
        .thenCompose(_ -> state.empty(LAST_CLOSE))
        .thenCompose(_ -> loops.each(EdgeLoop::closeAll));
  }
}
