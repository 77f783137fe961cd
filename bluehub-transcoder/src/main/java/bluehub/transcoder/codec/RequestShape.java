package bluehub.transcoder.codec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the requests of one HTTP binding become messages: the input type and which of its fields come
 * from the path and which from the body; the query gives the others. Immutable and thread-safe.
 */
public final class RequestShape {
  private static final String HTTP_BODY = "google.api.HttpBody";

  final TypeTable types;
  final MessageType input;

  /** Whether the body is the whole message, but for what the path sets. */
  final boolean wholeBody;

  /** The field that is the body, or null. */
  final @Nullable FieldType bodyField;

  /** What the path sets. */
  final BoundFields path;

  /** The message that a raw body ({@code google.api.HttpBody}) becomes, or null for JSON. */
  final @Nullable MessageType rawBody;

  /** The field that gets the mask which a PATCH body implies, or null. */
  final @Nullable FieldType mask;

  final ParseOptions options;
  private final RequestShape later;

  /**
   * @param input the full name of the input message
   * @param variables the field path of each of the path's variables, in proto names
   * @param body as in the rule: empty, {@code *} or a field
   * @param patch whether the binding's method is PATCH, where an unset field mask is implied
   * @throws IllegalArgumentException for a field that is not there; the schema was to find that
   *     before
   */
  public RequestShape(
      TypeTable types,
      String input,
      List<List<String>> variables,
      String body,
      boolean patch,
      ParseOptions options) {
    this.types = types;
    this.options = options;
    this.input = types.get(input);
    wholeBody = body.equals("*");
    bodyField = wholeBody || body.isEmpty() ? null : field(this.input, body);
    path = new BoundFields(this.input);
    for (int i = 0; i < variables.size(); i++) {
      bind(variables.get(i), i);
    }
    rawBody = rawBody();
    mask = patch ? mask() : null;
    later = path.isEmpty() ? this : new RequestShape(this);
  }

  private RequestShape(RequestShape other) {
    types = other.types;
    options = other.options;
    input = other.input;
    wholeBody = other.wholeBody;
    bodyField = other.bodyField;
    path = new BoundFields(input);
    rawBody = other.rawBody;
    mask = other.mask;
    later = this;
  }

  /** The shape of a stream's later messages, of which the path sets nothing. */
  RequestShape withoutPath() {
    return later;
  }

  private void bind(List<String> names, int variable) {
    BoundFields node = path;
    for (String name : names.subList(0, names.size() - 1)) {
      node = node.grow(field(node.type, name));
    }
    FieldType leaf = field(node.type, names.getLast());
    node.leaves.add(new BoundFields.Leaf(leaf, variable, List.of(), List.of()));
  }

  private static FieldType field(MessageType type, String name) {
    FieldType field = type.declared(name);
    if (field == null) {
      throw new IllegalArgumentException(type.fullName + " has no field " + name);
    }
    return field;
  }

  private @Nullable MessageType rawBody() {
    MessageType type =
        wholeBody
            ? input
            : bodyField != null && bodyField.isMessage() && !bodyField.repeated
                ? bodyField.message()
                : null;
    return type != null && type.fullName.equals(HTTP_BODY) ? type : null;
  }

  private @Nullable FieldType mask() {
    FieldType field = input.declared("update_mask");
    return bodyField != null
            && bodyField.isMessage()
            && !bodyField.repeated
            && bodyField.message().wellKnown == WellKnown.NONE
            && field != null
            && field != bodyField
            && field.isMessage()
            && !field.repeated
            && field.message().wellKnown == WellKnown.FIELD_MASK
        ? field
        : null;
  }

  /** Whether the rule has a body. */
  public boolean takesBody() {
    return wholeBody || bodyField != null;
  }

  /** Whether the body is raw bytes of any type. */
  public boolean takesRawBody() {
    return rawBody != null;
  }
}
