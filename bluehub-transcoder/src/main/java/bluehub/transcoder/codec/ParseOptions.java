package bluehub.transcoder.codec;

import bluehub.transcoder.json.JsonLimits;

/**
 * How requests are read.
 *
 * @param unknownFields what becomes of what the schema does not know
 * @param refuseDifferingPath whether a body or query that gives a path-bound field another value is
 *     refused; by default the path wins silently
 * @param ignoreUnexpectedBody whether a body is ignored where the rule has none; by default refused
 * @param limits how much of a body is accepted
 */
public record ParseOptions(
    UnknownFields unknownFields,
    boolean refuseDifferingPath,
    boolean ignoreUnexpectedBody,
    JsonLimits limits) {

  public static final ParseOptions DEFAULT =
      new ParseOptions(UnknownFields.STRICT, false, false, JsonLimits.DEFAULT);

  public ParseOptions withUnknownFields(UnknownFields value) {
    return new ParseOptions(value, refuseDifferingPath, ignoreUnexpectedBody, limits);
  }

  public ParseOptions withRefuseDifferingPath(boolean value) {
    return new ParseOptions(unknownFields, value, ignoreUnexpectedBody, limits);
  }

  public ParseOptions withIgnoreUnexpectedBody(boolean value) {
    return new ParseOptions(unknownFields, refuseDifferingPath, value, limits);
  }

  public ParseOptions withLimits(JsonLimits value) {
    return new ParseOptions(unknownFields, refuseDifferingPath, ignoreUnexpectedBody, value);
  }
}
