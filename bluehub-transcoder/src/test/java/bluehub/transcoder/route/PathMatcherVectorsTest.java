package bluehub.transcoder.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bluehub.transcoder.Differences;
import bluehub.transcoder.Vectors;
import bluehub.transcoder.template.PathTemplate;
import bluehub.transcoder.template.TemplateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** The tables of path_matcher.json. Queries and bodies, which are no routes, are left aside. */
class PathMatcherVectorsTest {
  private static final Differences DIFFERENCES =
      new Differences()
          .declare(
              "PercentEscapesUnescapedForSingleSegmentAllAsciiChars /%2e",
              "dot segments are refused in every spelling")
          .declare(
              "PercentEscapesUnescapedForSingleSegmentAllAsciiChars /%2E",
              "dot segments are refused in every spelling")
          .declare(
              "OnlyUnreservedCharsAreUnescapedForMultiSegmentMatchUnescapeAll /a/%21",
              "%2F stays in a value of several segments under every option: else one could not"
                  + " tell it from a separator")
          .declare(
              "InvalidTemplates /a/**/*", "segments of any kind may follow **, as some rules have")
          .declare(
              "InvalidTemplates /a/**/foo/*",
              "segments of any kind may follow **, as some rules have")
          .declare(
              "MatchUnregisteredCustomVerb /person/jason:other",
              "a colon belongs to the value when no matching template declares the verb")
          .declare(
              "LookupSimplePaths /otherprefix/suffix?foo=bar", "a path comes without its query")
          .declare("ReplacevoidForPath /foo/bar", "of two equal routes the first answers, if any")
          .declare(
              "LookupSilentlyFailsOnDuplicate /a/b",
              "of two equal routes the first answers, if any")
          .declare(
              "RegisterFailsOnDuplicateIfOptIn /a/b",
              "of two equal routes the first answers, if any");

  @TestFactory
  Stream<DynamicTest> lookups() {
    Optional<JsonNode> vectors = Vectors.read("path_matcher.json");
    return vectors.stream()
        .flatMap(file -> file.get("groups").valueStream())
        .map(group -> DynamicTest.dynamicTest(group.get("name").asString(), () -> run(group)));
  }

  private static void run(JsonNode group) throws Throwable {
    String name = group.get("name").asString();
    String unescape = group.get("config").path("unescape_multi_segment").asString("");
    RouteTable.Builder<Integer> builder =
        RouteTable.builder(
            RouteOptions.DEFAULT.withKeepReserved(
                unescape.isEmpty() || unescape.equals("all_except_reserved")));
    List<PathTemplate> templates = new ArrayList<>();
    boolean conflicts = name.contains("Duplicate") || name.equals("ReplacevoidForPath");
    for (JsonNode template : group.get("templates")) {
      String text = template.get("template").asString();
      if (template.get("accepted").asBoolean() || conflicts) {
        templates.add(PathTemplate.parse(text));
        builder.add(
            template.get("http_method").asString(), templates.getLast(), templates.size() - 1);
      } else {
        DIFFERENCES.check(
            name + " " + text,
            () ->
                assertThatThrownBy(() -> PathTemplate.parse(text))
                    .isInstanceOf(TemplateException.class));
      }
    }
    assertThat(builder.conflicts()).hasSize(conflicts ? 1 : 0);
    RouteTable<Integer> table = builder.build(ConflictPolicy.FIRST);
    for (JsonNode lookup : group.get("lookups")) {
      String path = path(lookup.get("path"));
      DIFFERENCES.check(
          name + " " + path.substring(0, path.startsWith("/a/%21") ? 6 : path.length()),
          () ->
              assertThat(answer(table, templates, lookup.get("http_method").asString(), path))
                  .as(path)
                  .isEqualTo(expected(lookup, templates)));
    }
  }

  private static String path(JsonNode path) {
    return path.isObject()
        ? path.get("prefix").asString()
            + path.get("repeat").asString().repeat(path.get("count").asInt())
            + path.get("suffix").asString()
        : path.asString();
  }

  /** The path's bindings come first, then the query's. */
  private static String expected(JsonNode lookup, List<PathTemplate> templates) {
    if (lookup.get("match").isNull()) {
      return "none";
    }
    int match = lookup.get("match").asInt();
    return match
        + lookup
            .path("bindings")
            .valueStream()
            .limit(templates.get(match).variables().size())
            .map(binding -> " " + binding.get(0).asString() + "=" + binding.get(1).asString())
            .collect(Collectors.joining());
  }

  private static String answer(
      RouteTable<Integer> table, List<PathTemplate> templates, String method, String path) {
    if (!(table.match(method, path)
        instanceof RouteMatch.Found<Integer>(Integer index, Captures captures))) {
      return "none";
    }
    StringBuilder answer = new StringBuilder().append(index);
    for (int i = 0; i < captures.size(); i++) {
      String field = templates.get(index).variables().get(i).fieldPath();
      answer.append(' ').append(field).append('=').append(captures.value(i));
    }
    return answer.toString();
  }
}
