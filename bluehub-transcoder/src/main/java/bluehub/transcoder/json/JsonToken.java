package bluehub.transcoder.json;

/**
 * What {@link JsonReader#next} can find. Constants rather than an enum: they are switched on per
 * token.
 */
public final class JsonToken {
  /** No whole token is there yet: feed more. */
  public static final int MORE = 0;

  public static final int BEGIN_OBJECT = 1;
  public static final int END_OBJECT = 2;
  public static final int BEGIN_ARRAY = 3;
  public static final int END_ARRAY = 4;

  /** A member's name; the colon after it is read with the value. */
  public static final int NAME = 5;

  public static final int STRING = 6;
  public static final int NUMBER = 7;
  public static final int TRUE = 8;
  public static final int FALSE = 9;
  public static final int NULL = 10;

  /** The text ended after its one value. */
  public static final int END = 11;

  private JsonToken() {}

  /** The token in words, for messages. */
  public static String describe(int token) {
    return switch (token) {
      case BEGIN_OBJECT -> "an object";
      case END_OBJECT -> "'}'";
      case BEGIN_ARRAY -> "an array";
      case END_ARRAY -> "']'";
      case NAME -> "a member name";
      case STRING -> "a string";
      case NUMBER -> "a number";
      case TRUE -> "true";
      case FALSE -> "false";
      case NULL -> "null";
      case END -> "the end of the text";
      default -> "nothing";
    };
  }
}
