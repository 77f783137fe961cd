package bluehub.transcoder.route;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.transcoder.Differences;
import bluehub.transcoder.Vectors;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** The three tables of grpc_gateway_routing.json. Its 501 for an unknown method is our 405. */
class GrpcGatewayVectorsTest {
  private static final String FORM = "a form is no way to say GET";

  private static final Differences DIFFERENCES =
      new Differences()
          .declare(
              "/foo/{id=**} /foo/test%2Fbar all",
              "%2F stays in a value of several segments under every option: else one could not"
                  + " tell it from a separator")
          .declare("mux 7", FORM)
          .declare("mux 11", FORM)
          .declare("mux 10", "overriding the method is for the gateway, before it looks up a route")
          .declare("mux 19", "a path without a slash is no path of ours")
          .declare("mux 21", "%2F separates nothing: the path is known, the method is not")
          .declare("mux 23", "%2F separates nothing")
          .declare("mux 24", "%2F separates nothing")
          .declare("mux 26", "%2F separates nothing")
          .declare("mux 28", "an escape is decoded once, so that %25 is a percent sign");

  @TestFactory
  Stream<DynamicTest> patterns() {
    return cases("match").map(row -> test(row.toString(), () -> pattern(row)));
  }

  private static void pattern(JsonNode row) throws Throwable {
    String route = "GET " + row.get("template").asString();
    RouteTable<String> table = Routes.table(RouteOptions.DEFAULT, List.of(route));
    RouteMatch<String> match = table.match("GET", row.get("path").asString());
    assertThat(match instanceof RouteMatch.Found).isEqualTo(row.get("match").asBoolean());
  }

  @TestFactory
  Stream<DynamicTest> bindings() {
    return cases("bindings").map(row -> test(row.toString(), () -> bindings(row)));
  }

  private static void bindings(JsonNode row) throws Throwable {
    String template = row.get("template").asString();
    String path = row.get("path").asString();
    RouteTable<String> table = Routes.table(RouteOptions.DEFAULT, List.of("GET " + template));
    String expected =
        row.get("bindings").properties().stream()
            .map(binding -> " " + binding.getKey() + "=" + binding.getValue().asString())
            .collect(Collectors.joining());
    DIFFERENCES.check(
        template + " " + path + " " + row.get("unescape").asString(),
        () ->
            assertThat(Routes.answer(table, "GET", path)).isEqualTo("GET " + template + expected));
  }

  @TestFactory
  Stream<DynamicTest> mux() {
    return cases("mux").map(row -> test(row.toString(), () -> mux(row)));
  }

  private static void mux(JsonNode row) throws Throwable {
    List<String> routes =
        row.get("templates")
            .valueStream()
            .map(
                route ->
                    route.get("http_method").asString() + " " + route.get("template").asString())
            .toList();
    RouteTable<String> table = Routes.table(RouteOptions.DEFAULT, routes);
    Map<Integer, String> statuses = new TreeMap<>(Map.of(404, "404", 501, "405", 400, "400"));
    String expected =
        row.has("matched")
            ? row.get("matched").asString()
            : statuses.get(row.get("status").asInt());
    DIFFERENCES.check(
        "mux " + row.get("n").asInt(),
        () ->
            assertThat(
                    Routes.answer(
                        table, row.get("http_method").asString(), row.get("path").asString()))
                .satisfiesAnyOf(
                    answer -> assertThat(answer).isEqualTo(expected),
                    answer -> assertThat(answer).startsWith(expected + " ")));
  }

  private static Stream<JsonNode> cases(String part) {
    return Vectors.read("grpc_gateway_routing.json").stream()
        .flatMap(file -> file.get(part).valueStream());
  }

  private static DynamicTest test(String name, org.junit.jupiter.api.function.Executable run) {
    return DynamicTest.dynamicTest(name, run);
  }
}
