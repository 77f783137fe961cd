package bluehub.transcoder.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RpcFilterTest {

  private static RpcFilter filter(String allow, String deny) {
    return new RpcFilter(globs(allow), globs(deny));
  }

  private static List<String> globs(String text) {
    return Arrays.stream(text.split(" ")).filter(each -> !each.isEmpty()).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', a.v1.Books/Get, true",
    "a.v1.Books/Get, '', a.v1.Books/Get, true",
    "a.v1.Books/Get, '', a.v1.Books/GetAll, false",
    "a.v1.Books/Get*, '', a.v1.Books/GetAll, true",
    "a.v1.Books/*, '', a.v1.Books/Get, true",
    "a.v1.Books/*, '', a.v1.BooksToo/Get, false",
    "a.*.Books/*, '', a.v2.Books/Get, true",
    "a.*.Books/*, '', a.v2.beta.Books/Get, false",
    "a.*/*, '', a.v1.Books/Get, false",
    "a.**, '', a.v1.Books/Get, true",
    "a.**, '', ab.v1.Books/Get, false",
    "**, '', Books/Get, true",
    "a.**/Get*, '', a.v1.Books/Get, true",
    "a.**/Get*, '', a.v1.Books/Put, false",
    "b.** a.**, '', a.Books/Get, true",
    "'', a.v1.Books/Get, a.v1.Books/Get, false",
    "'', a.v1.Books/Get, a.v1.Books/Put, true",
    "a.**, a.v1.Books/Put, a.v1.Books/Put, false",
    "aXb.**, '', a.b.Books/Get, false"
  })
  void rpc_isReachable_ifAllowedAndNotDenied(
      String allow, String deny, String rpc, boolean reachable) {
    assertThat(filter(allow, deny).allows(rpc)).isEqualTo(reachable);
  }

  @ParameterizedTest
  @CsvSource({
    "a.Books/*, true",
    "a.**, true",
    "**, true",
    "a.Books/Get, false",
    "a.Books/Get*, false",
    "a.Books/**, true"
  })
  void service_isOutOfReach_ifAllOfItIsDenied(String deny, boolean out) {
    assertThat(filter("", deny).deniesAllOf("a.Books")).isEqualTo(out);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a.Books", "a.Books/", "/Get", "a b/Get", "a.Books.Get", "a.Books/Get/x"})
  void text_thatCanMatchNoRpc_isRefused(String glob) {
    assertThatThrownBy(() -> new RpcFilter(List.of(glob), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "found \"%s\", expected package.Service/Method, package.Service/* or package.**"
                .formatted(glob));
  }

  @Test
  void unused_areGlobsThatMatchNothing() {
    assertThat(filter("a.** b.**", "c.Books/*").unused(List.of("a.Books/Get")))
        .containsExactly("b.**", "c.Books/*");
  }

  @Test
  void names_looksAtAllowedOnesAlone() {
    assertThat(filter("grpc.health.v1.Health/*", "").names("grpc.")).isTrue();
    assertThat(filter("**", "grpc.**").names("grpc.")).isFalse();
  }
}
