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

  private final ShortestDecimal shortest = new ShortestDecimal();

  static int signed(long value, byte[] out, int at) {
    if (value < 0) {
      out[at++] = '-';
      // of the least one, too, this is the size: as an unsigned number
      value = -value;
    }
    return unsigned(value, out, at);
  }

  static int unsigned(long value, byte[] out, int at) {
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

  /** A number below 10^8 without zeros before it. */
  private static int leading(int value, byte[] out, int at) {
    if (value < 100) {
      if (value >= 10) {
        Swar.store(out, at, PAIRS[value]);
        return at + 2;
      }
      out[at] = (byte) ('0' + value);
      return at + 1;
    }
    if (value < 10_000) {
      int hundreds = value / 100;
      at = leading(hundreds, out, at);
      Swar.store(out, at, PAIRS[value - 100 * hundreds]);
      return at + 2;
    }
    long digits = Swar.digits(value);
    int zeros = Swar.first(digits);
    Swar.store(out, at, Swar.ascii(digits) >>> (8 * zeros));
    return at + 8 - zeros;
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
    Swar.store(out, at + 1, PAIRS[rest]);
    return out[at + 2] == '0' ? at + 2 : at + 3;
  }

  /** Writes {@code digits * 10^power}, which is not zero. */
  private static int decimal(long digits, int power, byte[] out, int at) {
    // the digits go where those after the point will be, so that only those before it move
    int start = at + 1;
    int end = unsigned(digits, out, start);
    int first = power + (end - start) - 1;
    while (out[end - 1] == '0') {
      end--;
    }
    int count = end - start;
    if (first < LEAST_PLAIN || first > MOST_PLAIN) {
      return scientific(first, count, out, at);
    }
    if (first < 0) {
      return fraction(-first, count, out, at);
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

  /** Digits at {@code at + 1} become {@code 0.00ddd}. */
  private static int fraction(int zeros, int count, byte[] out, int at) {
    System.arraycopy(out, at + 1, out, at + 1 + zeros, count);
    out[at] = '0';
    out[at + 1] = '.';
    for (int i = 1; i < zeros; i++) {
      out[at + 1 + i] = '0';
    }
    return at + 1 + zeros + count;
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
