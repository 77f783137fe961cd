package bluehub.transcoder.conformance;

/** The input is not what the runner's protocol says. */
final class ProtocolException extends Exception {
  private static final long serialVersionUID = 1L;

  ProtocolException(String message) {
    super(message);
  }
}
