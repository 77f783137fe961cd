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

  /** 1 to 10^18. */
  private static final long[] POWERS = new long[19];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = 10 * POWERS[i - 1];
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
    // log10(2) is about 1233 / 4096: right, or one too few
    int count = ((64 - Long.numberOfLeadingZeros(value | 1)) * 1233) >>> 12;
    return value >= POWERS[count] ? count + 1 : Math.max(1, count);
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
    int power = size < 1e6 ? 9 : size < 1e9 ? 6 : 3;
    double scaled = size * TENS[power];
    if (scaled >= 1e15) {
      return 0;
    }
    long digits = (long) (scaled + 0.5);
    return digits / TENS[power] == size ? sign(value < 0, digits, power, out, at) : 0;
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
    int power =
        size < 1 ? 6 : size < 10 ? 5 : size < 100 ? 4 : size < 1e3f ? 3 : size < 1e4f ? 2 : 1;
    long digits = (long) (size * TENS[power] + 0.5);
    return digits < 1_000_000 && (float) (digits / TENS[power]) == size
        ? sign(value < 0, digits, power, out, at)
        : 0;
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
    if (power >= 6 && digits % 1000 == 0) {
      digits /= 1000;
      power -= 3;
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
