package bluehub.transcoder.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Looks at eight bytes of text at once ("SIMD within a register"): where the next byte is that is
 * not plain, what number digits make, whether and whither short stretches are equal or copied.
 *
 * <p>Plain is all of ASCII but control characters, the quotation mark and the backslash, which is
 * what stands for itself in a JSON string (RFC 8259 §7) and needs no UTF-8 check.
 *
 * <p>The first byte of the text is the lowest of the word.
 */
final class Swar {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;

  private Swar() {}

  static long load(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at);
  }

  static void store(byte[] bytes, int at, long word) {
    LONG.set(bytes, at, word);
  }

  /**
   * The high bit of each byte that is not plain. A borrow can mark bytes above a marked one
   * wrongly; the lowest mark is exact.
   */
  static long notPlain(long word) {
    // with its second bit flipped, the quotation mark is what follows the control characters
    long controls = (word ^ ONES * 0x02) - ONES * 0x21;
    long backslash = (word ^ ONES * '\\') - ONES;
    return (controls | backslash | word) & HIGH;
  }

  /** The index, 0 to 7, of the lowest marked byte. */
  static int first(long marks) {
    return Long.numberOfTrailingZeros(marks) >>> 3;
  }

  static boolean isPlain(byte b) {
    return b >= 0x20 && b != '"' && b != '\\';
  }

  /** The high bit of each byte that is no decimal digit. */
  static long notDigits(long word) {
    // digits become 0 to 9; nothing carries over from one byte to the next
    long digits = word ^ ONES * '0';
    return (((digits & ~HIGH) + ONES * 0x76) | digits) & HIGH;
  }

  /** The byte at an index from 0 to 7. */
  static int at(long word, int index) {
    return (int) (word >>> (8 * index)) & 0xFF;
  }

  /** The word without the byte at an index from 0 to 6: those above it move down. */
  static long without(long word, int index) {
    long below = (1L << (8 * index)) - 1;
    return (word & below) | (word >>> 8 & ~below);
  }

  /** The number that the first 1 to 8 bytes make, which are digits. */
  static long number(long word, int count) {
    // the bytes that come in below are zeros of the digit's kind, which lead
    return joined((word - ONES * '0') << (64 - 8 * count));
  }

  /** The number that eight digits make. */
  static long number(long word) {
    return joined(word - ONES * '0');
  }

  /** Joins neighbours: digits to pairs, pairs to fours, fours to the eight. */
  private static long joined(long digits) {
    long pairs = ((digits * (1 + (10 << 8))) >>> 8) & 0x00FF00FF00FF00FFL;
    long fours = ((pairs * (1 + (100 << 16))) >>> 16) & 0x0000FFFF0000FFFFL;
    return (fours * (1 + (10_000L << 32))) >>> 32;
  }

  /** The eight digits of a number below 10^8, as the bytes 0 to 9. */
  static long digits(int number) {
    // the number falls into halves, and these again; each quotient is exact in its range
    long high = number / 10_000;
    long fours = high | ((number - 10_000 * high) << 32);
    long hundreds = ((fours * 10_486) >>> 20) & 0x0000007F0000007FL;
    long pairs = hundreds | ((fours - 100 * hundreds) << 16);
    long tens = ((pairs * 103) >>> 10) & 0x000F000F000F000FL;
    return tens | ((pairs - 10 * tens) << 8);
  }

  /** The bytes 0 to 9 as digits. */
  static long ascii(long digits) {
    return digits | ONES * '0';
  }

  /** Whether two stretches of equal length hold the same bytes. */
  static boolean equal(byte[] a, int from, byte[] b, int offset, int count) {
    if (count > 16) {
      return load(a, from) == load(b, offset)
          && Arrays.equals(a, from, from + count, b, offset, offset + count);
    }
    if (count >= 8) {
      return load(a, from) == load(b, offset)
          && load(a, from + count - 8) == load(b, offset + count - 8);
    }
    if (count >= 4) {
      return (int) INT.get(a, from) == (int) INT.get(b, offset)
          && (int) INT.get(a, from + count - 4) == (int) INT.get(b, offset + count - 4);
    }
    for (int i = 0; i < count; i++) {
      if (a[from + i] != b[offset + i]) {
        return false;
      }
    }
    return true;
  }

  /** Copies a stretch; short ones without a call. */
  static void copy(byte[] from, int offset, byte[] to, int at, int count) {
    if (count > 16) {
      System.arraycopy(from, offset, to, at, count);
    } else if (count >= 8) {
      long end = load(from, offset + count - 8);
      store(to, at, load(from, offset));
      store(to, at + count - 8, end);
    } else if (count >= 4) {
      int end = (int) INT.get(from, offset + count - 4);
      INT.set(to, at, (int) INT.get(from, offset));
      INT.set(to, at + count - 4, end);
    } else {
      for (int i = 0; i < count; i++) {
        to[at + i] = from[offset + i];
      }
    }
  }
}
