package bluehub.transcoder.json;

import org.jspecify.annotations.Nullable;

/**
 * The blocks that {@link Base64Text} works with, each made when it is first needed: six sizes, and
 * one of just the length that came twice in a row, as hashes, keys and pages of a file do.
 *
 * <p>Not thread-safe.
 */
final class Base64Blocks {
  private static final int[] SIZES = {48, 96, 192, 384, 768, 1536};

  /** How many bytes are worth a block. */
  static final int LEAST = SIZES[0];

  /** The largest size of the one that fits a length. */
  private static final int MOST_FITTING = 6_144;

  private final @Nullable Base64Block[] blocks = new @Nullable Base64Block[SIZES.length];
  private Base64Block fitting = new Base64Block(0);

  /** The length that came last. */
  private int former;

  /**
   * The largest block that is not larger than so many bytes.
   *
   * @param size {@link #LEAST} or more, a multiple of three
   */
  Base64Block largest(int size) {
    if (size == fitting.size()) {
      return fitting;
    }
    if (size == former && size <= MOST_FITTING) {
      fitting = new Base64Block(size);
      return fitting;
    }
    former = size;
    int index = SIZES.length - 1;
    while (SIZES[index] > size) {
      index--;
    }
    return block(index);
  }

  /** The smallest block that holds so many bytes, which is less than the largest one does. */
  Base64Block holding(int size) {
    int index = 0;
    while (SIZES[index] < size) {
      index++;
    }
    return block(index);
  }

  private Base64Block block(int index) {
    Base64Block block = blocks[index];
    if (block == null) {
      block = new Base64Block(SIZES[index]);
      blocks[index] = block;
    }
    return block;
  }
}
