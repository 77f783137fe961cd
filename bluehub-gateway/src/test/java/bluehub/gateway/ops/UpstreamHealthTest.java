package bluehub.gateway.ops;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.gateway.api.SchemaState.Status;
import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.ReflectingService;
import bluehub.gateway.fixture.Schemas;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;

class UpstreamHealthTest {

  private static Health health(Gateway gateway) {
    return new UpstreamHealth(gateway.upstreams(), gateway.schemas()).health();
  }

  /** There is nothing to serve then, though there is a connection. */
  @Test
  void upstream_withoutASchema_isNotReady_untilItHasOne() throws Exception {
    try (ReflectingService service = new ReflectingService();
        Gateway gateway = new Gateway(service.port(), service.settings("router"))) {
      gateway.awaitSchema(state -> !state.problems().isEmpty() && gateway.upstream().live());
      assertThat(health(gateway).getStatus().getCode()).isEqualTo("OUT_OF_SERVICE");
      assertThat(health(gateway).getDetails()).containsEntry("router", "connected, no schema");

      service.describing(Schemas.service("Echo", "Say=/v1/say/{text}"));
      gateway.awaitSchema(state -> state.status() == Status.SERVING);
      assertThat(health(gateway).getStatus().getCode()).isEqualTo("UP");
      assertThat(health(gateway).getDetails()).containsEntry("router", "connected");
    }
  }
}
