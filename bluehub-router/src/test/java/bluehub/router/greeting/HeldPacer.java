package bluehub.router.greeting;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A pacer whose pauses end when the test says so. For the test's thread alone. */
final class HeldPacer extends ScheduledThreadPoolExecutor {
  private final List<Long> pauses = new ArrayList<>();
  private @Nullable Runnable next;

  HeldPacer() {
    super(1);
    setRemoveOnCancelPolicy(true);
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    pauses.add(unit.toMillis(delay));
    next = command;
    return super.schedule(command, 1, TimeUnit.DAYS);
  }

  /** The pauses that were asked for, in milliseconds. */
  List<Long> pauses() {
    return pauses;
  }

  void endPause() {
    Objects.requireNonNull(next, "no pause was asked for").run();
  }

  /** Whether a pause is held that was not cancelled. */
  boolean isHolding() {
    return !getQueue().isEmpty();
  }
}
