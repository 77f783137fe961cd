package bluehub.transcoder.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bluehub.transcoder.fault.SchemaException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaOptionsTest {

  @ParameterizedTest
  @CsvSource({
    "/v1/{name}, /shop/v1/{name}",
    "/, /shop",
    "/v1:go, /shop/v1:go",
    "/**, /shop/**",
    "/{name=**}, /shop/{name=**}"
  })
  void prefix_isPutBeforeTheRulesPath(String path, String expected) throws Exception {
    Schema schema =
        Schema.of(Protos.library("get: '" + path + "'"), SchemaOptions.DEFAULT.withPrefix("/shop"));

    assertThat(HttpRulesTest.texts(schema)).containsExactly("GET " + expected);
  }

  @Test
  void prefix_isPutBeforeUnannotatedRpcs_too() throws Exception {
    SchemaOptions options = SchemaOptions.DEFAULT.withPrefix("/shop/v2");

    assertThat(HttpRulesTest.texts(Schema.of(Protos.library(""), options)))
        .containsExactly("POST /shop/v2/lib.Library/Rpc0 body=*");
  }

  /** The place is counted in what the author wrote. */
  @Test
  void prefix_doesNotMoveThePlaceOfAProblem() {
    assertThatThrownBy(
            () -> Schema.of(Protos.library("get: 'v1'"), SchemaOptions.DEFAULT.withPrefix("/shop")))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("no path template at column 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"shop", "/", "/shop/", "/{a}", "/*", "/a:b", "/a//b", "/..", "/./a", "/%41"})
  void prefix_thatIsNoPathOfLiterals_isRefused(String prefix) {
    assertThatThrownBy(() -> SchemaOptions.DEFAULT.withPrefix(prefix))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the prefix is \"" + prefix + "\", expected a path such as /orders");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/a", "/a/b-c_d.e~1", "/..."})
  void prefix_ofLiterals_isTaken(String prefix) {
    assertThat(SchemaOptions.isPrefix(prefix)).isTrue();
  }

  @Test
  void rpc_thatIsFilteredOut_hasNoBindings_andNoProblems() throws Exception {
    SchemaOptions options =
        SchemaOptions.DEFAULT.withRpcs(new RpcFilter(List.of(), List.of("lib.Library/Rpc0")));

    Schema schema = Schema.of(Protos.library("get: '/v1/{no_field}'", "get: '/v2'"), options);

    assertThat(HttpRulesTest.texts(schema)).containsExactly("GET /v2");
  }
}
