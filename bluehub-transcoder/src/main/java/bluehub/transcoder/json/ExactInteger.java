package bluehub.transcoder.json;

import bluehub.transcoder.fault.RequestFault;
import java.nio.charset.StandardCharsets;

/**
 * Integers from a JSON number's text, whatever point and exponent it is written with: the exact way
 * for what {@link Decimal} cannot answer from its digits.
 *
 * <p>What is no integer or out of range is a {@link RequestFault} without a place.
 */
final class ExactInteger {
  /** A tenth of the largest unsigned integer of 64 bits, rounded down. */
  private static final long UNSIGNED_TENTH = Long.divideUnsigned(-1L, 10);

  private ExactInteger() {}

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  /** A signed integer between the bounds, both included. The text is a number. */
  static long signed(byte[] text, int from, int to, long min, long max) {
    boolean negative = text[from] == '-';
    long size = magnitude(text, negative ? from + 1 : from, to);
    if (size < 0 && !(negative && size == Long.MIN_VALUE)) {
      throw outOfRange(text, from, to, min, max);
    }
    return inRange(negative ? -size : size, min, max, text, from, to);
  }

  private static long inRange(long value, long min, long max, byte[] text, int from, int to) {
    if (value < min || value > max) {
      throw outOfRange(text, from, to, min, max);
    }
    return value;
  }

  private static RequestFault outOfRange(byte[] text, int from, int to, long min, long max) {
    return RequestFault.invalid(
        "found %s, expected an integer from %d to %d".formatted(excerpt(text, from, to), min, max));
  }

  /** An unsigned integer of 64 bits. The text is a number. */
  static long unsigned(byte[] text, int from, int to) {
    boolean negative = text[from] == '-';
    long size = magnitude(text, negative ? from + 1 : from, to);
    if (negative && size != 0) {
      throw RequestFault.invalid(
          "found %s, expected an integer from 0 to 18446744073709551615"
              .formatted(excerpt(text, from, to)));
    }
    return size;
  }

  /**
   * The value of a number without its sign, as an unsigned integer of 64 bits, whatever point and
   * exponent it is written with. One look at each character: a text may be long.
   */
  private static long magnitude(byte[] text, int from, int to) {
    int exponentAt = from;
    while (exponentAt < to && (text[exponentAt] | 0x20) != 'e') {
      exponentAt++;
    }
    int point = from;
    while (point < exponentAt && text[point] != '.') {
      point++;
    }
    // how many digits, from the first one on, make the whole part
    long whole = point - from + exponent(text, exponentAt, to);
    long value = 0;
    long count = 0;
    for (int at = from; at < exponentAt; at++) {
      if (at != point) {
        if (count++ < whole) {
          value = append(value, text[at] - '0', text, from, to);
        } else if (text[at] != '0') {
          throw notAnInteger(text, from, to);
        }
      }
    }
    while (count++ < whole && value != 0) {
      value = append(value, 0, text, from, to);
    }
    return value;
  }

  /** The exponent with the {@code e} at an index, 0 where there is none, within 10^12 of zero. */
  static long exponent(byte[] text, int at, int to) {
    long value = 0;
    boolean negative = at + 1 < to && text[at + 1] == '-';
    for (int i = at + 1; i < to; i++) {
      if (isDigit(text[i])) {
        value = Math.min(1_000_000_000_000L, 10 * value + (text[i] - '0'));
      }
    }
    return negative ? -value : value;
  }

  private static long append(long value, int digit, byte[] text, int from, int to) {
    long tenfold = 10 * value + digit;
    if (Long.compareUnsigned(value, UNSIGNED_TENTH) > 0
        || Long.compareUnsigned(tenfold, digit) < 0) {
      throw notAnInteger(text, from, to);
    }
    return tenfold;
  }

  private static RequestFault notAnInteger(byte[] text, int from, int to) {
    return RequestFault.invalid(
        "found %s, expected an integer of at most 64 bits".formatted(excerpt(text, from, to)));
  }

  /** The text of a number, for a message. */
  static String excerpt(byte[] text, int from, int to) {
    return to - from <= 40 ? latin1(text, from, to) : latin1(text, from, from + 40) + "...";
  }

  private static String latin1(byte[] text, int from, int to) {
    return new String(text, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
