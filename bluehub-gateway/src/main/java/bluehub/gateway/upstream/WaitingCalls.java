package bluehub.gateway.upstream;

import bluehub.gateway.upstream.RawStatus.Cause;
import bluehub.transcoder.fault.Code;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls that wait for a connection, in the order in which they came. Where none can be made, they
 * wait until the last one has been gone for a while, and are ended then. Used on one event loop.
 */
final class WaitingCalls {
  static final RawStatus UNREACHABLE =
      RawStatus.own(Code.UNAVAILABLE, "There is no connection", Cause.UNREACHABLE);

  private final EventLoop loop;
  private final long patienceNanos;
  private final BooleanSupplier hopeless;
  private final ArrayDeque<DirectCall> calls = new ArrayDeque<>();
  private @Nullable Future<?> timer;
  private long lostAt = System.nanoTime();

  /**
   * @param patience how long after the last connection was lost calls wait where there is no hope
   * @param hopeless whether there is no connection, and every attempt to make one has failed
   */
  WaitingCalls(EventLoop loop, Duration patience, BooleanSupplier hopeless) {
    this.loop = loop;
    this.patienceNanos = patience.toNanos();
    this.hopeless = hopeless;
  }

  boolean isEmpty() {
    return calls.isEmpty();
  }

  /** Has a call wait, or ends it where that is of no use. */
  void add(DirectCall call) {
    if (hopeless.getAsBoolean() && nanosLeft() <= 0) {
      call.finish(UNREACHABLE);
    } else {
      call.waiting(true);
      calls.add(call);
      bePatient();
    }
  }

  /** The one whose turn it is. */
  DirectCall take() {
    DirectCall call = calls.remove();
    call.waiting(false);
    return call;
  }

  void forget(DirectCall call) {
    call.waiting(false);
    calls.remove(call);
  }

  /** The last connection was lost. */
  void lost() {
    lostAt = System.nanoTime();
  }

  /** Looks after those that wait, as the hope may be gone. */
  void bePatient() {
    if (timer == null && !calls.isEmpty() && hopeless.getAsBoolean() && !loop.isShuttingDown()) {
      timer = loop.schedule(this::giveUp, Math.max(0, nanosLeft()), TimeUnit.NANOSECONDS);
    }
  }

  private long nanosLeft() {
    return lostAt + patienceNanos - System.nanoTime();
  }

  private void giveUp() {
    timer = null;
    if (nanosLeft() > 0) {
      bePatient();
    } else if (hopeless.getAsBoolean()) {
      dismiss();
    }
  }

  /** Ends all. */
  void dismiss() {
    List<DirectCall> all = new ArrayList<>(calls);
    calls.clear();
    for (DirectCall call : all) {
      call.waiting(false);
      call.finish(UNREACHABLE);
    }
  }
}
