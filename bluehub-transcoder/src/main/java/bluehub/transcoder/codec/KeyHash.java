package bluehub.transcoder.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The hash of map keys. Clients choose the keys of requests, and what they had stored comes back in
 * answers, so the hash has a secret: nobody can choose keys that make a table slow.
 *
 * <p>A polynomial modulo 2^64 would not do, whatever its secret factor: there are texts that
 * collide for every one (Pachocki and Radoszewski, "Where to Use and How not to Use Polynomial
 * String Hashing", 2013). So each eight bytes go through a product of 128 bits, whose halves are
 * folded together.
 */
final class KeyHash {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long START = ThreadLocalRandom.current().nextLong();
  private static final long FACTOR = ThreadLocalRandom.current().nextLong() | 1;

  private KeyHash() {}

  static int of(byte[] bytes, int start, int end) {
    int length = end - start;
    long hash = START ^ length * FACTOR;
    int last = end - 8;
    for (int at = start; at < last; at += 8) {
      hash = folded(hash ^ (long) LONG.get(bytes, at));
    }
    // the last eight bytes may have been met in part; the length tells such texts apart
    return mixed(hash ^ (length >= 8 ? (long) LONG.get(bytes, last) : few(bytes, start, end)));
  }

  /** Up to seven bytes, some of them twice. */
  private static long few(byte[] bytes, int start, int end) {
    int length = end - start;
    if (length >= 4) {
      return ((int) INT.get(bytes, start) & 0xFFFFFFFFL)
          | (long) (int) INT.get(bytes, end - 4) << 32;
    }
    return length == 0
        ? 0
        : (bytes[start] & 0xFF)
            | (bytes[start + length / 2] & 0xFF) << 8
            | (bytes[end - 1] & 0xFF) << 16;
  }

  static int of(long bits) {
    return mixed(START ^ bits);
  }

  private static long folded(long word) {
    return word * FACTOR ^ Math.unsignedMultiplyHigh(word, FACTOR);
  }

  private static int mixed(long word) {
    long hash = folded(word);
    return (int) (hash ^ hash >>> 32);
  }
}
