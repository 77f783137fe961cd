package bluehub.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.RawClient;
import bluehub.gateway.fixture.RawClient.Answer;
import bluehub.gateway.fixture.Schemas;
import bluehub.gateway.fixture.TestService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientStreamTest {
  @TempDir private Path folder;

  @Test
  void clientStream_isNotServedYet() throws IOException {
    Path schema = Files.write(folder.resolve("s.binpb"), Schemas.withClientStream());
    try (TestService service = new TestService();
        Gateway gateway =
            new Gateway(
                service.port(), "bluehub.upstreams.router.schema.descriptor-set=file:" + schema);
        RawClient client = gateway.connect()) {
      Answer answer = client.send("GET /v1/collect/x HTTP/1.1\nHost: a\n\n").read();

      assertThat(answer.status()).isEqualTo(501);
      assertThat(answer.body()).startsWith("{\"code\":12,").contains("test.Streams/Collect");
      assertThat(service.wasCalled()).isFalse();
    }
  }
}
