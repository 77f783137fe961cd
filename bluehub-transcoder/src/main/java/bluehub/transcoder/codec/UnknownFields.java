package bluehub.transcoder.codec;

/** What becomes of JSON members and query parameters that the schema does not know. */
public enum UnknownFields {
  /** They are refused: 400. */
  STRICT,
  /** They are accepted and listed. */
  WARN,
  /** They are accepted. */
  IGNORE
}
