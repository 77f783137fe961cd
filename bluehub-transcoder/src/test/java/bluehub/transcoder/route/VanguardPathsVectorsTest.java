package bluehub.transcoder.route;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.transcoder.Differences;
import bluehub.transcoder.Vectors;
import bluehub.transcoder.template.PathTemplate;
import bluehub.transcoder.template.TemplateException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** The route table of vanguard_paths.json, but for its templates that nest variables. */
class VanguardPathsVectorsTest {
  private static final String NESTED = "its route nests variables, which google.api.http forbids";

  private static final Differences DIFFERENCES =
      new Differences()
          .declare("/foo/bob/bar/baz/123/details", NESTED)
          .declare("/foo/blah/A/B/C/foo/D/E/F/G/foo/H/I/J/K/L/M:details", NESTED)
          .declare("/percent_encoding/A%2Fb/suffix", NESTED)
          .declare("/foo/bar/baz/123", "** matches no segment too")
          .declare("/foo/bar/baz/%2f/%2A/%2f", "an escape that stays, stays as it came")
          .declare("/trailing:slash", "** matches no segment too, and then needs no slash");

  @TestFactory
  Stream<DynamicTest> lookups() {
    return Vectors.read("vanguard_paths.json").stream()
        .map(file -> file.get("router"))
        .flatMap(
            router -> {
              RouteTable<String> table = table(router);
              return router
                  .get("lookups")
                  .valueStream()
                  .map(
                      lookup ->
                          DynamicTest.dynamicTest(
                              lookup.get("path").asString(), () -> run(table, lookup)));
            });
  }

  private static RouteTable<String> table(JsonNode router) {
    RouteTable.Builder<String> builder = RouteTable.builder(RouteOptions.DEFAULT);
    for (JsonNode route : router.get("routes")) {
      for (JsonNode method : router.get("http_methods")) {
        try {
          PathTemplate template = PathTemplate.parse(route.asString());
          builder.add(method.asString(), template, method.asString() + " " + route.asString());
        } catch (TemplateException e) {
          assertThat(route.asString()).containsPattern("\\{[^}]*\\{");
        }
      }
    }
    return builder.build(ConflictPolicy.REFUSE);
  }

  private static void run(RouteTable<String> table, JsonNode lookup) throws Throwable {
    String path = lookup.get("path").asString();
    String values =
        lookup.get("bindings").properties().stream()
            .map(binding -> " " + binding.getKey() + "=" + binding.getValue().asString())
            .collect(Collectors.joining());
    String expected =
        lookup.get("match").isNull() ? "404" : "POST " + lookup.get("match").asString() + values;
    DIFFERENCES.check(
        path, () -> assertThat(Routes.answer(table, "POST", path)).isEqualTo(expected));
  }
}
