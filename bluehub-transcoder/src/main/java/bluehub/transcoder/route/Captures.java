package bluehub.transcoder.route;

import java.util.Objects;

/**
 * The decoded values of a template's variables, in the template's order. Immutable.
 *
 * <p>The first value has a field of its own, so that the usual template of one variable needs no
 * array.
 */
public final class Captures {
  /** Of a template without variables. */
  public static final Captures NONE = new Captures("", new String[0], 0);

  private final String first;
  private final String[] others;
  private final int size;

  private Captures(String first, String[] others, int size) {
    this.first = first;
    this.others = others;
    this.size = size;
  }

  static Captures of(String only) {
    return new Captures(only, NONE.others, 1);
  }

  /**
   * @param others not copied: the caller forgets the array
   */
  static Captures of(String first, String[] others) {
    return new Captures(first, others, 1 + others.length);
  }

  /** The number of variables of the template. */
  public int size() {
    return size;
  }

  /**
   * The value of a variable, percent-decoded. A variable over one segment is decoded wholly; in one
   * that can take several, {@code %2F} stays (and all reserved characters, by option), so that a
   * slash is always the one between segments.
   *
   * @param variable its index in {@link bluehub.transcoder.template.PathTemplate#variables()}
   */
  public String value(int variable) {
    Objects.checkIndex(variable, size);
    return variable == 0 ? first : others[variable - 1];
  }
}
