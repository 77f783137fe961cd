package bluehub.transcoder.json;

import bluehub.transcoder.fault.RequestFault;
import java.nio.charset.StandardCharsets;

/**
 * A number's text taken apart into {@code digits * 10^power} by one look at each character, and the
 * values that fields have from it: what is small enough, which is nearly all, from these two; the
 * rest from the text, exactly.
 *
 * <p>ProtoJSON takes any JSON number for an integer as long as its value is one ({@code 1e2},
 * {@code 1.0}), so nothing passes through a double on its way to one. What is no integer or out of
 * range is a {@link RequestFault} without a place.
 *
 * <p>Not thread-safe; made to be reused after {@link #scan}.
 */
public final class Decimal {
  /** {@link #scan}'s answer for what is no number. */
  public static final int MALFORMED = -1;

  /** {@link #scan}'s answer where the input ends before the number may. */
  public static final int INCOMPLETE = -2;

  /** As many digits as an unsigned integer of 64 bits holds whatever they are. */
  private static final int MOST_DIGITS = 19;

  /** Powers of ten that a double holds exactly; the first eleven a float does, too. */
  private static final double[] TENS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private static final int MOST_POWER = 1_000_000_000;

  private static final long[] SCALES = {
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000
  };

  private byte[] text = new byte[0];
  private int from;
  private int to;

  private int end;

  private boolean negative;

  /** The leading digits, without the point: all of them, unless {@link #cut}. */
  private long digits;

  private int power;

  /** Whether there are more digits than {@link #digits} holds. */
  private boolean cut;

  /**
   * {@code number = [ minus ] int [ frac ] [ exp ]} (RFC 8259 §6). The index after the longest
   * number at {@code from}, {@link #MALFORMED} or {@link #INCOMPLETE}. The values are this text's
   * until the array changes.
   */
  public int scan(byte[] text, int from, int to) {
    this.text = text;
    this.from = from;
    int at = from;
    boolean minus = at < to && text[at] == '-';
    if (minus) {
      at++;
    }
    int start = at;
    if (at <= to - 8 && isShort(Swar.load(text, at))) {
      this.to = at + end;
      negative = minus;
      cut = false;
      return this.to;
    }
    long value = digits(text, at, to, 0);
    at = end;
    int count = at - start;
    if (count == 0) {
      return at == to ? INCOMPLETE : MALFORMED;
    }
    if (count > 1 && text[start] == '0') {
      return MALFORMED;
    }
    int scale = 0;
    if (at < to && text[at] == '.') {
      value = digits(text, at + 1, to, value);
      scale = end - at - 1;
      at = end;
      if (scale == 0) {
        return at == to ? INCOMPLETE : MALFORMED;
      }
      count += scale;
    }
    int mantissa = at;
    long exponent = 0;
    if (at < to && (text[at] | 0x20) == 'e') {
      at = exponentEnd(text, at + 1, to);
      if (at < 0) {
        return at;
      }
      exponent = ExactInteger.exponent(text, mantissa, at);
    }
    this.to = at;
    negative = minus;
    digits = value;
    power = clamp(exponent - scale);
    cut = false;
    if (count > MOST_DIGITS) {
      leading(start, mantissa, exponent);
    }
    return at;
  }

  /**
   * Whether a word begins with a number that ends in it and has no exponent, as most have: takes it
   * by one look then, without its point, and leaves its length in {@link #end}.
   */
  private boolean isShort(long word) {
    long marks = Swar.notDigits(word);
    int whole = Swar.first(marks);
    if (marks == 0 || whole == 0 || (whole > 1 && (byte) word == '0')) {
      return false;
    }
    int count = whole;
    long number = word;
    int after = Swar.at(word, whole);
    if (after == '.') {
      marks &= marks - 1;
      int stop = Swar.first(marks);
      if (marks == 0 || stop == whole + 1) {
        return false;
      }
      after = Swar.at(word, stop);
      number = Swar.without(word, whole);
      count = stop - 1;
    }
    if ((after | 0x20) == 'e') {
      return false;
    }
    digits = Swar.number(number, count);
    power = whole - count;
    end = count + (count == whole ? 0 : 1);
    return true;
  }

