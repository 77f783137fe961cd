package bluehub.transcoder.json;

import bluehub.transcoder.fault.RequestFault;
import java.nio.charset.StandardCharsets;

/**
 * Numbers from their JSON text. ProtoJSON takes any JSON number for an integer as long as its value
 * is one ({@code 1e2}, {@code 1.0}), so the value is exact: nothing passes through a double on its
 * way.
 *
 * <p>What is no number, no integer or out of range is a {@link RequestFault} without a place.
 */
public final class JsonNumber {
  /** {@link #scan}'s answer for what is no number. */
  public static final int MALFORMED = -1;

  /** {@link #scan}'s answer where the input ends before the number may. */
  public static final int INCOMPLETE = -2;

  /** A tenth of the largest unsigned integer of 64 bits, rounded down. */
  private static final long UNSIGNED_TENTH = Long.divideUnsigned(-1L, 10);

  /** Powers of ten that a double holds exactly. */
  private static final double[] TENS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private JsonNumber() {}

  /**
   * {@code number = [ minus ] int [ frac ] [ exp ]} (RFC 8259 §6). The index after the longest
   * number at {@code from}, {@link #MALFORMED} or {@link #INCOMPLETE}.
   */
  public static int scan(byte[] text, int from, int to) {
    int at = from;
    if (at < to && text[at] == '-') {
      at++;
    }
    if (at == to) {
      return INCOMPLETE;
    }
    if (text[at] == '0') {
      at++;
      if (at < to && isDigit(text[at])) {
        return MALFORMED;
      }
    } else if (isDigit(text[at])) {
      at = digits(text, at, to);
    } else {
      return MALFORMED;
    }
    if (at < to && text[at] == '.') {
      at++;
      if (at == to) {
        return INCOMPLETE;
      }
      if (!isDigit(text[at])) {
        return MALFORMED;
      }
      at = digits(text, at, to);
    }
    if (at < to && (text[at] | 0x20) == 'e') {
      at++;
      if (at < to && (text[at] == '+' || text[at] == '-')) {
        at++;
      }
      if (at == to) {
        return INCOMPLETE;
      }
      if (!isDigit(text[at])) {
        return MALFORMED;
      }
      at = digits(text, at, to);
    }
    return at;
  }

  private static int digits(byte[] text, int at, int to) {
    while (at < to && isDigit(text[at])) {
      at++;
    }
    return at;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  /** Whether the whole text is a number. */
  public static boolean isNumber(byte[] text, int from, int to) {
    return scan(text, from, to) == to;
  }

  /** A signed integer between the bounds, both included. The text is a number. */
  public static long signed(byte[] text, int from, int to, long min, long max) {
    boolean negative = text[from] == '-';
    int at = negative ? from + 1 : from;
    long value = 0;
    // 18 digits never overflow
    if (to - at <= 18) {
      while (at < to && isDigit(text[at])) {
        value = 10 * value + (text[at++] - '0');
      }
      if (at == to) {
        return inRange(negative ? -value : value, min, max, text, from, to);
      }
    }
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
  public static long unsigned(byte[] text, int from, int to) {
    if (text[from] != '-' && to - from <= 18) {
      long value = 0;
      int at = from;
      while (at < to && isDigit(text[at])) {
        value = 10 * value + (text[at++] - '0');
      }
      if (at == to) {
        return value;
      }
    }
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
  private static long exponent(byte[] text, int at, int to) {
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

  /** The nearest double; a number too large for one is a fault. The text is a number. */
  public static double toDouble(byte[] text, int from, int to) {
    double value = simple(text, from, to, 1L << 53, TENS.length - 1);
    if (!Double.isNaN(value)) {
      return value;
    }
    value = Double.parseDouble(latin1(text, from, to));
    if (Double.isInfinite(value)) {
      throw tooLarge(text, from, to, "double");
    }
    return value;
  }

  /** The nearest float; a number too large for one is a fault. The text is a number. */
  public static float toFloat(byte[] text, int from, int to) {
    // one exact division in double, one rounding to float: only while both operands are exact in
    // float
    double value = simple(text, from, to, 1L << 24, 10);
    float rounded = Double.isNaN(value) ? Float.parseFloat(latin1(text, from, to)) : (float) value;
    if (Float.isInfinite(rounded)) {
      throw tooLarge(text, from, to, "float");
    }
    return rounded;
  }

  /**
   * Numbers whose digits and power of ten are both exact as floating point, so that one operation
   * rounds right (Clinger, "How to Read Floating Point Numbers Accurately", 1990); else NaN.
   */
  private static double simple(byte[] text, int from, int to, long maxDigits, int maxPower) {
    boolean negative = text[from] == '-';
    int at = negative ? from + 1 : from;
    if (to - at > 18) {
      return Double.NaN;
    }
    long digits = 0;
    int power = 0;
    boolean fraction = false;
    for (; at < to; at++) {
      byte b = text[at];
      if (b == '.') {
        fraction = true;
      } else if (isDigit(b)) {
        digits = 10 * digits + (b - '0');
        power += fraction ? 1 : 0;
      } else {
        return Double.NaN;
      }
    }
    if (digits > maxDigits || power > maxPower) {
      return Double.NaN;
    }
    double value = digits / TENS[power];
    return negative ? -value : value;
  }

  private static RequestFault tooLarge(byte[] text, int from, int to, String type) {
    return RequestFault.invalid(
        "found %s, expected a number that fits into a %s".formatted(excerpt(text, from, to), type));
  }

  private static String latin1(byte[] text, int from, int to) {
    return new String(text, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private static String excerpt(byte[] text, int from, int to) {
    return to - from <= 40 ? latin1(text, from, to) : latin1(text, from, from + 40) + "...";
  }
}
