package bluehub.openapi;

import bluehub.transcoder.template.PathTemplate;
import bluehub.transcoder.template.Segment;
import bluehub.transcoder.template.Variable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A path template as OpenAPI has it, where a parameter is one segment. A variable over several is
 * spelled out, as Google's discovery documents do it:
 *
 * <pre>
 *   /v1/{name=shelves/*&#47;books/*}:read  ->  /v1/shelves/{shelvesId}/books/{booksId}:read
 *   /v1/{name=files/**}                ->  /v1/files/{filesPath}
 * </pre>
 *
 * @param parts literals, and parameters
 * @param verb with its colon, or empty
 */
record PathLayout(List<Part> parts, String verb) {

  /** What stands between two slashes. */
  sealed interface Part {}

  /** A text. */
  record Literal(String text) implements Part {}

  /**
   * A parameter.
   *
   * @param variable whose value it is, or part of; null where nothing takes it
   * @param rest whether it stands for any number of segments
   */
  record Parameter(String name, @Nullable Variable variable, boolean rest) implements Part {
    /** Whether its value is all of the variable's. */
    boolean isWhole() {
      return variable != null && variable.end() - variable.start() == 1;
    }
  }

  static PathLayout of(PathTemplate template) {
    List<Part> parts = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    List<Segment> segments = template.segments();
    for (int i = 0; i < segments.size(); i++) {
      Segment segment = segments.get(i);
      if (segment.kind() == Segment.Kind.LITERAL) {
        parts.add(new Literal(segment.literal()));
        continue;
      }
      boolean rest = segment.kind() == Segment.Kind.REST;
      Variable variable = variable(template, i);
      String wanted =
          variable != null && variable.end() - variable.start() == 1
              ? variable.fieldPath()
              : name(i == 0 ? "" : segments.get(i - 1).literal(), rest);
      String name = wanted;
      for (int n = 2; !taken.add(name); n++) {
        name = wanted + n;
      }
      parts.add(new Parameter(name, variable, rest));
    }
    return new PathLayout(parts, template.verb().isEmpty() ? "" : ":" + template.verb());
  }

  private static @Nullable Variable variable(PathTemplate template, int segment) {
    return template.variables().stream()
        .filter(variable -> variable.start() <= segment && segment < variable.end())
        .findFirst()
        .orElse(null);
  }

  private static String name(String literal, boolean rest) {
    String word = literal.replaceAll("[^A-Za-z0-9_-]", "");
    if (word.isEmpty()) {
      return rest ? "path" : "id";
    }
    return word + (rest ? "Path" : "Id");
  }

  /** The path as OpenAPI writes it. */
  String path() {
    StringBuilder path = new StringBuilder();
    for (Part part : parts) {
      path.append('/').append(text(part));
    }
    return path.isEmpty() ? "/" : path.append(verb).toString();
  }

  /** What no two paths of a document may share (OpenAPI 3.1 §4.8.8.2, "templated paths"). */
  String shape() {
    return path().replaceAll("\\{[^}]*}", "{}");
  }

  /** The part of the path that a variable takes. */
  String path(Variable variable) {
    List<String> texts = new ArrayList<>();
    parts.subList(variable.start(), variable.end()).forEach(part -> texts.add(text(part)));
    return String.join("/", texts);
  }

  private static String text(Part part) {
    return switch (part) {
      case Literal literal -> literal.text();
      case Parameter parameter -> "{" + parameter.name() + "}";
    };
  }

  List<Parameter> parameters() {
    return parts.stream().filter(Parameter.class::isInstance).map(Parameter.class::cast).toList();
  }

  /** How many parameters stand for any number of segments. */
  long rests() {
    return parameters().stream().filter(Parameter::rest).count();
  }

  /** The same with the parameters' names of another layout of the same shape. */
  PathLayout named(PathLayout other) {
    List<Part> renamed = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      renamed.add(
          parts.get(i) instanceof Parameter own && other.parts.get(i) instanceof Parameter its
              ? new Parameter(its.name(), own.variable(), own.rest())
              : parts.get(i));
    }
    return new PathLayout(renamed, verb);
  }
}
