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
  private @Nullable Timed first;
  private @Nullable Future<?> timer;
  private long firesAt;

  Deadlines(EventLoop loop) {
    this.loop = loop;
  }

  void add(Timed call) {
    Timed next = first;
    call.next = next;
    if (next != null) {
      next.previous = call;
    }
    first = call;
    call.listed = true;
    // Differences, as System.nanoTime may overflow.
    if (timer == null || call.deadline - firesAt < 0) {
      fireAt(call.deadline);
    }
  }

  void remove(Timed call) {
    if (!call.listed) {
      return;
    }
    call.listed = false;
    Timed previous = call.previous;
    Timed next = call.next;
    if (previous != null) {
      previous.next = next;
    } else {
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
    List<Timed> due = new ArrayList<>();
    for (Timed call = first; call != null; call = call.next) {
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
    due.forEach(Timed::expire);
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

  /** A call whose time is limited: an element of the list. */
  abstract static class Timed {
    /** When its time is up, by {@link System#nanoTime}. */
    final long deadline;

    private boolean listed;
    private @Nullable Timed previous;
    private @Nullable Timed next;

    Timed(long deadline) {
      this.deadline = deadline;
    }

    /** The time is up. */
    abstract void expire();
  }
}
