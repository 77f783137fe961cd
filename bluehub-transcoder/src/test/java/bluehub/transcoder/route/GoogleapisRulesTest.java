package bluehub.transcoder.route;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.transcoder.Differences;
import bluehub.transcoder.Vectors;
import bluehub.transcoder.template.PathTemplate;
import bluehub.transcoder.template.TemplateException;
import bluehub.transcoder.template.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/**
 * Every rule of Google's public APIs: parsed, compiled per service, and found again by a path made
 * from it, with its values.
 */
class GoogleapisRulesTest {
  private static final String STORAGE = "google.cloud.bigquery.storage.";

  /** The services that have two rules of one method and shape. */
  private static final List<String> IN_CONFLICT =
      List.of(
          STORAGE + "v1.BigQueryRead",
          STORAGE + "v1.BigQueryWrite",
          STORAGE + "v1beta1.BigQueryStorage",
          STORAGE + "v1beta2.BigQueryRead",
          STORAGE + "v1beta2.BigQueryWrite");

  private static final String EARLIER = "of two equal rules the earlier one answers, by option";
  private static final String BEHIND = "segments of any kind may follow **";

  private static final Differences DIFFERENCES =
      new Differences()
          .declare(STORAGE + "v1.BigQueryRead 1", EARLIER)
          .declare(STORAGE + "v1.BigQueryRead 2", EARLIER)
          .declare(STORAGE + "v1.BigQueryWrite 1", EARLIER)
          .declare(STORAGE + "v1.BigQueryWrite 2", EARLIER)
          .declare(STORAGE + "v1.BigQueryWrite 3", EARLIER)
          .declare(STORAGE + "v1.BigQueryWrite 5", EARLIER)
          .declare(STORAGE + "v1beta1.BigQueryStorage 2", EARLIER)
          .declare(STORAGE + "v1beta1.BigQueryStorage 5", EARLIER)
          .declare(STORAGE + "v1beta2.BigQueryRead 1", EARLIER)
          .declare(STORAGE + "v1beta2.BigQueryRead 2", EARLIER)
          .declare(STORAGE + "v1beta2.BigQueryWrite 1", EARLIER)
          .declare(STORAGE + "v1beta2.BigQueryWrite 2", EARLIER)
          .declare(STORAGE + "v1beta2.BigQueryWrite 3", EARLIER)
          .declare(STORAGE + "v1beta2.BigQueryWrite 5", EARLIER)
          .declare("google.devtools.remoteworkers.v1test2.Bots 1", BEHIND)
          .declare("google.firestore.v1.Firestore 21", BEHIND)
          .declare("google.firestore.v1beta1.Firestore 17", BEHIND);

  /** A rule of a service, by its index. */
  private record Rule(int index, String httpMethod, PathTemplate template) {}

  @TestFactory
  Stream<DynamicTest> rules() {
    Optional<JsonNode> vectors = Vectors.read("googleapis_http_rules.json");
    return vectors.stream()
        .flatMap(
            file -> {
              Map<String, String> exceptions = exceptions(file.get("routing_oracle"));
              JsonNode services = file.get("services");
              return Stream.concat(
                  Stream.of(
                      DynamicTest.dynamicTest("conflicts", () -> conflicts(services)),
                      DynamicTest.dynamicTest("all in one table", () -> together(services))),
                  services
                      .propertyStream()
                      .map(
                          service ->
                              DynamicTest.dynamicTest(
                                  service.getKey(),
                                  () -> lookUp(service.getKey(), service.getValue(), exceptions))));
            });
  }

  private static void conflicts(JsonNode services) throws TemplateException {
    List<String> refused = new ArrayList<>();
    int rules = 0;
    for (Map.Entry<String, JsonNode> service : services.properties()) {
      rules += service.getValue().size();
      if (!builder(rules(service.getValue())).conflicts().isEmpty()) {
        refused.add(service.getKey());
      }
    }
    assertThat(refused).containsExactlyElementsOf(IN_CONFLICT);
    assertThat(rules).isEqualTo(14_286);
  }

