package bluehub.transcoder.route;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.transcoder.template.PathTemplate;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouteTableTest {

  @Test
  void match_variable_givesItsDecodedValue() throws Exception {
    RouteTable<String> table =
        RouteTable.<String>builder(RouteOptions.DEFAULT)
            .add("GET", PathTemplate.parse("/v1/example/sayhello/{name}"), "SayHello")
            .build(ConflictPolicy.REFUSE);

    assertThat(table.match("GET", "/v1/example/sayhello/%E5%B9%B3%2F%20x"))
        .isInstanceOfSatisfying(
            RouteMatch.Found.class,
            found -> assertThat(found.captures().value(0)).isEqualTo("平/ x"));
    assertThat(table.match("POST", "/v1/example/sayhello/a"))
        .isEqualTo(new RouteMatch.WrongMethod<>(List.of("GET", "HEAD")));
    assertThat(table.match("GET", "/v1/example/sayhello/")).isEqualTo(new RouteMatch.Unknown<>());
  }
}
