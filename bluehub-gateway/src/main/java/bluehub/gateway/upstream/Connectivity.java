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
  private final Observer observer;
  private final AtomicBoolean waiting = new AtomicBoolean();
  private volatile boolean live;

  Connectivity(ManagedChannel channel, EventLoop loop, Duration pause, Observer observer) {
    this.channel = channel;
    this.loop = loop;
    this.pause = pause;
    this.observer = observer;
  }

  /** Whether a call that starts now finds a connection. */
  boolean live() {
    return live;
  }

  /** Asks for a connection, and observes the channel until it is shut down. */
  void watch() {
    ConnectivityState state = channel.getState(true);
    boolean ready = state == ConnectivityState.READY;
    if (ready != live) {
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

  /** Told when {@link #live()} has changed. */
  interface Observer {
    void changed();
  }
}
