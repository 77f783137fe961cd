package bluehub.transcoder.codec;

import org.jspecify.annotations.Nullable;

/**
 * How the answers of one HTTP binding become HTTP: the output type and the field of it that is the
 * body. Immutable and thread-safe.
 */
public final class ResponseShape {
  private static final String HTTP_BODY = "google.api.HttpBody";

  final TypeTable types;
  final MessageType output;

  /** The field that is the body, or null for the whole message. */
  final @Nullable FieldType bodyField;

  final int maxDepth;
  private final boolean raw;

  /**
   * @param output the full name of the output message
   * @param responseBody as in the rule: empty or a field
   * @param maxDepth how deep answers may nest
   */
  public ResponseShape(TypeTable types, String output, String responseBody, int maxDepth) {
    this.types = types;
    this.output = types.get(output);
    this.maxDepth = maxDepth;
    bodyField = responseBody.isEmpty() ? null : this.output.declared(responseBody);
    if (bodyField == null && !responseBody.isEmpty()) {
      throw new IllegalArgumentException(output + " has no field " + responseBody);
    }
    MessageType body =
        bodyField == null
            ? this.output
            : bodyField.isMessage() && !bodyField.repeated ? bodyField.message() : null;
    raw = body != null && body.fullName.equals(HTTP_BODY);
  }

  /** Whether the answer is raw bytes with a type of their own ({@code google.api.HttpBody}). */
  public boolean isRaw() {
    return raw;
  }

  /**
   * A field of the whole message, whatever the body is.
   *
   * @param fieldPath names joined by dots
   * @throws IllegalArgumentException when there is no such field that can be a part of a path; the
   *     message says what was found
   */
  public AnswerField field(String fieldPath) {
    return AnswerField.of(types, output.fullName, fieldPath);
  }
}
