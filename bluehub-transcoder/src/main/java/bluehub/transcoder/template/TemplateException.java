package bluehub.transcoder.template;

/** A text that is no path template: where, what stands there, and what could have stood there. */
public final class TemplateException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int column;
  private final String found;
  private final String expected;

  TemplateException(String template, int column, String found, String expected) {
    super(
        "column " + column + " of \"" + template + "\": found " + found + ", expected " + expected);
    this.column = column;
    this.found = found;
    this.expected = expected;
  }

  /** The column of the first character that is wrong, from 1; one past the end at the end. */
  public int column() {
    return column;
  }

  /** What stands at the column. */
  public String found() {
    return found;
  }

  /** What the grammar allows there. */
  public String expected() {
    return expected;
  }
}
