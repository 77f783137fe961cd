package bluehub.transcoder.route;

import bluehub.transcoder.template.PathTemplate;
import bluehub.transcoder.template.TemplateException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Any table and any path: lines of templates, then the path. What the table answers is what the
 * reference says, but for paths that are no well-formed ones, which are refused.
 */
public final class RouteFuzz {
  private static final List<String> METHODS = List.of("GET", "POST", "PUT");
  private static final Pattern WELL_FORMED =
      // possessive, as the JDK recurses for each turn that it may go back to
      Pattern.compile("(/([A-Za-z0-9:._~*+$,;=@!&'()-]|%[2-7][0-9A-Ea-e])*+)++");
  private static final Pattern DOTS = Pattern.compile("(?i)(.*/)?(\\.|%2e){1,2}([/:].*)?");

  private RouteFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws TemplateException {
    String[] lines = new String(input, StandardCharsets.UTF_8).split("\n", 12);
    List<String> routes = new ArrayList<>();
    RouteTable.Builder<String> builder = RouteTable.builder(RouteOptions.DEFAULT);
    for (int i = 0; i < lines.length - 1; i++) {
      try {
        PathTemplate template = PathTemplate.parse(lines[i]);
        String route = METHODS.get(i % METHODS.size()) + " " + lines[i];
        builder.add(METHODS.get(i % METHODS.size()), template, route);
        if (!builder.conflicts().isEmpty()) {
          return;
        }
        routes.add(route);
      } catch (TemplateException e) {
        // another target's matter
      }
    }
    String path = lines[lines.length - 1];
    RouteTable<String> table = builder.build(ConflictPolicy.REFUSE);
    for (String method : METHODS) {
      String answer = Routes.answer(table, method, path);
      if (WELL_FORMED.matcher(path).matches() && !DOTS.matcher(path).matches()) {
        String expected = new ReferenceTable(routes).answer(method, path);
        if (!answer.equals(expected)) {
          throw new AssertionError(
              method + " " + path + " in " + routes + ": " + answer + ", expected " + expected);
        }
      }
    }
  }
}
