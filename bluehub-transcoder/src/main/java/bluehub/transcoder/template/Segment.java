package bluehub.transcoder.template;

/**
 * One segment of a path template.
 *
 * @param kind what it matches
 * @param literal for {@link Kind#LITERAL} the text in the form of {@link
 *     PercentEncoding#normalize}; empty for the other kinds
 */
public record Segment(Kind kind, String literal) {

  /** What a segment matches. */
  public enum Kind {
    /** Exactly its text. */
    LITERAL,
    /** {@code *}: one segment that is not empty. */
    SINGLE,
    /** {@code **}: any number of segments, none included. */
    REST
  }

  /** The one segment of its kind. */
  public static final Segment SINGLE = new Segment(Kind.SINGLE, "");

  /** The one segment of its kind. */
  public static final Segment REST = new Segment(Kind.REST, "");

  static Segment literal(String normalized) {
    return new Segment(Kind.LITERAL, normalized);
  }

  /** As a template spells it. */
  @Override
  public String toString() {
    return switch (kind) {
      case LITERAL -> literal;
      case SINGLE -> "*";
      case REST -> "**";
    };
  }
}
