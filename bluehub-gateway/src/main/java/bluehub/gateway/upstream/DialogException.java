package bluehub.gateway.upstream;

/** A dialog that ended before it was answered. */
public final class DialogException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient RawStatus status;

  DialogException(RawStatus status) {
    super(status.code() + (status.message().isEmpty() ? "" : ": " + status.message()));
    this.status = status;
  }

  /** How it ended. */
  public RawStatus status() {
    return status;
  }
}
