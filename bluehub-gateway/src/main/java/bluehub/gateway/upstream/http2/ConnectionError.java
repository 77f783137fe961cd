package bluehub.gateway.upstream.http2;

/** The peer broke the protocol in a way that ends the connection (RFC 9113 §5.4.1). Stackless. */
final class ConnectionError extends Exception {
  private static final long serialVersionUID = 1L;

  private final int code;

  ConnectionError(int code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  /** What GOAWAY tells the peer. */
  int code() {
    return code;
  }
}
