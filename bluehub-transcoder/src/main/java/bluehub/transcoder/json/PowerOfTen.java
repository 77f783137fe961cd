package bluehub.transcoder.json;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A power of ten to 128 significant bits, for what takes doubles apart and puts them together.
 *
 * <p>{@code 10^q = m * 2^e} with {@code 2^127 <= m < 2^128}; what is kept is {@code m} rounded
 * down. It is exact for q from 0 to 55.
 */
final class PowerOfTen {
  static final int LEAST = -348;
  static final int MOST = 348;

  /** The largest exponent whose power fits into 128 bits whole (5^55 is less than 2^128). */
  static final int MOST_EXACT = 55;

  /** Those that were asked for; all of them would take milliseconds of a start. */
  private static final @Nullable PowerOfTen[] MADE = new PowerOfTen[MOST - LEAST + 1];

  /** The upper half of {@code m}. */
  final long high;

  /** The lower half of {@code m}. */
  final long low;

  private PowerOfTen(BigInteger bits) {
    high = bits.shiftRight(64).longValue();
    low = bits.longValue();
  }

  /** The power with an exponent from {@link #LEAST} to {@link #MOST}. */
  static PowerOfTen of(int q) {
    PowerOfTen power = MADE[q - LEAST];
    return power == null ? make(q) : power;
  }

  /** Threads that come at the same time make equal ones. */
  private static PowerOfTen make(int q) {
    // the power of two in ten is in the exponent: what is left is a power of five
    BigInteger five = BigInteger.valueOf(5).pow(Math.abs(q));
    int size = five.bitLength();
    PowerOfTen power =
        new PowerOfTen(
            q < 0
                ? BigInteger.ONE.shiftLeft(127 + size).divide(five)
                : five.shiftLeft(128).shiftRight(size));
    MADE[q - LEAST] = power;
    return power;
  }

  /** {@code floor(log2(10^q))} for q within 1,233 of zero. */
  static int log2(int q) {
    // log2(10) is 3.3219..., here as a fraction of 2^19
    return (q * 1_741_647) >> 19;
  }
}
