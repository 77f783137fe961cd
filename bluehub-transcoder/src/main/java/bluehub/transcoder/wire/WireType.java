package bluehub.transcoder.wire;

/** The wire types, and tags made of them: {@code (field number << 3) | wire type}. */
public final class WireType {
  public static final int VARINT = 0;
  public static final int FIXED64 = 1;
  public static final int LENGTH_DELIMITED = 2;
  public static final int START_GROUP = 3;
  public static final int END_GROUP = 4;
  public static final int FIXED32 = 5;

  private WireType() {}

  /** The tag of a field with a wire type. */
  public static int tag(int number, int wireType) {
    return number << 3 | wireType;
  }

  /** The field number in a tag. */
  public static int number(int tag) {
    return tag >>> 3;
  }

  /** The wire type in a tag, 0 to 7; 6 and 7 are none. */
  public static int of(int tag) {
    return tag & 7;
  }
}