  /** Appends the digits at an index to a value, and leaves in {@link #end} where they end. */
  private long digits(byte[] text, int from, int to, long value) {
    int at = from;
    while (at <= to - 8) {
      long word = Swar.load(text, at);
      long marks = Swar.notDigits(word);
      if (marks != 0) {
        int count = Swar.first(marks);
        end = at + count;
        return count == 0 ? value : SCALES[count] * value + Swar.number(word, count);
      }
      value = SCALES[8] * value + Swar.number(word);
      at += 8;
    }
    int digit;
    while (at < to && (digit = (text[at] - '0') & 0xFF) < 10) {
      value = 10 * value + digit;
      at++;
    }
    end = at;
    return value;
  }

  /** So large a power is out of every range anyway. */
  private static int clamp(long power) {
    return Math.clamp(power, -MOST_POWER, MOST_POWER);
  }

  /** {@code exp = e [ minus / plus ] 1*DIGIT}, after its e. */
  private static int exponentEnd(byte[] text, int from, int to) {
    int at = from;
    if (at < to && (text[at] == '+' || text[at] == '-')) {
      at++;
    }
    int start = at;
    while (at < to && ((text[at] - '0') & 0xFF) < 10) {
      at++;
    }
    return at > start ? at : at == to ? INCOMPLETE : MALFORMED;
  }

  /** Takes the first digits alone: those after the zeros that lead. */
  private void leading(int start, int stop, long exponent) {
    long value = 0;
    int taken = 0;
    int point = stop;
    int last = stop;
    for (int at = start; at < stop; at++) {
      if (text[at] == '.') {
        point = at;
      } else if (taken < MOST_DIGITS) {
        value = 10 * value + (text[at] - '0');
        taken += value == 0 ? 0 : 1;
        last = at + 1;
      } else {
        cut |= text[at] != '0';
      }
    }
    digits = value;
    // digits that were left out count as zeros before the point, those taken after it as decimals
    power = clamp(exponent + (last <= point ? point - last : point - last + 1));
  }

  /** Whether the whole text is a number, whose values are at hand then. */
  public boolean isNumber(byte[] text, int from, int to) {
    return scan(text, from, to) == to;
  }

  /** A signed integer between the bounds, both included. */
  public long signed(long min, long max) {
    if (power == 0 && digits >= 0 && !cut) {
      long value = negative ? -digits : digits;
      if (value >= min && value <= max) {
        return value;
      }
    }
    return ExactInteger.signed(text, from, to, min, max);
  }

  /** An unsigned integer of 64 bits. */
  public long unsigned() {
    return power == 0 && digits >= 0 && !cut && !negative
        ? digits
        : ExactInteger.unsigned(text, from, to);
  }

  /** The nearest double; a number too large for one is a fault. */
  public double toDouble() {
    double value;
    if (digits >= 0 && digits <= 1L << 53 && power <= 22 && power >= -22 && !cut) {
      // both are exact, so one operation rounds right (Clinger, "How to Read Floating Point Numbers
      // Accurately", 1990)
      value = power < 0 ? digits / TENS[-power] : digits * TENS[power];
    } else if (digits == 0) {
      value = 0;
    } else {
      long bits = FloatingPoint.doubleBits(digits, power);
      if (bits == FloatingPoint.UNDECIDED
          || (cut && bits != FloatingPoint.doubleBits(digits + 1, power))) {
        return hardDouble();
      }
      value = Double.longBitsToDouble(bits);
    }
    return negative ? -value : value;
  }

  /** The nearest float; a number too large for one is a fault. */
  public float toFloat() {
    float value;
    if (digits >= 0 && digits <= 1L << 24 && power <= 10 && power >= -10 && !cut) {
      float ten = (float) TENS[Math.abs(power)];
      value = power < 0 ? digits / ten : digits * ten;
    } else if (digits == 0) {
      value = 0;
    } else {
      long bits = FloatingPoint.floatBits(digits, power);
      if (bits == FloatingPoint.UNDECIDED
          || (cut && bits != FloatingPoint.floatBits(digits + 1, power))) {
        return hardFloat();
      }
      value = Float.intBitsToFloat((int) bits);
    }
    return negative ? -value : value;
  }

  private double hardDouble() {
    double value = Double.parseDouble(latin1());
    if (Double.isInfinite(value)) {
      throw tooLarge("double");
    }
    return value;
  }

  private float hardFloat() {
    float value = Float.parseFloat(latin1());
    if (Float.isInfinite(value)) {
      throw tooLarge("float");
    }
    return value;
  }

  private RequestFault tooLarge(String type) {
    return RequestFault.invalid(
        "found %s, expected a number that fits into a %s"
            .formatted(ExactInteger.excerpt(text, from, to), type));
  }

  private String latin1() {
    return new String(text, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
