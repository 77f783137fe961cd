package bluehub.gateway.upstream;

/** What came of a compressed message. */
sealed interface Inflated {
  /** The message, from index 0. */
  @SuppressWarnings("ArrayRecordComponent") // A loan that nobody compares.
  record Whole(byte[] bytes, int length) implements Inflated {}

  /** It is larger than is taken. */
  record TooLarge() implements Inflated {}

  /** It is not compressed as was said. */
  record Bad() implements Inflated {}
}
