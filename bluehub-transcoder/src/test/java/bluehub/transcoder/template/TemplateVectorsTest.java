package bluehub.transcoder.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import bluehub.transcoder.Differences;
import bluehub.transcoder.Vectors;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** The templates of http_template.json and vanguard_paths.json, valid and not. */
class TemplateVectorsTest {
  private static final String NESTED = "google.api.http forbids a variable in a variable";

  private static final Differences DIFFERENCES =
      new Differences()
          .declare(
              "/my%2fcool-blog~about%2Cstuff%5Bwat%5D/{var={abc=%2F%2A}/{def=%2F%2A/**}}:baz",
              NESTED)
          .declare("/foo/bob/{book_id={author}/{isbn}/*}/details", NESTED)
          .declare(
              "/foo/blah/{longest_var={long_var.a={medium.a={short.aa}/*/{short.ab}/foo}/*}"
                  + "/{long_var.b={medium.b={short.ba}/*/{short.bb}/foo}/{last=**}}}:details",
              NESTED)
          .declare(
              "/foo/bar:baz%12xyz%abcde",
              "a literal whose escapes are no UTF-8 matches no path that is answered")
          .declare("/foo/**/bar", "segments may follow **, as some rules have")
          .declare("/{a}/{a}", "the rule is checked for this, where its message is known")
          .declare("column of /foo/bar%55:baz%1", "the column is where the bad escape begins")
          .declare("column of /foo/bar/", "the column of the end is the one behind the text");

  @TestFactory
  Stream<DynamicTest> httpTemplate() {
    return Vectors.read("http_template.json").stream()
        .flatMap(file -> file.get("cases").valueStream())
        .map(row -> test(row, () -> httpTemplate(row)));
  }

  private static void httpTemplate(JsonNode row) throws Throwable {
    String source = row.get("template").asString();
    if (!row.get("valid").asBoolean()) {
      assertThat(refusal(source)).isNotNull();
      return;
    }
    PathTemplate template = PathTemplate.parse(source);
    assertThat(texts(template)).isEqualTo(texts(row.get("segments")));
    assertThat(template.verb()).isEqualTo(row.get("verb").asString());
    assertThat(variables(template)).isEqualTo(variables(row.get("variables")));
  }

  @TestFactory
  Stream<DynamicTest> vanguard() {
    return Vectors.read("vanguard_paths.json").stream()
        .flatMap(file -> file.get("templates").valueStream())
        .map(row -> test(row, () -> vanguard(row)));
  }

  private static void vanguard(JsonNode row) throws Throwable {
    String source = row.get("template").asString();
    if (!row.has("error")) {
      DIFFERENCES.check(
          source,
          () -> {
            PathTemplate template = PathTemplate.parse(source);
            assertThat(texts(template)).isEqualTo(texts(row.get("path")));
            assertThat(template.verb()).isEqualTo(row.get("verb").asString());
            assertThat(variables(template)).isEqualTo(variables(row.get("variables")));
          });
      return;
    }
    DIFFERENCES.check(source, () -> assertThat(refusal(source)).isNotNull());
    String error = row.get("error").asString();
    if (error.contains("column ")) {
      String column = error.replaceAll(".*column (\\d+):.*", "$1");
      DIFFERENCES.check(
          "column of " + source, () -> assertThat(refusal(source).column()).hasToString(column));
    }
  }

  private static TemplateException refusal(String source) {
    return catchThrowableOfType(TemplateException.class, () -> PathTemplate.parse(source));
  }

  private static List<String> texts(PathTemplate template) {
    return template.segments().stream().map(Segment::toString).toList();
  }

  private static List<String> texts(JsonNode segments) {
    return segments.valueStream().map(JsonNode::asString).toList();
  }

  private static List<String> variables(PathTemplate template) {
    int size = template.segments().size();
    int rest = template.segments().indexOf(Segment.REST);
    return template.variables().stream()
        .map(
            variable -> {
              boolean fromEnd = rest >= 0 && variable.end() > rest;
              int end = fromEnd ? variable.end() - size - 1 : variable.end();
              return variable.fieldPath() + " " + variable.start() + " " + end;
            })
        .toList();
  }

  private static List<String> variables(JsonNode variables) {
    return variables
        .valueStream()
        .map(
            variable ->
                variable.get("field").asString()
                    + " "
                    + variable.get("start").asInt()
                    + " "
                    + variable.get("end").asInt())
        .toList();
  }

  private static DynamicTest test(JsonNode row, org.junit.jupiter.api.function.Executable run) {
    return DynamicTest.dynamicTest("'" + row.get("template").asString() + "'", run);
  }
}
