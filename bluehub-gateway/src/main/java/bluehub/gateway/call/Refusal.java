package bluehub.gateway.call;

/** Why the gateway itself refused a request, a connection, or a part of one. */
public enum Refusal {
  /** Bytes that are no HTTP, or that HTTP forbids. */
  PROTOCOL,
  /** Too many connections. */
  CONNECTIONS,
  /** Too many calls under way. */
  OVERLOAD,
  /** A head or a body that did not go on coming. */
  TIMEOUT,
  /** No route has the path. */
  PATH,
  /** A route has the path, and another method. */
  METHOD,
  /** A request line that is too long. */
  URI_SIZE,
  /** Header fields that are too large or too many. */
  HEADER_SIZE,
  /** A body that is too large. */
  BODY_SIZE,
  /** A content type or coding that is not taken. */
  MEDIA_TYPE,
  /** An expectation that is not met. */
  EXPECTATION,
  /** A path, query, header or body that does not fit the schema. */
  ARGUMENT,
  /** All else. */
  OTHER;

  /** The reason of an answer that the gateway gives once HTTP itself is in order. */
  static Refusal of(int httpStatus) {
    return switch (httpStatus) {
      case 400 -> ARGUMENT;
      case 404 -> PATH;
      case 405 -> METHOD;
      case 408 -> TIMEOUT;
      case 413 -> BODY_SIZE;
      case 414 -> URI_SIZE;
      case 415 -> MEDIA_TYPE;
      case 417 -> EXPECTATION;
      case 431 -> HEADER_SIZE;
      case 505 -> PROTOCOL;
      default -> OTHER;
    };
  }
}
