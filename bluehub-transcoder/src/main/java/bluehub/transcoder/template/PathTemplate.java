package bluehub.transcoder.template;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A path template of {@code google.api.http}, parsed. Immutable. Two templates are equal when they
 * were written alike; they match the same paths when their {@linkplain #shape() shapes} are equal.
 *
 * <pre>
 *   /v1/{name=shelves/*&#47;books/*}:archive
 *     segments   v1  shelves  *  books  *
 *     variables  name = segments 1 to 5
 *     verb       archive
 * </pre>
 */
public final class PathTemplate {
  private final String source;
  private final List<Segment> segments;
  private final List<Variable> variables;
  private final String verb;

  PathTemplate(String source, List<Segment> segments, List<Variable> variables, String verb) {
    this.source = source;
    this.segments = List.copyOf(segments);
    this.variables = List.copyOf(variables);
    this.verb = verb;
  }

  /**
   * Parses a template.
   *
   * @throws TemplateException when the text is none
   */
  public static PathTemplate parse(String source) throws TemplateException {
    return PathTemplateParser.parse(source);
  }

  /** Its segments with the variables' braces taken away; none for {@code /}. */
  public List<Segment> segments() {
    return segments;
  }

  /** Its variables from left to right. They do not overlap. */
  public List<Variable> variables() {
    return variables;
  }

  /** The verb in normalised form, without its colon; empty where there is none. */
  public String verb() {
    return verb;
  }

  /** What decides which paths it matches: <code>/v1/shelves/*&#47;books/*:archive</code>. */
  public String shape() {
    return segments.stream().map(Segment::toString).collect(Collectors.joining("/", "/", ""))
        + (verb.isEmpty() ? "" : ":" + verb);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PathTemplate template && source.equals(template.source);
  }

  @Override
  public int hashCode() {
    return source.hashCode();
  }

  /** The template as it was written. */
  @Override
  public String toString() {
    return source;
  }
}
