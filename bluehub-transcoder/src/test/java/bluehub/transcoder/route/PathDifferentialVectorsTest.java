package bluehub.transcoder.route;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.transcoder.Vectors;
import bluehub.transcoder.template.TemplateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/**
 * The random tables of path_differential.json, looked up with the options that mirror the origin's
 * defaults: reserved escapes stay, a trailing slash goes. What differs is declared by kind.
 */
class PathDifferentialVectorsTest {
  private static final RouteOptions OPTIONS = new RouteOptions(true, true);

  /** Why an answer may differ. Each says itself whether it can apply to a look-up. */
  private enum Difference {
    /** A malformed escape, or one that is no UTF-8, is refused; the origin leaves it as it is. */
    MALFORMED {
      @Override
      boolean explains(String answer, String expected, String path, List<String> routes) {
        return answer.equals("400") && path.matches(".*%(?![0-9a-fA-F]{2}).*");
      }
    },
    /** An empty segment matches no {@code *}. */
    EMPTY_SEGMENT {
      @Override
      boolean explains(String answer, String expected, String path, List<String> routes) {
        return path.contains("//") && !expected.equals("none");
      }
    },
    /**
     * {@code **} takes no segment also when segments follow it; in the origin it takes one then.
     */
    EMPTY_REST {
      @Override
      boolean explains(String answer, String expected, String path, List<String> routes) {
        return routes.stream()
            .filter(route -> (answer + " ").startsWith(route + " ") && route.contains("**"))
            .anyMatch(route -> count(route.substring(route.indexOf(' ') + 1)) == count(path) + 1);
      }

      private static long count(String path) {
        return path.replaceAll("/$", "").chars().filter(c -> c == '/').count();
      }
    },
    /** A stripped slash goes wherever it stands; in the origin it stays behind a verb. */
    SLASH_BEHIND_VERB {
      @Override
      boolean explains(String answer, String expected, String path, List<String> routes) {
        return path.matches(".*:[^/]*/") && expected.equals("none");
      }
    },
    /** A colon belongs to the value when no template that matches the path declares the verb. */
    NO_VERB {
      @Override
      boolean explains(String answer, String expected, String path, List<String> routes) {
        String verb = path.substring(path.lastIndexOf(':') + 1);
        return routes.stream().anyMatch(route -> route.endsWith(":" + verb))
            && expected.equals("none");
      }
    };

    abstract boolean explains(String answer, String expected, String path, List<String> routes);
  }

  @TestFactory
  Stream<DynamicTest> tables() {
    Optional<JsonNode> vectors = Vectors.read("path_differential.json");
    return vectors.stream()
        .flatMap(file -> file.get("tables").valueStream())
        .map(table -> DynamicTest.dynamicTest(table.get("templates").toString(), () -> run(table)));
  }

  private static void run(JsonNode vector) throws TemplateException {
    List<String> routes =
        vector
            .get("templates")
            .valueStream()
            .map(template -> template.get(0).asString() + " " + template.get(1).asString())
            .toList();
    RouteTable<String> table = Routes.table(OPTIONS, routes);
    List<String> undeclared = new ArrayList<>();
    for (JsonNode lookup : vector.get("lookups")) {
      String method = lookup.get(0).asString();
      String path = lookup.get(1).asString();
      String expected = expected(lookup, routes);
      String answer = Routes.answer(table, method, path);
      answer = answer.startsWith("404") || answer.startsWith("405") ? "none" : answer;
      if (!answer.equals(expected) && kinds(answer, expected, path, routes).isEmpty()) {
        undeclared.add(method + " " + path + ": " + answer + ", expected " + expected);
      }
    }
    assertThat(undeclared).isEmpty();
  }

  private static List<Difference> kinds(
      String answer, String expected, String path, List<String> routes) {
    return Stream.of(Difference.values())
        .filter(difference -> difference.explains(answer, expected, path, routes))
        .toList();
  }

  private static String expected(JsonNode lookup, List<String> routes) {
    int winner = lookup.get(2).asInt();
    if (winner < 0) {
      return "none";
    }
    String route = routes.get(winner);
    return route
        + lookup
            .path(3)
            .valueStream()
            .map(binding -> " " + binding.get(0).asString() + "=" + binding.get(1).asString())
            .collect(Collectors.joining());
  }
}
