package bluehub.transcoder.codec;

/**
 * How messages are printed (ProtoJSON, "JSON Options").
 *
 * @param defaults whether fields without presence are printed that have their default value
 * @param protoNames whether fields are named as in the proto file, not in lowerCamelCase
 * @param enumNumbers whether enums are printed as their numbers
 * @param pretty whether the text has line breaks and indents
 */
public record PrintOptions(
    boolean defaults, boolean protoNames, boolean enumNumbers, boolean pretty) {

  /** As ProtoJSON has it where nobody asks otherwise, in one line. */
  public static final PrintOptions DEFAULT = new PrintOptions(false, false, false, false);

  public PrintOptions withDefaults(boolean value) {
    return new PrintOptions(value, protoNames, enumNumbers, pretty);
  }

  public PrintOptions withProtoNames(boolean value) {
    return new PrintOptions(defaults, value, enumNumbers, pretty);
  }

  public PrintOptions withEnumNumbers(boolean value) {
    return new PrintOptions(defaults, protoNames, value, pretty);
  }

  public PrintOptions withPretty(boolean value) {
    return new PrintOptions(defaults, protoNames, enumNumbers, value);
  }
}
