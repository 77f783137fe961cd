package bluehub.transcoder.json;

/**
 * Numbers to decimal text, without a string between: into an array that has room for {@link #MOST}
 * bytes, of which some after the text may be overwritten.
 *
 * <p>Floating-point numbers have the digits that {@link Double#toString(double)} gives them, and
 * its form with an exponent from 10^15 on and below 10^-3; what lies between is plain, without a
 * point where it is whole.
 *
 * <p>Not thread-safe; made to be reused.
 */
final class DecimalText {
  /** How many bytes a number takes and touches at the most. */
  static final int MOST = 40;

  private static final int EIGHT = 100_000_000;

  /** Plain are numbers with their first digit from here, as a power of ten, */
  private static final int LEAST_PLAIN = -3;

  /** to here. */
  private static final int MOST_PLAIN = 14;

  /** "00" to "99". */
  private static final short[] PAIRS = new short[100];

  static {
    for (int i = 0; i < 100; i++) {
      PAIRS[i] = (short) (('0' + i / 10) | (('0' + i % 10) << 8));
    }
  }

  /** "0.000000". */
  private static final long NOUGHT = 0x3030_3030_3030_2E30L;

  /** Powers of ten. */
  private static final long[] TENS = new long[19];

  static {
    long ten = 1;
    for (int i = 0; i < TENS.length; i++) {
      TENS[i] = ten;
      ten *= 10;
    }
  }

  private final ShortestDecimal shortest = new ShortestDecimal();

  static int signed(long value, byte[] out, int at) {
    // without a branch: signs come in any order
    out[at] = '-';
    // of the least one, too, this is the size: as an unsigned number
    return unsigned(Math.abs(value), out, at + (int) (value >>> 63));
  }

  static int unsigned(long value, byte[] out, int at) {
    if (value >= 0 && value < 10) {
      out[at] = (byte) ('0' + value);
      return at + 1;
    }
    if (value >= 0 && value < EIGHT) {
      return leading((int) value, out, at);
    }
    // the division of unsigned numbers is slow even by a constant
    long high = value >= 0 ? value / EIGHT : Long.divideUnsigned(value, EIGHT);
    int low = (int) (value - EIGHT * high);
    at = high < EIGHT ? leading((int) high, out, at) : twelve(high, out, at);
    Swar.store(out, at, Swar.ascii(Swar.digits(low)));
    return at + 8;
  }

  /** A number of nine to twelve digits. */
  private static int twelve(long value, byte[] out, int at) {
    long high = value / EIGHT;
    at = leading((int) high, out, at);
    Swar.store(out, at, Swar.ascii(Swar.digits((int) (value - EIGHT * high))));
    return at + 8;
  }

  /** A number below 10^8 without zeros before it; without a branch: lengths come in any order. */
  private static int leading(int value, byte[] out, int at) {
    if (value < 10_000) {
      int hundreds = value / 100;
      int four = PAIRS[hundreds] | (PAIRS[value - 100 * hundreds] << 16);
      int zeros = (value < 10 ? 1 : 0) + (value < 100 ? 1 : 0) + (value < 1_000 ? 1 : 0);
      Swar.store(out, at, four >>> (8 * zeros));
      return at + 4 - zeros;
    }
    long digits = Swar.digits(value);
    // the last digit is always one of it
    int zeros = Swar.first(digits | (1L << 56));
    Swar.store(out, at, Swar.ascii(digits) >>> (8 * zeros));
    return at + 8 - zeros;
  }

  /** How many digits a positive number has. */
  private static int count(long value) {
    // log10(2) is 0.30103..., here as a fraction of 2^12: right, or one too few
    int least = ((64 - Long.numberOfLeadingZeros(value)) * 1_233) >>> 12;
    return least + (value >= TENS[least] ? 1 : 0);
  }

  /** A finite double. */
  int number(double value, byte[] out, int at) {
    if (Double.doubleToRawLongBits(value) < 0) {
      out[at++] = '-';
    }
    double size = Math.abs(value);
    long whole = (long) size;
    if (whole == size && size < 1e15) {
      return unsigned(whole, out, at);
    }
    if (size < 1e6 && size >= 1e-3) {
      // prices and percentages: with few digits the nearest double tells them from all others
      long hundredths = (long) (size * 100 + 0.5);
      if (hundredths / 100.0 == size) {
        return hundredths(hundredths, out, at);
      }
    }
    shortest.take(size);
    return decimal(shortest.digits(), shortest.power(), out, at);
  }

  /** A finite float. */
  int number(float value, byte[] out, int at) {
    if (Float.floatToRawIntBits(value) < 0) {
      out[at++] = '-';
    }
    float size = Math.abs(value);
    int whole = (int) size;
    if (whole == size && size < 1 << 24) {
      return unsigned(whole, out, at);
    }
    if (size < 1e4f && size >= 1e-3f) {
      int hundredths = (int) (size * 100 + 0.5f);
      if (hundredths / 100f == size) {
        return hundredths(hundredths, out, at);
      }
    }
    shortest.take(size);
    return decimal(shortest.digits(), shortest.power(), out, at);
  }

  private static int hundredths(long value, byte[] out, int at) {
    long whole = value / 100;
    int rest = (int) (value - 100 * whole);
    at = unsigned(whole, out, at);
    out[at] = '.';
    short pair = PAIRS[rest];
    Swar.store(out, at + 1, pair);
    return pair >>> 8 == '0' ? at + 2 : at + 3;
  }

  /** Writes {@code digits * 10^power}, which is not zero. */
  private static int decimal(long digits, int power, byte[] out, int at) {
    int first = power + count(digits) - 1;
    if (first < 0 && first >= LEAST_PLAIN) {
      return fraction(digits, -first, out, at);
    }
    // the digits go where those after the point will be, so that only those before it move
    int start = at + 1;
    int end = trimmed(out, unsigned(digits, out, start));
    int count = end - start;
    if (first < 0 || first > MOST_PLAIN) {
      return scientific(first, count, out, at);
    }
    if (count <= first + 1) {
      return whole(first + 1, count, out, at);
    }
    for (int i = 0; i <= first; i++) {
      out[at + i] = out[start + i];
    }
    out[at + first + 1] = '.';
    return end;
  }

  /** The end without the zeros before it. */
  private static int trimmed(byte[] out, int end) {
    while (out[end - 1] == '0') {
      end--;
    }
    return end;
  }

  /** Digits at {@code at + 1} become {@code d.ddE10}. */
  private static int scientific(int power, int count, byte[] out, int at) {
    out[at] = out[at + 1];
    out[at + 1] = '.';
    int end = at + 1 + count;
    if (count == 1) {
      out[end++] = '0';
    }
    out[end++] = 'E';
    return signed(power, out, end);
  }

  /** Writes {@code 0.00ddd}. */
  private static int fraction(long digits, int zeros, byte[] out, int at) {
    // more than there may be of the zeros, all at once
    Swar.store(out, at, NOUGHT);
    return trimmed(out, unsigned(digits, out, at + 1 + zeros));
  }

  /** Digits at {@code at + 1} become {@code ddd000}. */
  private static int whole(int places, int count, byte[] out, int at) {
    System.arraycopy(out, at + 1, out, at, count);
    for (int i = count; i < places; i++) {
      out[at + i] = '0';
    }
    return at + places;
  }
}
