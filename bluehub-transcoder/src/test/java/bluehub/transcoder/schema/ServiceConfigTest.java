package bluehub.transcoder.schema;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.transcoder.fault.SchemaProblem;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceConfigTest {
  private static final String CONFIG = "library.yaml";

  @Test
  void bindings_ruleOfAConfig_overridesTheAnnotation() throws Exception {
    FileDescriptorSet set = Protos.library("get: '/v1' additional_bindings { get: '/w1' }", "");

    Schema schema = Schema.of(set, config(rule("lib.Library.Rpc0", "PUT", "/v2/{name}", "*")));

    assertThat(HttpRulesTest.texts(schema))
        .containsExactly("PUT /v2/{name} body=*", "POST /lib.Library/Rpc1 body=*");
    assertThat(schema.bindings().getFirst().file()).isEqualTo(CONFIG);
  }

  @Test
  void bindings_additionalOfAConfig_areKept() throws Exception {
    HttpRule rule =
        new HttpRule(
            "lib.Library.Rpc0",
            "GET",
            "/a",
            "",
            "",
            List.of(rule("", "POST", "/b", "book"), rule("", "*", "/c", "")));

    assertThat(HttpRulesTest.texts(Schema.of(Protos.library("get: '/v1'"), config(rule))))
        .containsExactly("GET /a", "POST /b body=book", "* /c");
  }

  @Test
  void bindings_severalRulesOfAnRpc_lastOneCounts() throws Exception {
    FileDescriptorSet set = Protos.library("get: '/v1'");
    SchemaOptions options =
        SchemaOptions.DEFAULT.withServiceConfigs(
            List.of(
                new ServiceConfig(
                    "a.yaml",
                    List.of(
                        rule("lib.Library.Rpc0", "GET", "/1", ""),
                        rule("lib.Library.Rpc0", "GET", "/2", ""))),
                new ServiceConfig("b.yaml", List.of(rule("lib.*", "GET", "/3", "")))));

    assertThat(HttpRulesTest.texts(Schema.of(set, options))).containsExactly("GET /3");
  }

  @ParameterizedTest
  @CsvSource({"*", "lib.*", "lib.Library.*", "lib.Library.Rpc0"})
  void bindings_selector_namesRpcsByPrefix(String selector) throws Exception {
    Schema schema = Schema.of(Protos.library(""), config(rule(selector, "GET", "/a", "")));

    assertThat(HttpRulesTest.texts(schema)).containsExactly("GET /a");
  }

  @ParameterizedTest
  @CsvSource({
    "lib.Library.Rpc, write lib.Library.Rpc0 if you mean it",
    "lib.Library.rpc0, write lib.Library.Rpc0 if you mean it",
    "lib.Lib*, 'write package.Service.Method, or package.Service.*'",
    "'', 'write package.Service.Method, or package.Service.*'"
  })
  void of_selectorOfNoRpc_isRefused(String selector, String mend) throws Exception {
    assertThat(HttpRulesTest.problems(Protos.library(""), config(rule(selector, "GET", "/a", ""))))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.file()).isEqualTo(CONFIG);
              assertThat(problem.found())
                  .isEqualTo(
                      "has the selector \"" + selector + "\", which names no RPC of the schema");
              assertThat(problem.mend()).startsWith(mend);
            });
  }

  @Test
  void of_badRuleOfAConfig_namesTheConfig() throws Exception {
    assertThat(
            HttpRulesTest.problems(
                Protos.library("get: '/v1'"),
                config(rule("lib.Library.Rpc0", "GET", "/{nam}", ""))))
        .containsExactly(
            new SchemaProblem(
                CONFIG,
                "lib.Library.Rpc0",
                "GET /{nam}",
                "variable nam names nam, which is no field of lib.Request",
                "write name if you mean it"));
  }

  private static SchemaOptions config(HttpRule... rules) {
    return SchemaOptions.DEFAULT.withServiceConfigs(
        List.of(new ServiceConfig(CONFIG, Arrays.asList(rules))));
  }

  private static HttpRule rule(String selector, String method, String path, String body) {
    return new HttpRule(selector, method, path, body, "", List.of());
  }
}
