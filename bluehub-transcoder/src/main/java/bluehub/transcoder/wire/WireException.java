package bluehub.transcoder.wire;

/**
 * Bytes that are not the message they should be, or a message that has no JSON form. They came from
 * the upstream, so it is the upstream's fault: the message is for the log, not for the client.
 *
 * <p>It has no stack trace: a broken upstream can cause it once per message.
 */
public final class WireException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public WireException(String message) {
    super(message, null, false, false);
  }
}
