package bluehub.transcoder.fuzz;

import bluehub.transcoder.fault.RequestFault;
import bluehub.transcoder.route.ConflictPolicy;
import bluehub.transcoder.route.RouteMatch;
import bluehub.transcoder.route.RouteOptions;
import bluehub.transcoder.route.RouteTable;
import bluehub.transcoder.template.PathTemplate;
import bluehub.transcoder.template.Segment;
import bluehub.transcoder.template.TemplateException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * Any text as a path template. One that is refused says at which of its columns; one that is taken
 * matches the path that is made of it, and gives each of its variables the text that stands there.
 */
public final class TemplateFuzz {
  private TemplateFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    PathTemplate template;
    try {
      template = PathTemplate.parse(text);
    } catch (TemplateException e) {
      if (e.column() < 1 || e.column() > text.length() + 1 || e.found().isEmpty()) {
        throw new AssertionError(e.getMessage(), e);
      }
      return;
    }
    FuzzInput.same(text, template.toString(), "the source");
    String path =
        template.segments().stream()
            .map(TemplateFuzz::text)
            .collect(Collectors.joining("/", "/", ""));
    path += template.verb().isEmpty() ? "" : ":" + template.verb();
    RouteTable.Builder<String> builder = RouteTable.builder(RouteOptions.DEFAULT);
    builder.add("GET", template, text);
    RouteTable<String> table = builder.build(ConflictPolicy.REFUSE);
    try {
      if (table.match("GET", path) instanceof RouteMatch.Found<String> found) {
        check(template, found);
      } else {
        throw new AssertionError(text + " does not match " + path);
      }
    } catch (RequestFault fault) {
      // literals that no path may have: dot segments, escapes that are no UTF-8
      if (!path.contains("%") && !path.contains("/.")) {
        throw new AssertionError(text + " refuses " + path, fault);
      }
    }
  }

  private static String text(Segment segment) {
    return switch (segment.kind()) {
      case LITERAL -> segment.literal();
      case SINGLE -> "x";
      case REST -> "y/z";
    };
  }

  private static void check(PathTemplate template, RouteMatch.Found<String> found) {
    FuzzInput.same(template.variables().size(), found.captures().size(), "variables");
    for (int i = 0; i < template.variables().size(); i++) {
      var variable = template.variables().get(i);
      String expected =
          template.segments().subList(variable.start(), variable.end()).stream()
              .map(TemplateFuzz::text)
              .collect(Collectors.joining("/"));
      if (!expected.contains("%")) {
        FuzzInput.same(expected, found.captures().value(i), variable.fieldPath());
      }
    }
  }
}
