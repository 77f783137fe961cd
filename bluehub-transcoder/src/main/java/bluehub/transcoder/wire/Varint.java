package bluehub.transcoder.wire;

/**
 * Varints, eight bytes at once: a number's groups of seven bits, the lowest first, one in each byte
 * of a word.
 */
final class Varint {
  /** The bit of each byte that says that another one follows. */
  static final long MORE = 0x8080808080808080L;

  private Varint() {}

  /** How many bytes a number takes, 1 to 10. */
  static int size(long value) {
    // a byte for each seven bits: 9/64 is near enough to 1/7
    return (9 * (63 - Long.numberOfLeadingZeros(value | 1)) + 73) >>> 6;
  }

  /** Puts the lowest 56 bits into eight bytes. */
  static long spread(long value) {
    long halves = (value & 0x0FFF_FFFFL) | ((value & 0xFF_FFFF_F000_0000L) << 4);
    long quarters = (halves & 0x0000_3FFF_0000_3FFFL) | ((halves & 0x0FFF_C000_0FFF_C000L) << 2);
    return (quarters & 0x007F_007F_007F_007FL) | ((quarters & 0x3F80_3F80_3F80_3F80L) << 1);
  }

  /** What {@link #spread} was given, whatever the eighth bits are. */
  static long join(long word) {
    long quarters = (word & 0x007F_007F_007F_007FL) | ((word & 0x7F00_7F00_7F00_7F00L) >>> 1);
    long halves = (quarters & 0x0000_3FFF_0000_3FFFL) | ((quarters & 0x3FFF_0000_3FFF_0000L) >>> 2);
    return (halves & 0x0FFF_FFFFL) | ((halves & 0x0FFF_FFFF_0000_0000L) >>> 4);
  }
}
