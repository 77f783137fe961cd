package bluehub.transcoder.json;

import java.nio.charset.StandardCharsets;

/** Numbers to decimal text in an array that has room, without a string between. */
final class DecimalText {
  /** "00" to "99". */
  private static final byte[] PAIRS = new byte[200];

  static {
    for (int i = 0; i < 100; i++) {
      PAIRS[2 * i] = (byte) ('0' + i / 10);
      PAIRS[2 * i + 1] = (byte) ('0' + i % 10);
    }
  }

  private static final byte[] LEAST = "-9223372036854775808".getBytes(StandardCharsets.US_ASCII);
  private static final double[] TENS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

  private DecimalText() {}

  static int signed(long value, byte[] out, int at) {
    if (value < 0) {
      if (value == Long.MIN_VALUE) {
        System.arraycopy(LEAST, 0, out, at, LEAST.length);
        return at + LEAST.length;
      }
      out[at++] = '-';
      value = -value;
    }
    return digits(value, out, at);
  }

  static int unsigned(long value, byte[] out, int at) {
    if (value >= 0) {
      return digits(value, out, at);
    }
    long tenth = Long.divideUnsigned(value, 10);
    at = digits(tenth, out, at);
    out[at++] = (byte) ('0' + (value - 10 * tenth));
    return at;
  }

  private static int digits(long value, byte[] out, int at) {
    int end = at + count(value);
    int put = end;
    while (value >= 100) {
      long rest = value / 100;
      int pair = 2 * (int) (value - 100 * rest);
      out[--put] = PAIRS[pair + 1];
      out[--put] = PAIRS[pair];
      value = rest;
    }
    if (value >= 10) {
      out[--put] = PAIRS[2 * (int) value + 1];
      out[--put] = PAIRS[2 * (int) value];
    } else {
      out[--put] = (byte) ('0' + value);
    }
    return end;
  }

  private static int count(long value) {
    int count = 1;
    for (long bound = 10; count < 19 && value >= bound; bound *= 10) {
      count++;
    }
    return count;
  }

  /**
   * Writes a double that has at most 15 significant digits, nine of them after the point; 0 for any
   * other. A decimal of at most 15 digits is told apart from all others of its kind by the nearest
   * double, so the one found that way is the shortest.
   */
  static int simple(double value, byte[] out, int at) {
    double size = Math.abs(value);
    if (size == 0) {
      return zero(1 / value < 0, out, at);
    }
    if (!(size >= 1e-3 && size < 1e15)) {
      return 0;
    }
    long whole = (long) size;
    if (whole == size) {
      return sign(value < 0, whole, 0, out, at);
    }
    for (int power = 3; power <= 9; power += 3) {
      double scaled = size * TENS[power];
      if (scaled >= 1e15) {
        return 0;
      }
      long digits = Math.round(scaled);
      if (digits / TENS[power] == size) {
        return sign(value < 0, digits, power, out, at);
      }
    }
    return 0;
  }

  /** Likewise for a float, of which six digits are told apart. */
  static int simple(float value, byte[] out, int at) {
    float size = Math.abs(value);
    if (size == 0) {
      return zero(1 / value < 0, out, at);
    }
    if (!(size >= 1e-3f && size < 1e6f)) {
      return 0;
    }
    for (int power = 0; power <= 6; power += 3) {
      long digits = Math.round(size * TENS[power]);
      if (digits >= 1_000_000) {
        return 0;
      }
      if ((float) (digits / TENS[power]) == size) {
        return sign(value < 0, digits, power, out, at);
      }
    }
    return 0;
  }

  private static int zero(boolean negative, byte[] out, int at) {
    if (negative) {
      out[at++] = '-';
    }
    out[at++] = '0';
    return at;
  }

  /** Writes {@code digits / 10^power} without zeros at its end. */
  private static int sign(boolean negative, long digits, int power, byte[] out, int at) {
    if (negative) {
      out[at++] = '-';
    }
    while (power > 0 && digits % 10 == 0) {
      digits /= 10;
      power--;
    }
    if (power == 0) {
      return digits(digits, out, at);
    }
    long unit = (long) TENS[power];
    long whole = digits / unit;
    at = digits(whole, out, at);
    out[at++] = '.';
    long fraction = digits - whole * unit;
    for (int i = power - 1; i >= 0; i--) {
      out[at + i] = (byte) ('0' + fraction % 10);
      fraction /= 10;
    }
    return at + power;
  }
}
