package bluehub.transcoder.codec;

import java.util.concurrent.ThreadLocalRandom;

/**
 * The hash of map keys. Clients choose the keys of requests, and what they had stored comes back in
 * answers, so the hash has a secret factor: nobody can choose keys that make a table slow.
 */
final class KeyHash {
  private static final long FACTOR = ThreadLocalRandom.current().nextLong() | 1;

  private KeyHash() {}

  static int of(byte[] bytes, int start, int end) {
    long hash = 0;
    for (int i = start; i < end; i++) {
      hash = (hash + bytes[i] + 129) * FACTOR;
    }
    return mixed(hash);
  }

  static int of(long bits) {
    return mixed(bits * FACTOR);
  }

  /** All bits of a product in each of the lower ones. */
  private static int mixed(long product) {
    return (int) (((product ^ (product >>> 29)) * FACTOR) >>> 32);
  }
}
