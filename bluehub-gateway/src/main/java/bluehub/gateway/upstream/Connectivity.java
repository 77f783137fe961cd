package bluehub.gateway.upstream;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps a channel connected. grpc-java waits up to two minutes between two attempts; a gateway
 * whose upstream is back must know within a second, so the back-off is cut short as long as the
 * upstream is away. Thread-safe; grpc-java tells of changes on whichever thread made them.
 */
final class Connectivity {
  private final ManagedChannel channel;
  private final EventLoop loop;
  private final Duration pause;
  private final Duration patience;
  private final Transport.Observer observer;
  private final AtomicBoolean waiting = new AtomicBoolean();
  private volatile boolean live;
  private volatile long lostAt = System.nanoTime();

  /**
   * @param pause between two attempts
   * @param patience how long after a connection was lost calls wait for the next one
   */
  Connectivity(
      ManagedChannel channel,
      EventLoop loop,
      Duration pause,
      Duration patience,
      Transport.Observer observer) {
    this.channel = channel;
    this.loop = loop;
    this.pause = pause;
    this.patience = patience;
    this.observer = observer;
  }

  /** Whether a call that starts now finds a connection. */
  boolean live() {
    return live;
  }

  /**
   * Until when, by {@link System#nanoTime}, a call that finds no connection may wait for one. An
   * upstream that has been away for longer is taken as down, and nobody waits for it.
   */
  long patientUntil() {
    return (live ? System.nanoTime() : lostAt) + patience.toNanos();
  }

  /** Asks for a connection, and observes the channel until it is shut down. */
  void watch() {
    ConnectivityState state = channel.getState(true);
    boolean ready = state == ConnectivityState.READY;
    if (ready != live) {
      lostAt = System.nanoTime();
      live = ready;
      observer.changed();
    }
    switch (state) {
      case SHUTDOWN -> {
        return;
      }
      case TRANSIENT_FAILURE -> tryAgainSoon();
      default -> {}
    }
    channel.notifyWhenStateChanged(state, this::watch);
  }

  /**
   * Asks for the target's addresses again and again. grpc-java does so when a connection is lost;
   * instances that came meanwhile would get no calls until then.
   *
   * @param interval zero for never
   */
  void resolveEvery(Duration interval) {
    if (!interval.isZero() && !loop.isShuttingDown()) {
      var _ =
          loop.scheduleWithFixedDelay(
              // It resolves, too, and does nothing to connections that are up.
              channel::resetConnectBackoff,
              interval.toNanos(),
              interval.toNanos(),
              TimeUnit.NANOSECONDS);
    }
  }

  private void tryAgainSoon() {
    if (!loop.isShuttingDown() && waiting.compareAndSet(false, true)) {
      var _ = loop.schedule(this::tryAgain, pause.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  /** The channel may stay in TRANSIENT_FAILURE through many attempts, without telling of them. */
  private void tryAgain() {
    waiting.set(false);
    if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
      channel.resetConnectBackoff();
      tryAgainSoon();
    }
  }
}
