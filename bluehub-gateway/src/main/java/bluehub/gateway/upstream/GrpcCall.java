package bluehub.gateway.upstream;

import io.grpc.ClientCall;
import io.grpc.InternalMetadata;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A raw call over grpc-java: one attempt, or several where that is safe. Everything happens on the
 * event loop's thread.
 *
 * <p>An attempt is repeated while the request is at hand and nothing of an answer has come:
 *
 * <ul>
 *   <li>when it is sure that no server has begun to process it, for every RPC, as often as the
 *       settings say;
 *   <li>when it was cut off and a server may have processed it, once, for RPCs that can be repeated
 *       without harm (RFC 9110 §9.2.2);
 *   <li>when there was no connection, as long as the upstream has not been away for longer than a
 *       moment.
 * </ul>
 */
final class GrpcCall extends LoopListener implements RawCall {
  /** Waiting ends by time; this ends it where attempts fail faster than time passes. */
  private static final int MOST_WAITS = 3;

  /**
   * A service that keeps the deadline resets the stream when it has passed, and may be that much
   * ahead of this process: the header tells whole milliseconds, and timers are no finer.
   */
  private static final long AHEAD_NANOS = 10_000_000;

  /** When the call's time is up, by {@link System#nanoTime}, if it is limited. */
  private final long deadline;

  private final @Nullable Time time;
  private final GrpcChannel channel;
  private final RawMethod method;
  private final RawMetadata metadata;
  private final Listener listener;

  private @Nullable ClientCall<byte[], MessageBuffer> call;
  private Attempt attempt = new Attempt();

  /** The request, until an answer begins. */
  private byte @Nullable [] message;

  private int requested;
  private int retries;
  private int waits;
  private boolean ended;
  private boolean answered;
  private boolean repeated;
  private boolean over;

  GrpcCall(
      GrpcChannel channel,
      RawMethod method,
      RawMetadata metadata,
      long timeoutNanos,
      Listener listener) {
    super(channel.loop);
    this.channel = channel;
    this.method = method;
    this.metadata = metadata;
    boolean limited = timeoutNanos != RawChannel.NO_TIMEOUT;
    this.deadline = limited ? System.nanoTime() + timeoutNanos : 0;
    this.time = limited ? new Time(deadline) : null;
    this.listener = listener;
  }

  void start() {
    if (time != null) {
      channel.deadlines.add(time);
    }
    open(false);
  }

  private void open(boolean wait) {
    Metadata headers =
        time != null
            ? metadata.toGrpc(TimeoutHeader.NAME, channel.timeouts.of(deadline - System.nanoTime()))
            : metadata.toGrpc();
    channel.open(method, headers, attempt, wait, this);
  }

  /** Takes the call of the attempt that is about to start. */
  void opened(ClientCall<byte[], MessageBuffer> next) {
    call = next;
  }

  @Override
  public void send(byte[] bytes) {
    if (!over) {
      if (!method.clientStreaming()) {
        message = bytes;
      }
      call().sendMessage(bytes);
    }
  }

  @Override
  public boolean ready() {
    return !over && call().isReady();
  }

  @Override
  public void end() {
    if (!over) {
      ended = true;
      call().halfClose();
    }
  }

  @Override
  public void request(int messages) {
    if (!over) {
      requested += messages;
      call().request(messages);
    }
  }

  @Override
  public void cancel() {
    if (!over) {
      leave();
      call().cancel("The client or the gateway gave the call up.", null);
    }
  }

  private void expired() {
    if (!over) {
      giveUp("The deadline has passed.", null, RawStatus.DEADLINE);
    }
  }

  @Override
  void writable() {
    if (!over) {
      try {
        listener.ready();
      } catch (RuntimeException e) {
        failed(e);
      }
    }
  }

  @Override
  void headers(Metadata headers) {
    if (!over) {
      answered = true;
      message = null;
      try {
        listener.headers(channel.filter.of(RawMetadata.of(headers)));
      } catch (RuntimeException e) {
        failed(e);
      }
    }
  }

  @Override
  void message(byte[] bytes, int length) {
    if (!over) {
      try {
        listener.message(bytes, length);
      } catch (RuntimeException e) {
        failed(e);
      }
    }
  }

  /** A mistake of the listener's; grpc-java would cancel the call, too, but not log it. */
  private void failed(RuntimeException cause) {
    ListenerFaults.failed(method, cause);
    if (!over) {
      giveUp("The gateway failed.", cause, RawStatus.FAILED);
    }
  }

  private void giveUp(String reason, @Nullable Throwable cause, RawStatus status) {
    leave();
    call().cancel(reason, cause);
    ListenerFaults.close(listener, method, status);
  }

  @Override
  void closed(Status status, Metadata trailers) {
    if (over) {
      return;
    }
    if (status.isOk() && InternalMetadata.headerCount(trailers) == 0) {
      finish(RawStatus.OK);
      return;
    }
    AttemptEnd end = new AttemptEnd(status, trailers, attempt);
    if (end.reset() && time != null && deadline - System.nanoTime() <= AHEAD_NANOS) {
      finish(RawStatus.DEADLINE);
    } else if (answered || method.clientStreaming()) {
      finish(end.raw(channel.filter));
    } else if (end.unconnected()) {
      // Later, when grpc-java has told of the connection's end, and the request is at hand.
      channel.loop.execute(() -> await(end.raw(channel.filter)));
    } else if (repeatable(end)) {
      channel.loop.execute(() -> again(false));
    } else {
      finish(end.raw(channel.filter));
    }
  }

  private boolean repeatable(AttemptEnd end) {
    if (end.unprocessed()) {
      return retries++ < channel.retries;
    }
    if (end.lost() && method.repeatable() && !repeated && channel.retries > 0) {
      repeated = true;
      return true;
    }
    return false;
  }

  /** Waits for a connection, if the last one was not lost too long ago. */
  private void await(RawStatus unreachable) {
    if (over) {
      return;
    }
    long patience = channel.patientUntil() - System.nanoTime();
    if (patience <= 0 || waits++ == MOST_WAITS) {
      finish(unreachable);
      return;
    }
    again(true);
    Attempt waiting = attempt;
    var _ =
        channel.loop.schedule(() -> giveUp(waiting, unreachable), patience, TimeUnit.NANOSECONDS);
  }

  private void giveUp(Attempt waiting, RawStatus unreachable) {
    if (!over && attempt == waiting && !waiting.connected()) {
      giveUp("No connection came.", null, unreachable);
    }
  }

  private void again(boolean wait) {
    if (over) {
      return;
    }
    attempt = new Attempt();
    open(wait);
    ClientCall<byte[], MessageBuffer> current = call();
    current.request(requested);
    byte[] bytes = message;
    if (bytes != null) {
      current.sendMessage(bytes);
    }
    if (ended) {
      current.halfClose();
    }
  }

  private void finish(RawStatus status) {
    leave();
    ListenerFaults.close(listener, method, status);
  }

  private void leave() {
    over = true;
    message = null;
    if (time != null) {
      channel.deadlines.remove(time);
    }
  }

  private ClientCall<byte[], MessageBuffer> call() {
    ClientCall<byte[], MessageBuffer> current = call;
    if (current == null) {
      throw new IllegalStateException("A call that was not started");
    }
    return current;
  }

  /** This call among those whose time is limited. */
  private final class Time extends Deadlines.Timed {
    Time(long deadline) {
      super(deadline);
    }

    @Override
    void expire() {
      expired();
    }
  }
}
