package bluehub.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.gateway.api.SchemaState.Status;
import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.LargeSchemas;
import bluehub.gateway.fixture.RawClient;
import bluehub.gateway.fixture.ReflectingService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services with thousands of RPCs, told by reflection, with their rules in YAML. */
class LargeSchemaTest {
  @TempDir private Path folder;

  private Gateway gateway(ReflectingService service, LargeSchemas schemas) throws Exception {
    service.describing(schemas.set()).answering(call -> call.sendBytes(call.take()).end());
    Path rules = Files.writeString(folder.resolve("rules.yaml"), schemas.rules());
    String[] settings = service.settings("router", "schema.rules=file:" + rules);
    String[] all = Arrays.copyOf(settings, settings.length + 1);
    // Five of Google's services have two rules of one shape, and many services have equal ones.
    all[settings.length] = "bluehub.transcoding.conflicts=first";
    return new Gateway(service.port(), all);
  }

  private static int status(Gateway gateway, String path) {
    try (RawClient client = gateway.connect()) {
      return client.send("GET " + path + " HTTP/1.1\nHost: a\n\n").read().status();
    }
  }

  @Test
  void tenThousandRpcs_areServed() throws Exception {
    LargeSchemas schemas = LargeSchemas.of(100, 100);
    try (ReflectingService service = new ReflectingService();
        Gateway gateway = gateway(service, schemas)) {
      SchemaState state = gateway.awaitSchema(each -> each.status() == Status.SERVING);

      assertThat(state.services()).isEqualTo(100);
      assertThat(state.rpcs()).isEqualTo(10_000);
      assertThat(state.routes()).isEqualTo(10_000);
      assertThat(status(gateway, "/v1/s99/r99/x")).isEqualTo(200);
    }
  }

  @Test
  void allOfGooglesPublicRules_areServed_asOneUpstream() throws Exception {
    Optional<LargeSchemas> google = LargeSchemas.google();
    if (google.isEmpty()) {
      return;
    }
    try (ReflectingService service = new ReflectingService();
        Gateway gateway = gateway(service, google.get())) {
      SchemaState state = gateway.awaitSchema(each -> each.status() == Status.SERVING);

      assertThat(google.get().bindings()).isEqualTo(14_286);
      assertThat(state.services()).isEqualTo(1_711);
      assertThat(state.routes()).isBetween(10_000, 14_286);
      assertThat(status(gateway, "/v1/projects/p/topics/t")).isEqualTo(200);
    }
  }
}
