package bluehub.gateway.edge;

import bluehub.gateway.settings.HttpSettings;
import bluehub.gateway.settings.TimeoutSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What all connections of the server share. Thread-safe. */
final class EdgeState {
  private static final long MIN_SWEEP = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long MAX_SWEEP = TimeUnit.MILLISECONDS.toNanos(500);

  /** How long a stop waits for a request of a connection that could not be told of it. */
  private static final long LAST_IDLE = TimeUnit.SECONDS.toNanos(1);

  private final int maxConnections;
  private final int maxHeaders;
  private final int maxMessage;
  private final List<String> origins;
  private final long idle;
  private final long header;
  private final long body;
  private final long write;
  private final long lastIdle;
  private final long sweep;
  private final AtomicInteger open = new AtomicInteger();
  private final LongAdder accepted = new LongAdder();
  private final CompletableFuture<Void> empty = new CompletableFuture<>();
  private volatile boolean draining;
  private volatile boolean leaving;
  private volatile boolean closed;

  EdgeState(HttpSettings settings) {
    TimeoutSettings timeouts = settings.timeouts();
    maxConnections = settings.limits().maxConnections();
    maxHeaders = settings.limits().maxHeaders();
    maxMessage = (int) settings.limits().maxBody().toBytes();
    origins = settings.streams().origins();
    idle = timeouts.idle().toNanos();
    lastIdle = Math.min(idle, LAST_IDLE);
    header = timeouts.header().toNanos();
    body = timeouts.body().toNanos();
    write = timeouts.write().toNanos();
    long least = Math.min(Math.min(idle, header), Math.min(body, write));
    sweep = Math.clamp(least / 8, MIN_SWEEP, MAX_SWEEP);
  }

  /** Header fields of one request. */
  int maxHeaders() {
    return maxHeaders;
  }

  /** Bytes of one message on a WebSocket. */
  int maxMessage() {
    return maxMessage;
  }

  /** Whose pages may open WebSockets. */
  List<String> origins() {
    return origins;
  }

  long idleNanos() {
    return leaving ? lastIdle : idle;
  }

  long headerNanos() {
    return header;
  }

  long bodyNanos() {
    return body;
  }

  long writeNanos() {
    return write;
  }

  long sweepNanos() {
    return sweep;
  }

  /** Whether answers shall end their connections. */
  boolean draining() {
    return draining;
  }

  void drain() {
    draining = true;
  }

  /** From now on connections have but a moment without a request. */
  void leave() {
    leaving = true;
  }

  /** Counts a connection; false when there are too many, and then it is counted all the same. */
  boolean opened() {
    accepted.increment();
    return open.incrementAndGet() <= maxConnections;
  }

  void closed() {
    if (open.decrementAndGet() == 0 && closed) {
      empty.complete(null);
    }
  }

  /** Client connections since the start, those that were refused included. */
  long accepted() {
    return accepted.sum();
  }

  /** Open client connections. */
  int open() {
    return open.get();
  }

  /**
   * Done when no connection is left; to be asked once nothing new is accepted.
   *
   * @param most how long to wait; then done all the same
   */
  CompletableFuture<Void> empty(Duration most) {
    closed = true;
    if (open.get() == 0) {
      empty.complete(null);
    }
    return empty.copy().completeOnTimeout(null, most.toNanos(), TimeUnit.NANOSECONDS);
  }
}
