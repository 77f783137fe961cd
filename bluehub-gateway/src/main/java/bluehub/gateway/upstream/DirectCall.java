package bluehub.gateway.upstream;

import bluehub.gateway.upstream.http2.Ending;
import org.jspecify.annotations.Nullable;

/**
 * A raw call over connections of our own: one attempt, or several where that is safe. Everything
 * happens on the event loop's thread.
 *
 * <p>An attempt is repeated while the request is at hand and nothing of an answer has come:
 *
 * <ul>
 *   <li>when it is sure that no server has begun to process it, for every RPC, as often as the
 *       settings say;
 *   <li>when it was cut off and a server may have processed it, once, for RPCs that can be repeated
 *       without harm (RFC 9110 §9.2.2).
 * </ul>
 *
 * A request of one message goes out when it is whole, head and message in one; one that streams
 * goes out with its start.
 */
final class DirectCall extends Deadlines.Timed implements RawCall {
  /** What may wait to be sent before the sender is asked to pause. */
  private static final int MOST_PENDING = 32 * 1024;

  /**
   * A service that keeps the deadline resets the stream when it has passed, and may be that much
   * ahead of this process: the header tells whole milliseconds, and timers are no finer.
   */
  private static final long AHEAD_NANOS = 10_000_000;

  private final DirectChannel channel;
  private final RawMethod method;
  private final RawMetadata metadata;
  private final boolean limited;
  private final Listener listener;
  private final Outbox outbox = new Outbox();

  /** The attempt that is under way. */
  private @Nullable CallStream stream;

  /** The request, until an answer begins. */
  private byte @Nullable [] message;

  /** Messages that were asked for and have not come. */
  private int asked;

  private int retries;
  private boolean repeated;
  private boolean paused;
  private boolean waiting;
  private boolean over;

  DirectCall(
      DirectChannel channel,
      RawMethod method,
      RawMetadata metadata,
      long timeoutNanos,
      Listener listener) {
    boolean timed = timeoutNanos != RawChannel.NO_TIMEOUT;
    super(timed ? System.nanoTime() + timeoutNanos : 0);
    this.channel = channel;
    this.method = method;
    this.metadata = metadata;
    this.limited = timed;
    this.listener = listener;
  }

  void start() {
    if (limited) {
      channel.deadlines.add(this);
    }
    if (method.clientStreaming()) {
      channel.place(this);
    }
  }

  /** Begins an attempt on that connection. */
  void open(Link link) {
    CallStream next = new CallStream(this, link, channel.space);
    stream = next;
    next.begin(asked);
    if (paused) {
      drained();
    }
  }

  @Override
  public void send(byte[] bytes) {
    if (over) {
      return;
    }
    outbox.add(bytes);
    if (method.clientStreaming()) {
      push();
    } else {
      message = bytes;
    }
  }

  @Override
  public void end() {
    if (over) {
      return;
    }
    outbox.end();
    if (method.clientStreaming()) {
      push();
    } else {
      channel.place(this);
    }
  }

  private void push() {
    CallStream current = stream;
    if (current != null) {
      current.send();
    }
  }

  @Override
  public boolean ready() {
    boolean ready = !over && stream != null && outbox.pending() < MOST_PENDING;
    paused = !ready;
    return ready;
  }

  @Override
  public void request(int messages) {
    if (over) {
      return;
    }
    asked += messages;
    CallStream current = stream;
    if (current != null) {
      current.request(messages);
    }
  }

  @Override
  public void cancel() {
    if (!over) {
      leave();
    }
  }

  @Override
  void expire() {
    if (!over) {
      finish(RawStatus.DEADLINE);
    }
  }

  RawMethod method() {
    return method;
  }

  RawMetadata metadata() {
    return metadata;
  }

  Outbox outbox() {
    return outbox;
  }

  MetadataFilter responseFilter() {
    return channel.filter;
  }

  /** What {@code grpc-timeout} says, or null for no limit. */
  byte @Nullable [] timeout() {
    return limited ? channel.timeouts.of(deadline - System.nanoTime()) : null;
  }

  boolean over() {
    return over;
  }

  /** Whether it waits for a connection. */
  void waiting(boolean now) {
    waiting = now;
  }

  /** Some of the request was sent. */
  void drained() {
    if (paused && !over && stream != null && outbox.pending() < MOST_PENDING) {
      paused = false;
      try {
        listener.ready();
      } catch (RuntimeException e) {
        failed(e);
      }
    }
  }

  void headers(RawMetadata received) {
    message = null;
    try {
      listener.headers(channel.filter.of(received));
    } catch (RuntimeException e) {
      failed(e);
    }
  }

  void message(byte[] bytes, int length) {
    asked--;
    try {
      listener.message(bytes, length);
    } catch (RuntimeException e) {
      failed(e);
    }
  }

  /** A mistake of the listener's, which the other calls of the connection have no part in. */
  private void failed(RuntimeException cause) {
    ListenerFaults.failed(method, cause);
    finish(RawStatus.FAILED);
  }

  /** The attempt ended before an answer began. */
  void lost(Ending ending, int code) {
    if (over) {
      return;
    }
    stream = null;
    if (!method.clientStreaming() && repeatable(ending, code)) {
      channel.later(this);
      return;
    }
    finish(loss(ending, code));
  }

  /** What the early end of the stream means. */
  RawStatus loss(Ending ending, int code) {
    return late(ending) ? RawStatus.DEADLINE : AttemptLoss.status(ending, code);
  }

  /** A service that resets a stream when the call's time is up means just that. */
  private boolean late(Ending ending) {
    return limited
        && (ending == Ending.RESET || ending == Ending.LEFT_OUT)
        && deadline - System.nanoTime() <= AHEAD_NANOS;
  }

  private boolean repeatable(Ending ending, int code) {
    if (late(ending)) {
      return false;
    }
    if (AttemptLoss.unprocessed(ending, code)) {
      return retries++ < channel.retries;
    }
    if (AttemptLoss.lost(ending, code) && method.repeatable() && !repeated && channel.retries > 0) {
      repeated = true;
      return true;
    }
    return false;
  }

  /** Makes the next attempt. */
  void again() {
    if (!over) {
      outbox.restore(message);
      channel.place(this);
    }
  }

  /** The end. */
  void finish(RawStatus status) {
    if (!over) {
      leave();
      ListenerFaults.close(listener, method, status);
    }
  }

  private void leave() {
    over = true;
    message = null;
    if (limited) {
      channel.deadlines.remove(this);
    }
    if (waiting) {
      channel.forget(this);
    }
    CallStream current = stream;
    if (current != null) {
      stream = null;
      current.cancel();
    }
  }
}