  private static void together(JsonNode services) throws TemplateException {
    RouteTable.Builder<Rule> builder = RouteTable.builder(RouteOptions.DEFAULT);
    List<Rule> all = new ArrayList<>();
    for (JsonNode service : services) {
      all.addAll(rules(service));
    }
    all.forEach(rule -> builder.add(rule.httpMethod(), rule.template(), rule));
    RouteTable<Rule> table = builder.build(ConflictPolicy.FIRST);
    for (Rule rule : all) {
      RouteMatch<Rule> match = table.match(rule.httpMethod(), path(rule.template()));
      assertThat(match).as("%s", rule).isInstanceOf(RouteMatch.Found.class);
    }
    assertThat(all).hasSize(14_286);
  }

  private static void lookUp(String service, JsonNode rows, Map<String, String> exceptions)
      throws Throwable {
    List<Rule> rules = rules(rows);
    RouteTable<Rule> table = builder(rules).build(ConflictPolicy.FIRST);
    for (Rule rule : rules) {
      String name = service + " " + rule.index();
      String expected = exceptions.getOrDefault(name, expected(rule));
      DIFFERENCES.check(
          name,
          () ->
              assertThat(answer(table.match(rule.httpMethod(), path(rule.template()))))
                  .as("%s", rule)
                  .isEqualTo(expected));
    }
  }

  private static List<Rule> rules(JsonNode rows) throws TemplateException {
    List<Rule> rules = new ArrayList<>();
    for (JsonNode row : rows) {
      PathTemplate template = PathTemplate.parse(row.get(2).asString());
      rules.add(new Rule(rules.size(), row.get(1).asString(), template));
    }
    return rules;
  }

  private static RouteTable.Builder<Rule> builder(List<Rule> rules) {
    RouteTable.Builder<Rule> builder = RouteTable.builder(RouteOptions.DEFAULT);
    rules.forEach(rule -> builder.add(rule.httpMethod(), rule.template(), rule));
    return builder;
  }

  /** The template with s1, s2 ... for its {@code *} and m3/n3 for its {@code **}. */
  private static List<String> instance(PathTemplate template) {
    List<String> texts = new ArrayList<>();
    int wildcards = 0;
    for (var segment : template.segments()) {
      texts.add(
          switch (segment.kind()) {
            case LITERAL -> segment.literal();
            case SINGLE -> "s" + ++wildcards;
            case REST -> "m" + ++wildcards + "/n" + wildcards;
          });
    }
    return texts;
  }

  private static String path(PathTemplate template) {
    String verb = template.verb().isEmpty() ? "" : ":" + template.verb();
    return "/" + String.join("/", instance(template)) + verb;
  }

  private static String expected(Rule rule) {
    StringBuilder expected = new StringBuilder().append(rule.index());
    for (Variable variable : rule.template().variables()) {
      List<String> texts = instance(rule.template()).subList(variable.start(), variable.end());
      expected.append(' ').append(variable.fieldPath()).append('=').append(String.join("/", texts));
    }
    return expected.toString();
  }

  private static String answer(RouteMatch<Rule> match) {
    if (!(match instanceof RouteMatch.Found<Rule>(Rule rule, Captures captures))) {
      return "-1";
    }
    StringBuilder answer = new StringBuilder().append(rule.index());
    for (int i = 0; i < captures.size(); i++) {
      String field = rule.template().variables().get(i).fieldPath();
      answer.append(' ').append(field).append('=').append(captures.value(i));
    }
    return answer.toString();
  }

  private static Map<String, String> exceptions(JsonNode oracle) {
    Map<String, String> exceptions = new HashMap<>();
    for (JsonNode row : oracle.get("exceptions")) {
      StringBuilder answer = new StringBuilder(row.get(3).asString());
      row.get(4).forEach(binding -> answer.append(' ').append(binding.asString()));
      exceptions.put(row.get(0).asString() + " " + row.get(1).asString(), answer.toString());
    }
    return exceptions;
  }
}
