package bluehub.transcoder.codec;

/** How errors are told in JSON. */
public enum ErrorFormat {
  /** {@code google.rpc.Status}: code, message, details. */
  STATUS("application/json"),
  /** Problem details (RFC 9457), with the gRPC code's name and the details as extension members. */
  PROBLEM("application/problem+json");

  private final String contentType;

  ErrorFormat(String contentType) {
    this.contentType = contentType;
  }

  public String contentType() {
    return contentType;
  }
}
