package bluehub.gateway.upstream;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends the calls of one channel whose time is up, with one timer for all of them: it is set to the
 * earliest deadline, and moves on when it fires. As most calls are over long before, that costs a
 * call no timer of its own, which would be the larger part of its bookkeeping. A call is linked in
 * by its own fields. Used on the event loop's thread alone.
 */
final class Deadlines implements Runnable {
  /** Between two looks at all calls, however the deadlines lie. */
  private static final long LEAST_NANOS = 1_000_000;

  private final EventLoop loop;
  private @Nullable GrpcCall first;
  private @Nullable Future<?> timer;
  private long firesAt;

  Deadlines(EventLoop loop) {
    this.loop = loop;
  }

  void add(GrpcCall call) {
    GrpcCall next = first;
    call.next = next;
    if (next != null) {
      next.previous = call;
    }
    first = call;
    // Differences, as System.nanoTime may overflow.
    if (timer == null || call.deadline - firesAt < 0) {
      fireAt(call.deadline);
    }
  }

  void remove(GrpcCall call) {
    GrpcCall previous = call.previous;
    GrpcCall next = call.next;
    if (previous != null) {
      previous.next = next;
    } else if (first == call) {
      first = next;
    }
    if (next != null) {
      next.previous = previous;
    }
    call.previous = null;
    call.next = null;
  }

  @Override
  public void run() {
    timer = null;
    long now = System.nanoTime();
    long earliest = Long.MAX_VALUE;
    List<GrpcCall> due = new ArrayList<>();
    for (GrpcCall call = first; call != null; call = call.next) {
      long left = call.deadline - now;
      if (left <= 0) {
        due.add(call);
      } else {
        earliest = Math.min(earliest, left);
      }
    }
    if (earliest != Long.MAX_VALUE) {
      fireAt(now + Math.max(earliest, LEAST_NANOS));
    }
    due.forEach(GrpcCall::expire);
  }

  private void fireAt(long at) {
    if (loop.isShuttingDown()) {
      return;
    }
    if (timer != null) {
      timer.cancel(false);
    }
    firesAt = at;
    timer = loop.schedule(this, at - System.nanoTime(), TimeUnit.NANOSECONDS);
  }
}
