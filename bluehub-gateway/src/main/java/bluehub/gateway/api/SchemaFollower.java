package bluehub.gateway.api;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that follows the schema of one upstream: it looks at the source at its interval, and
 * when it is nudged, yet never more often than its pace lets it.
 */
final class SchemaFollower implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(SchemaFollower.class);
  private static final Duration STOP = Duration.ofSeconds(2);

  private final SchemaWatch watch;
  private final Runnable swapped;
  private final Pace pace;
  private final Semaphore nudges = new Semaphore(0);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;

  /**
   * @param swapped is run after the upstream's schema was replaced
   */
  SchemaFollower(SchemaWatch watch, Runnable swapped) {
    this.watch = watch;
    this.swapped = swapped;
    this.pace = new Pace(watch.upstream().settings().schema().poll());
    this.thread = Thread.ofVirtual().name("schema-" + watch.upstream().name()).unstarted(this);
  }

  void start() {
    thread.start();
  }

  /** Looks at the source soon. */
  void nudge() {
    nudges.release();
  }

  /** Looks at the source soon, if only others' routes stand against its schema. */
  void nudgeIfClashing() {
    if (watch.clashes()) {
      nudge();
    }
  }

  void stop() {
    stopped.countDown();
    thread.interrupt();
  }

  void await() {
    try {
      thread.join(STOP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void run() {
    try {
      while (stopped.getCount() > 0) {
        Duration pause = check() ? pace.afterSuccess() : pace.afterFailure();
        if (stopped.await(pace.least().toNanos(), TimeUnit.NANOSECONDS)) {
          return;
        }
        rest(pause.minus(pace.least()));
      }
    } catch (InterruptedException e) {
      // Stopped.
    }
  }

  /** Waits that long, or for a nudge; zero and less is no wait after failures. */
  private void rest(Duration pause) throws InterruptedException {
    if (watch.upstream().settings().schema().poll().isZero() && !watch.state().failing()) {
      nudges.acquire();
    } else {
      var _ = nudges.tryAcquire(Math.max(0, pause.toNanos()), TimeUnit.NANOSECONDS);
    }
    nudges.drainPermits();
  }

  private boolean check() {
    long before = watch.state().swaps();
    try {
      return watch.check();
    } catch (RuntimeException | StackOverflowError e) {
      // Not to be expected; but a schema that does this must not end the following of others.
      log.error("The schema of upstream {} could not be looked at", watch.upstream().name(), e);
      return false;
    } finally {
      if (watch.state().swaps() > before) {
        swapped.run();
      }
    }
  }
}
