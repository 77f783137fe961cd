package bluehub.transcoder.json;

/**
 * The shortest decimal that reads back as a given floating-point number, and of several such the
 * nearest (Giulietti, "The Schubfach way to render doubles", 2020): the digits that {@link
 * Double#toString(double)} and {@link Float#toString(float)} have, without a string.
 *
 * <p>The number is {@code c * 2^q}. All that reads back as it lies between the middles to its
 * neighbours, so the three are scaled by a power of ten to integers of few digits, and the
 * candidates between them are compared.
 *
 * <p>Not thread-safe; made to be reused.
 */
final class ShortestDecimal {
  private long digits;
  private int power;

  /** The digits, which may end in zeros. */
  long digits() {
    return digits;
  }

  /** The power of ten that they are multiplied with. */
  int power() {
    return power;
  }

  /** Takes a positive finite double. */
  void take(double value) {
    long bits = Double.doubleToRawLongBits(value);
    take(bits & ((1L << 52) - 1), (int) (bits >>> 52), 52, 1023 + 52, 3);
  }

  /** Takes a positive finite float. */
  void take(float value) {
    int bits = Float.floatToRawIntBits(value);
    take(bits & ((1 << 23) - 1), bits >>> 23, 23, 127 + 23, 8);
  }

  /**
   * @param tiny the least subnormal that has two digits of its own
   */
  private void take(long fraction, int exponent, int width, int bias, int tiny) {
    if (exponent == 0) {
      // of the least numbers the shortest has one digit; two are given, which come nearer
      boolean isTiny = fraction < tiny;
      shortest(isTiny ? 10 * fraction : fraction, 1 - bias, false, isTiny ? -1 : 0);
      return;
    }
    shortest(fraction | (1L << width), exponent - bias, fraction == 0 && exponent > 1, 0);
  }

  /**
   * @param uneven whether the lower neighbour is half as far as the upper one
   * @param shift what is added to the power of a result that is not one digit shorter
   */
  private void shortest(long c, int q, boolean uneven, int shift) {
    // floor(log10(2^q)), of three quarters of it where the neighbours are uneven
    int k = (q * 1_262_611 - (uneven ? 524_031 : 0)) >> 22;
    int h = q + PowerOfTen.log2(-k) + 1;
    PowerOfTen ten = PowerOfTen.of(-k);
    long high = ten.high;
    long low = ten.low;
    if (-k < 0 || -k > PowerOfTen.MOST_EXACT) {
      // rounded up, which carries over for none of them
      low++;
    }
    // all in quarters, so that middles are integers
    long value = toOdd(high, low, (4 * c) << h);
    long lower = toOdd(high, low, (4 * c - (uneven ? 1 : 2)) << h);
    long upper = toOdd(high, low, (4 * c + 2) << h);
    // a middle itself reads back as the even one of its neighbours
    long odd = c & 1;
    lower += odd;
    upper -= odd;
    long s = value >>> 2;
    if (s >= 100) {
      long tens = s / 10;
      boolean down = lower <= 40 * tens;
      boolean up = 40 * tens + 40 <= upper;
      if (down != up) {
        digits = up ? tens + 1 : tens;
        power = k + 1;
        return;
      }
    }
    boolean down = lower <= 4 * s;
    boolean up = 4 * s + 4 <= upper;
    long middle = 4 * s + 2;
    boolean nearer = value > middle || (value == middle && (s & 1) != 0);
    digits = (down == up ? nearer : up) ? s + 1 : s;
    power = k + shift;
  }

  /**
   * The upper 64 bits of a product of 192, with the last one set where the rest is not zero: enough
   * to compare with integers. The factor of 128 bits is a little too large, so a rest of 1 is none.
   */
  private static long toOdd(long high, long low, long factor) {
    long carry = Math.unsignedMultiplyHigh(low, factor);
    long rest = high * factor + carry;
    long product = Math.unsignedMultiplyHigh(high, factor);
    if (Long.compareUnsigned(rest, carry) < 0) {
      product++;
    }
    return Long.compareUnsigned(rest, 1) > 0 ? product | 1 : product;
  }
}
