package bluehub.transcoder.fault;

import org.jspecify.annotations.Nullable;

/**
 * A request that cannot be served because of what the client sent. It carries all that an answer
 * needs: a gRPC code, an HTTP status, a message for people, and where known the field and the place
 * in the body.
 *
 * <p>It has no stack trace and no suppression: it is a value that is thrown on the request path,
 * where anyone can cause it, so that causing it must be cheap.
 */
public final class RequestFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Code code;
  private final int httpStatus;
  private final String description;
  private final String field;
  private final transient @Nullable Place place;

  private RequestFault(
      Code code, int httpStatus, String description, String field, @Nullable Place place) {
    super(null, null, false, false);
    this.code = code;
    this.httpStatus = httpStatus;
    this.description = description;
    this.field = field;
    this.place = place;
  }

  /** A fault whose HTTP status is the one of the code. */
  public static RequestFault of(Code code, String description) {
    return new RequestFault(code, code.httpStatus(), description, "", null);
  }

  /** A fault that HTTP knows more exactly than gRPC: 405, 413, 415, 431 ... */
  public static RequestFault of(Code code, int httpStatus, String description) {
    return new RequestFault(code, httpStatus, description, "", null);
  }

  /** {@link Code#INVALID_ARGUMENT} and 400. */
  public static RequestFault invalid(String description) {
    return of(Code.INVALID_ARGUMENT, description);
  }

  /** The same fault at a field: dotted proto names with indices and map keys in brackets. */
  public RequestFault at(String field) {
    return new RequestFault(code, httpStatus, description, field, place);
  }

  /** The same fault at a place in the JSON text. */
  public RequestFault at(Place place) {
    return new RequestFault(code, httpStatus, description, field, place);
  }

  public Code code() {
    return code;
  }

  public int httpStatus() {
    return httpStatus;
  }

  /** What is wrong, without field and place. */
  public String description() {
    return description;
  }

  /** The field's path, or the empty string where no field is to blame. */
  public String field() {
    return field;
  }

  /** The place in the body, or null where the body is not to blame. */
  public @Nullable Place place() {
    return place;
  }

  /** Field, description and place in one line. */
  @Override
  public String getMessage() {
    StringBuilder message = new StringBuilder();
    if (!field.isEmpty()) {
      message.append(field).append(": ");
    }
    message.append(description);
    if (place != null) {
      message.append(" (at ").append(place).append(')');
    }
    return message.toString();
  }
}
