package bluehub.transcoder.json;

/**
 * The floating-point number nearest to a decimal, from a few multiplications (Lemire, "Number
 * Parsing at a Gigabyte per Second", 2021, after an idea of Eisel's).
 *
 * <p>The decimal's digits times a power of ten's 128 leading bits give the result's bits and some
 * more. Only where those say that the exact value may lie on the other side of a rounding boundary
 * is the answer {@link #UNDECIDED}; so it is for results that are subnormal or infinite.
 */
final class FloatingPoint {
  /** No bits of a positive finite number. */
  static final long UNDECIDED = -1;

  private FloatingPoint() {}

  /**
   * The raw bits of the double nearest to {@code digits * 10^power}.
   *
   * @param digits not zero, unsigned
   */
  static long doubleBits(long digits, int power) {
    return bits(digits, power, 53, 0x7FF, 1023);
  }

  /** Likewise the bits of the nearest float. */
  static long floatBits(long digits, int power) {
    return bits(digits, power, 24, 0xFF, 127);
  }

  private static long bits(long digits, int power, int precision, int special, int bias) {
    if (power < PowerOfTen.LEAST || power > PowerOfTen.MOST) {
      return UNDECIDED;
    }
    int shift = Long.numberOfLeadingZeros(digits);
    long factor = digits << shift;
    // the bits below those that are kept and the one that rounds
    long below = -1L >>> (precision + 2);
    PowerOfTen ten = PowerOfTen.of(power);
    long high = Math.unsignedMultiplyHigh(factor, ten.high);
    long low = factor * ten.high;
    if ((high & below) == below && Long.compareUnsigned(low + factor, factor) < 0) {
      // what the table's lower half adds may carry up to the bits that are kept
      long more = Math.unsignedMultiplyHigh(factor, ten.low);
      low += more;
      if (Long.compareUnsigned(low, more) < 0) {
        high++;
      }
      if ((high & below) == below
          && low == -1
          && Long.compareUnsigned(factor * ten.low + factor, factor) < 0) {
        return UNDECIDED;
      }
    }
    int top = (int) (high >>> 63);
    long kept = high >>> (top + 62 - precision);
    int exponent = PowerOfTen.log2(power) + 63 + bias - shift + top;
    if (low == 0 && (high & below) == 0 && (kept & 3) == 1) {
      // exactly between two numbers, or a little above: the bits do not say
      return UNDECIDED;
    }
    kept = (kept + (kept & 1)) >>> 1;
    if (kept >>> precision != 0) {
      kept >>>= 1;
      exponent++;
    }
    if (exponent <= 0 || exponent >= special) {
      return UNDECIDED;
    }
    long fraction = kept & ((1L << (precision - 1)) - 1);
    return ((long) exponent << (precision - 1)) | fraction;
  }
}
