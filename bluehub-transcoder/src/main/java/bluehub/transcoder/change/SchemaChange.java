package bluehub.transcoder.change;

/**
 * One difference between two schemas.
 *
 * @param kind what kind of difference
 * @param breaking whether a client that was written for the former schema can fail with the latter
 * @param subject what changed: {@code package.Service}, {@code package.Service/Method}, {@code GET
 *     /v1/books/{id}}, {@code package.Message}, {@code package.Message.field}, {@code package.Enum}
 *     or {@code package.Enum.VALUE}
 * @param text a sentence that tells what changed, and for a breaking one whom it breaks
 */
public record SchemaChange(Kind kind, boolean breaking, String subject, String text) {

  /** The kinds of differences. The names are stable: reports give them to programs. */
  public enum Kind {
    SERVICE_ADDED,
    SERVICE_REMOVED,
    RPC_ADDED,
    RPC_REMOVED,
    RPC_INPUT_CHANGED,
    RPC_OUTPUT_CHANGED,
    RPC_STREAMING_CHANGED,
    ROUTE_ADDED,
    ROUTE_REMOVED,
    ROUTE_CHANGED,
    MESSAGE_ADDED,
    MESSAGE_REMOVED,
    FIELD_ADDED,
    FIELD_REMOVED,
    FIELD_RENAMED,
    FIELD_NUMBER_CHANGED,
    FIELD_TYPE_CHANGED,
    FIELD_CARDINALITY_CHANGED,
    FIELD_JSON_NAME_CHANGED,
    FIELD_ONEOF_CHANGED,
    FIELD_PRESENCE_CHANGED,
    FIELD_PACKED_CHANGED,
    ENUM_ADDED,
    ENUM_REMOVED,
    ENUM_VALUE_ADDED,
    ENUM_VALUE_REMOVED,
    ENUM_VALUE_RENAMED,
    ENUM_VALUE_RENUMBERED,
    DEPRECATED
  }

  /** {@code breaking: lib.Book.title: is gone: ...}, on one line. */
  @Override
  public String toString() {
    return (breaking ? "breaking: " : "") + subject + ": " + text;
  }
}
