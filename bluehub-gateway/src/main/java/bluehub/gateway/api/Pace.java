package bluehub.gateway.api;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * When a source is asked again: at its interval while all is well, and after failures at first
 * soon, then ever more rarely. All with some chance in it, so that many gateways do not ask at
 * once. For one thread.
 */
final class Pace {
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration RARE = Duration.ofSeconds(30);

  /** How much of a pause is left to chance. */
  private static final double CHANCE = 0.2;

  private final Duration interval;
  private final Duration first;
  private final Duration last;
  private Duration pause;

  /**
   * @param interval zero for never, where all is well
   */
  Pace(Duration interval) {
    this.interval = interval;
    this.first = interval.isZero() || interval.compareTo(SOON) > 0 ? SOON : interval;
    this.last = interval.compareTo(RARE) > 0 ? interval : RARE;
    this.pause = first;
  }

  /** The least time between two questions, whatever happens. */
  Duration least() {
    return first;
  }

  /** The pause after a question that was answered; zero for no end. */
  Duration afterSuccess() {
    pause = first;
    return chance(interval);
  }

  /** The pause after a failure: twice the last one, within its bounds. */
  Duration afterFailure() {
    Duration now = pause;
    Duration twice = now.multipliedBy(2);
    pause = twice.compareTo(last) > 0 ? last : twice;
    return chance(now);
  }

  private static Duration chance(Duration pause) {
    double factor = 1 - CHANCE / 2 + CHANCE * ThreadLocalRandom.current().nextDouble();
    return Duration.ofNanos((long) (pause.toNanos() * factor));
  }
}
