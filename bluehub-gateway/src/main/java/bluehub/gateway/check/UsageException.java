package bluehub.gateway.check;

/** Arguments that cannot be carried out: what was found, and what was expected. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
