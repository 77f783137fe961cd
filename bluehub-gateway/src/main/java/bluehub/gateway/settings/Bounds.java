package bluehub.gateway.settings;

import java.time.Duration;
import org.springframework.util.unit.DataSize;

/** Checks of single settings; a message names the value that was found and the range expected. */
final class Bounds {
  private static final Duration ONE_MILLISECOND = Duration.ofMillis(1);
  private static final Duration MOST_MILLISECONDS = Duration.ofMillis(Integer.MAX_VALUE);

  private Bounds() {}

  static void positive(String key, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException("%s is %s, expected more than zero".formatted(key, value));
    }
  }

  static void notNegative(String key, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException("%s is %s, expected zero or more".formatted(key, value));
    }
  }

  /** What is counted in an {@code int} of whole milliseconds, of which none would be no limit. */
  static void milliseconds(String key, Duration value) {
    if (value.compareTo(ONE_MILLISECOND) < 0 || value.compareTo(MOST_MILLISECONDS) > 0) {
      throw new IllegalArgumentException(
          "%s is %s, expected %s to %s".formatted(key, value, ONE_MILLISECOND, MOST_MILLISECONDS));
    }
  }

  /** Sizes are held as {@code int}s on the request path. */
  static void size(String key, DataSize value, long min) {
    size(key, value, min, Integer.MAX_VALUE);
  }

  static void size(String key, DataSize value, long min, int max) {
    if (value.toBytes() < min || value.toBytes() > max) {
      throw new IllegalArgumentException(
          "%s is %d bytes, expected %d to %d".formatted(key, value.toBytes(), min, max));
    }
  }

  static void range(String key, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "%s is %d, expected %d to %d".formatted(key, value, min, max));
    }
  }

  static void notBlank(String key, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException("%s is blank, expected a value".formatted(key));
    }
  }
}
