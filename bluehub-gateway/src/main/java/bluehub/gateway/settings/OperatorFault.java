package bluehub.gateway.settings;

import org.jspecify.annotations.Nullable;

/**
 * Something that keeps the gateway from starting or from working and that its operator can mend: a
 * taken port, a file that is not there, a schema that is refused.
 */
public final class OperatorFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String found;
  private final String action;

  /**
   * @param found what was found, and what was expected
   * @param action what to do about it
   */
  public OperatorFault(String found, String action, @Nullable Throwable cause) {
    super(found + " " + action, cause);
    this.found = found;
    this.action = action;
  }

  /** What was found, and what was expected. */
  public String found() {
    return found;
  }

  /** What to do about it. */
  public String action() {
    return action;
  }
}
