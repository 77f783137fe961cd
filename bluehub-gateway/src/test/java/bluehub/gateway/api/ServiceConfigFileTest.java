package bluehub.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import bluehub.transcoder.fault.SchemaException;
import bluehub.transcoder.schema.HttpRule;
import bluehub.transcoder.schema.ServiceConfig;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceConfigFileTest {

  private static ServiceConfig read(String yaml) throws SchemaException {
    return ServiceConfigFile.read("rules.yaml", yaml.getBytes(StandardCharsets.UTF_8));
  }

  /** {@code GET /v1 body=* response=a [POST /v2]}. */
  private static String text(HttpRule rule) {
    return rule
        + (rule.body().isEmpty() ? "" : " body=" + rule.body())
        + (rule.responseBody().isEmpty() ? "" : " response=" + rule.responseBody())
        + rule.additionalBindings().stream()
            .map(each -> " [" + text(each) + "]")
            .collect(Collectors.joining());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`get: \"/v1/{name=a/*}\"`, GET /v1/{name=a/*}",
        "`put: /v1, body: book`, PUT /v1 body=book",
        "`post: /v1, body: \"*\", response_body: id`, POST /v1 body=* response=id",
        "`post: /v1, responseBody: id`, POST /v1 response=id",
        "`delete: /v1`, DELETE /v1",
        "`patch: /v1`, PATCH /v1",
        "`custom: {kind: HEAD, path: /v1}`, HEAD /v1",
        "`custom: {kind: \"*\", path: /v1}`, * /v1",
        "`get: /v1, additional_bindings: [{post: /v2, body: a}]`, GET /v1 [POST /v2 body=a]",
        "`get: /v1, additionalBindings: [{get: /v2}, {get: /v3}]`, GET /v1 [GET /v2] [GET /v3]",
        "`body: a`, ` body=a`"
      })
  void rule_isRead_inEachForm(String keys, String expected) throws Exception {
    ServiceConfig config = read("http: {rules: [{selector: a.B.C, " + keys + "}]}");

    assertThat(config.rules()).singleElement().extracting(HttpRule::selector).isEqualTo("a.B.C");
    assertThat(text(config.rules().getFirst())).isEqualTo(expected);
  }

  @Test
  void file_asGoogleWritesThem_isRead_andOtherSectionsAreNot() throws Exception {
    ServiceConfig config =
        read(
            """
            type: google.api.Service
            config_version: 3
            name: library.example.com
            apis:
            - name: lib.Library
            http:
              fully_decode_reserved_expansion: true
              rules:
              - selector: lib.Library.GetBook  # a comment
                get: '/v1/{name=shelves/*/books/*}'
              - selector: lib.Library.*
                post: /v1/any
                body: '*'
            backend: {rules: [{selector: '*', deadline: 3}]}
            """);

    assertThat(config.file()).isEqualTo("rules.yaml");
    assertThat(config.fullyDecode()).isTrue();
    assertThat(config.rules().stream().map(HttpRule::selector))
        .containsExactly("lib.Library.GetBook", "lib.Library.*");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`http: {rules: [{get: /v1}]}`, `rules.yaml:1: has a rule without a selector`",
        "`http: {rules: [{selector: a, get: /1, put: /2}]}`, `two patterns, GET /1 and PUT /2`",
        "`http: {rules: [{selector: a, gett: /1}]}`, `has the key \"gett\" in a rule; write one of`",
        "`http: {rules: [{selector: a, custom: {verb: X}}]}`, `has the key \"verb\" in custom`",
        "`http: {rule: []}`, `has the key \"rule\" in http; write one of rules`",
        "`http: {}`, `rules.yaml: has no http.rules; give`",
        "`{}`, `has no http.rules`",
        "``, `has no http.rules`",
        "`just text`, `has a text for the file`",
        "`http: [a]`, `has a list for http`",
        "`http: {rules: {a: b}}`, `has keys and values for rules; write a list`",
        "`http: {rules: [a]}`, `has a text for a rule`",
        "`http: {rules: [{selector: [a], get: /1}]}`, `has a list for selector; write a text`",
        "`http: {rules: [{selector: a, selector: b}]}`, `has selector twice in a rule`",
        "`http: {rules: [{selector: a, response_body: b, responseBody: b}]}`, `response_body twice`",
        "`http: {rules: [], fullyDecodeReservedExpansion: 1}`, `has \"1\" for fully_decode`",
        "`http: {rules: [`, `rules.yaml:1: is no YAML`",
        "`a: 1|b: c: d`, `rules.yaml:2: is no YAML`",
        "`a: 1|---|b: 2`, `is no YAML`"
      })
  void slip_isTold_withItsLine(String yaml, String expected) {
    SchemaException e =
        catchThrowableOfType(SchemaException.class, () -> read(yaml.replace("|", "\n")));

    assertThat(e).hasMessageContaining(expected);
  }

  @Test
  void slips_areToldTogether() {
    SchemaException e =
        catchThrowableOfType(
            SchemaException.class,
            () ->
                read(
                    """
                    http:
                      rules:
                      - get: /v1
                      - selector: a
                        path: /v2
                    """));

    assertThat(e.problems())
        .extracting(problem -> problem.file())
        .isEqualTo(List.of("rules.yaml:3", "rules.yaml:5"));
  }

  /** Deep enough for the schema to refuse it. */
  @Test
  void rule_insideItself_endsSomewhere() throws Exception {
    ServiceConfig config =
        read("http: {rules: [&a {selector: x, get: /1, additional_bindings: [*a]}]}");

    assertThat(text(config.rules().getFirst())).isEqualTo("GET /1 [GET /1 [GET /1]]");
  }

  @Test
  void aliases_ofAliases_areNotUnfolded() {
    SchemaException e =
        catchThrowableOfType(
            SchemaException.class,
            () -> read("a: &a [x,x]\nb: &b [*a,*a]\nhttp: {rules: [*b,*b]}"));

    assertThat(e.problems()).hasSize(2);
  }
}
