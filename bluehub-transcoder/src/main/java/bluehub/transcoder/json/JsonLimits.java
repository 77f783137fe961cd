package bluehub.transcoder.json;

/**
 * How much of a JSON text is accepted. Going over one is the client's fault: 400, or 413 for the
 * size.
 *
 * @param depth how deep objects and arrays may nest; the default is 100, as in protobuf's own
 *     parsers
 * @param numberLength how many characters a number may have, also one in a string; the default is
 *     1,000
 * @param members how many object members and array elements a text may have in all; the default is
 *     1,000,000
 * @param size how many bytes a text may have; the default is 64 MiB (a server in front usually has
 *     a lower limit of its own)
 */
public record JsonLimits(int depth, int numberLength, int members, long size) {
  public static final JsonLimits DEFAULT = new JsonLimits(100, 1_000, 1_000_000, 64L << 20);

  /** The most that {@link #depth} may be set to: what the parsers' stacks are sized for. */
  public static final int MAX_DEPTH = 10_000;

  public JsonLimits {
    if (depth < 1 || depth > MAX_DEPTH) {
      throw new IllegalArgumentException("depth is " + depth + ", expected 1 to " + MAX_DEPTH);
    }
    if (numberLength < 1 || members < 1 || size < 1) {
      throw new IllegalArgumentException(
          "found numberLength %d, members %d and size %d, expected each to be positive"
              .formatted(numberLength, members, size));
    }
  }
}
