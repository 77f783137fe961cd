package bluehub.transcoder.template;

import java.util.ArrayList;
import java.util.List;

/**
 * Parses path templates. The grammar is that of {@code google/api/http.proto}:
 *
 * <pre>
 *   Template  = "/" [ Segments [ Verb ] ] ;
 *   Segments  = Segment { "/" Segment } ;
 *   Segment   = "*" | "**" | LITERAL | Variable ;
 *   Variable  = "{" FieldPath [ "=" Segments ] "}" ;
 *   FieldPath = IDENT { "." IDENT } ;
 *   Verb      = ":" LITERAL { ":" LITERAL } ;
 * </pre>
 *
 * <p>Where that page leaves room: {@code /} alone is a template; a variable holds no variable;
 * there is at most one {@code **}, anywhere; a verb may hold colons; a LITERAL is what RFC 3986
 * allows in a path segment but for {@code *} and {@code :}, or any character beyond ASCII, and its
 * escapes are well-formed UTF-8. A dot segment is refused, since no request can name it.
 *
 * <p>One instance parses one template, by recursive descent over {@code source} from left to right.
 */
public final class PathTemplateParser {
  /** No path template is longer; routes are looked up with a recursion as deep as this. */
  static final int MAX_SEGMENTS = 256;

  private static final String SEGMENT = "a segment: a literal, *, ** or {field}";

  private final String source;
  private final List<Segment> segments = new ArrayList<>();
  private final List<Variable> variables = new ArrayList<>();
  private int at;
  private boolean hasRest;

  private PathTemplateParser(String source) {
    this.source = source;
  }

  /**
   * Parses a template.
   *
   * @throws TemplateException when the text is none
   */
  public static PathTemplate parse(String source) throws TemplateException {
    return new PathTemplateParser(source).template();
  }

  /** {@code Template = "/" [ Segments [ Verb ] ] ;} */
  private PathTemplate template() throws TemplateException {
    if (!take('/')) {
      throw unexpected("/");
    }
    String verb = "";
    if (at < source.length()) {
      segments(false);
      verb = peek(':') ? verb() : "";
      if (at < source.length()) {
        throw unexpected(verb.isEmpty() ? "/, : or the end" : "the end, since a verb comes last");
      }
    }
    return new PathTemplate(source, segments, variables, verb);
  }

  /** {@code Segments = Segment { "/" Segment } ;} */
  private void segments(boolean inVariable) throws TemplateException {
    do {
      if (segments.size() == MAX_SEGMENTS) {
        throw failure(at, "segment " + (MAX_SEGMENTS + 1), "at most " + MAX_SEGMENTS);
      }
      segment(inVariable);
    } while (take('/'));
  }

  /** {@code Segment = "*" | "**" | LITERAL | Variable ;} */
  private void segment(boolean inVariable) throws TemplateException {
    int start = at;
    if (peek('{')) {
      if (inVariable) {
        throw failure(at, "a variable inside a variable", "a literal, * or **");
      }
      variable();
    } else if (take('*')) {
      segments.add(take('*') ? doubleStar(start) : Segment.SINGLE);
    } else {
      String literal = literal(SEGMENT);
      if (literal.equals(".") || literal.equals("..")) {
        throw failure(
            start, "the dot segment " + literal, "a segment that is not resolved before routing");
      }
      segments.add(Segment.literal(literal));
    }
  }

  private Segment doubleStar(int start) throws TemplateException {
    if (hasRest) {
      throw failure(start, "a second **", "at most one, so that a path matches in one way only");
    }
    hasRest = true;
    return Segment.REST;
  }

  /** {@code Variable = "{" FieldPath [ "=" Segments ] "}" ;} */
  private void variable() throws TemplateException {
    at++;
    String fieldPath = fieldPath();
    int start = segments.size();
    boolean restBefore = hasRest;
    boolean pattern = take('=');
    if (pattern) {
      segments(true);
    } else {
      segments.add(Segment.SINGLE);
    }
    if (!take('}')) {
      throw unexpected(pattern ? "/ or }" : "., = or }");
    }
    boolean multiple = segments.size() - start > 1 || hasRest != restBefore;
    variables.add(new Variable(fieldPath, start, segments.size(), multiple));
  }

  /** {@code FieldPath = IDENT { "." IDENT } ;} */
  private String fieldPath() throws TemplateException {
    int start = at;
    do {
      ident();
    } while (take('.'));
    return source.substring(start, at);
  }

  /** {@code IDENT = ( letter | "_" ) { letter | digit | "_" } ;} */
  private void ident() throws TemplateException {
    if (at == source.length() || !isIdentStart(source.charAt(at))) {
      throw unexpected("a field name: a letter or _, then letters, digits and _");
    }
    while (at < source.length() && isIdentPart(source.charAt(at))) {
      at++;
    }
  }

  /** {@code Verb = ":" LITERAL { ":" LITERAL } ;} */
  private String verb() throws TemplateException {
    StringBuilder verb = new StringBuilder();
    while (take(':')) {
      verb.append(verb.isEmpty() ? "" : ":").append(literal("a verb"));
    }
    return verb.toString();
  }

  /**
   * {@code LITERAL = lchar { lchar } ; lchar = unreserved | escape | beyond ASCII | "!$&'()+,;=@"}
   */
  private String literal(String expected) throws TemplateException {
    int start = at;
    while (at < source.length() && source.charAt(at) != '/' && source.charAt(at) != ':') {
      char c = source.charAt(at);
      if (c == '%') {
        escape();
      } else if (c >= 128 ? isText(at) : PercentEncoding.isUnreserved(c) || isLiteral(c)) {
        at += Character.charCount(source.codePointAt(at));
      } else {
        break;
      }
    }
    if (at == start) {
      throw unexpected(expected);
    }
    return PercentEncoding.normalize(source.substring(start, at));
  }

  private void escape() throws TemplateException {
    int end = PercentEncoding.characterEnd(source, at, source.length());
    if (end < 0) {
      String escape = source.substring(at, Math.min(at + 3, source.length()));
      throw end == PercentEncoding.MALFORMED
          ? failure(at, '"' + escape + '"', "% and two hexadecimal digits")
          : failure(at, '"' + escape + '"', "the escaped bytes of a UTF-8 character");
    }
    at = end;
  }

  private boolean isText(int index) {
    int codePoint = source.codePointAt(index);
    return Character.isDefined(codePoint)
        && !Character.isISOControl(codePoint)
        && !Character.isSpaceChar(codePoint)
        && Character.getType(codePoint) != Character.SURROGATE;
  }

  /** RFC 3986 §3.3 without what templates use themselves. */
  private static boolean isLiteral(char c) {
    return "!$&'()+,;=@".indexOf(c) >= 0;
  }

  private static boolean isIdentStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private static boolean isIdentPart(char c) {
    return isIdentStart(c) || (c >= '0' && c <= '9');
  }

  private boolean peek(char c) {
    return at < source.length() && source.charAt(at) == c;
  }

  private boolean take(char c) {
    boolean there = peek(c);
    at += there ? 1 : 0;
    return there;
  }

  private TemplateException unexpected(String expected) {
    String found =
        at < source.length() ? '"' + Character.toString(source.codePointAt(at)) + '"' : "the end";
    return failure(at, found, expected);
  }

  private TemplateException failure(int index, String found, String expected) {
    return new TemplateException(source, index + 1, found, expected);
  }
}
