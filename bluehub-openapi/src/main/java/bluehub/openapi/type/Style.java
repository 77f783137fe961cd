package bluehub.openapi.type;

import bluehub.transcoder.codec.PrintOptions;

/**
 * What of the print options shows in a schema.
 *
 * @param protoNames whether fields are named as in the proto file
 * @param enumNumbers whether enums are numbers
 */
public record Style(boolean protoNames, boolean enumNumbers) {

  public static Style of(PrintOptions print) {
    return new Style(print.protoNames(), print.enumNumbers());
  }

  /** What tells the types of this style from those of another in their names. */
  String suffix() {
    return (protoNames ? "-proto-names" : "-json-names")
        + (enumNumbers ? "-enum-numbers" : "-enum-names");
  }
}
