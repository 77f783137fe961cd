package bluehub.transcoder.route;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.transcoder.fault.RequestFault;
import bluehub.transcoder.template.PathTemplate;
import bluehub.transcoder.template.TemplateException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random tables and paths from small alphabets, so that templates overlap; the seeds are fixed. */
class RandomRoutesTest {
  private static final List<String> LITERALS = List.of("a", "b", "c-d", "%2F");
  private static final List<String> VERBS = List.of("", "", "", ":v", ":w", ":w:v");
  private static final List<String> METHODS = List.of("GET", "GET", "GET", "POST", "PUT");
  private static final List<String> TEXTS =
      List.of("a", "a", "b", "b", "%61", "c-d", "c%2dd", "%2f", "x", "x%20%2Fy+", "", "x:v", "b:w");

  @Test
  void match_randomTables_answerAsTheReference() throws Exception {
    Random random = new Random(20260731);
    int found = 0;
    for (int i = 0; i < 10_000; i++) {
      List<String> routes = routes(random);
      RouteTable<String> table = Routes.table(RouteOptions.DEFAULT, routes);
      ReferenceTable reference = new ReferenceTable(routes);
      for (int k = 0; k < 10; k++) {
        String method = pick(METHODS, random);
        String path = path(random);
        String expected = reference.answer(method, path);
        found += expected.startsWith("4") ? 0 : 1;
        assertThat(Routes.answer(table, method, path))
            .as("%s %s in %s", method, path, routes)
            .isEqualTo(expected);
      }
    }
    assertThat(found).as("look-ups that find a route").isGreaterThan(15_000);
  }

  @Test
  void match_anyCharacters_answersOrIsTheClientsFault() throws Exception {
    Random random = new Random(20260801);
    String characters = "/::%%%%2eEfF0489abBcC.-~*{}?#\u0000é\ud83e ";
    RouteTable<String> table =
        Routes.table(
            RouteOptions.DEFAULT,
            List.of("GET /{x=a/**}/b", "GET /{x}:b", "GET /{x=**}", "GET /**/{y}/b:a:b"));
    int refused = 0;
    for (int i = 0; i < 200_000; i++) {
      StringBuilder path = new StringBuilder("/");
      for (int k = random.nextInt(12); k > 0; k--) {
        path.append(characters.charAt(random.nextInt(characters.length())));
      }
      try {
        assertThat(table.match("GET", path.toString())).isNotNull();
      } catch (RequestFault fault) {
        assertThat(fault.httpStatus()).isEqualTo(400);
        refused++;
      }
    }
    assertThat(refused).isBetween(50_000, 199_000);
  }

  private static List<String> routes(Random random) throws TemplateException {
    Map<String, String> byShape = new LinkedHashMap<>();
    for (int i = 1 + random.nextInt(8); i > 0; i--) {
      String template = template(random);
      String method = pick(METHODS, random);
      byShape.putIfAbsent(
          method + " " + PathTemplate.parse(template).shape(), method + " " + template);
    }
    return List.copyOf(byShape.values());
  }

  private static String template(Random random) {
    int size = 1 + random.nextInt(4);
    int rest = random.nextInt(3) == 0 ? random.nextInt(size) : -1;
    List<String> segments = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      String segment = i == rest ? "**" : random.nextInt(3) == 0 ? "*" : pick(LITERALS, random);
      segments.add(random.nextInt(3) == 0 ? "{f" + i + "=" + segment + "}" : segment);
    }
    if (size > 1 && random.nextInt(3) == 0) {
      int start = random.nextInt(size - 1);
      String inner =
          (segments.get(start) + "/" + segments.get(start + 1)).replaceAll("\\{f\\d=|\\}", "");
      segments.set(start, "{g=" + inner + "}");
      segments.remove(start + 1);
    }
    return "/" + String.join("/", segments) + pick(VERBS, random);
  }

  private static String path(Random random) {
    StringBuilder path = new StringBuilder();
    for (int i = 1 + random.nextInt(5); i > 0; i--) {
      path.append('/').append(pick(TEXTS, random));
    }
    return path + pick(VERBS, random);
  }

  private static String pick(List<String> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }
}
