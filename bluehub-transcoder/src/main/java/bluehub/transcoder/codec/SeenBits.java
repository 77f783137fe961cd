package bluehub.transcoder.codec;

import java.util.Arrays;

/**
 * A stack of bit sets, one for each message that is open: which of its fields and oneofs were met.
 * One array for all of them, so that a message costs no allocation.
 */
final class SeenBits {
  private long[] words = new long[64];
  private int top;

  /** Opens a cleared set and returns its base. */
  int push(int size) {
    int base = top;
    top += size;
    if (top > words.length) {
      words = Arrays.copyOf(words, 2 * top);
    }
    for (int i = base; i < top; i++) {
      words[i] = 0;
    }
    return base;
  }

  /** Closes the set at a base and all above it. */
  void pop(int base) {
    top = base;
  }

  /** Clears the set at a base, which is the innermost. */
  void clear(int base) {
    Arrays.fill(words, base, top, 0);
  }

  /** Sets a bit; false where it was set before. */
  boolean add(int base, int bit) {
    int at = base + (bit >>> 6);
    long word = words[at];
    long with = word | (1L << bit);
    words[at] = with;
    return with != word;
  }

  boolean has(int base, int bit) {
    return (words[base + (bit >>> 6)] >>> bit & 1) != 0;
  }

  void set(int base, int bit) {
    words[base + (bit >>> 6)] |= 1L << bit;
  }
}
