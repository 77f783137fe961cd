package bluehub.transcoder.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks at eight bytes of text at once ("SIMD within a register"), for the one question that
 * reading and writing strings ask: where is the next byte that is not plain?
 *
 * <p>Plain is all of ASCII but control characters, the quotation mark and the backslash, which is
 * what stands for itself in a JSON string (RFC 8259 §7) and needs no UTF-8 check.
 */
final class Swar {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
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
    long quote = word ^ ONES * '"';
    long backslash = word ^ ONES * '\\';
    return ((word - ONES * 0x20) | (quote - ONES) | (backslash - ONES) | word) & HIGH;
  }

  /** The index, 0 to 7, of the lowest marked byte. */
  static int first(long marks) {
    return Long.numberOfTrailingZeros(marks) >>> 3;
  }

  static boolean isPlain(byte b) {
    return b >= 0x20 && b != '"' && b != '\\';
  }
}
