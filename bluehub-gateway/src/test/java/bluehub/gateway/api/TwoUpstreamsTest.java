package bluehub.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.example.v1.SayHelloResponse;
import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.RawClient;
import bluehub.gateway.fixture.RawClient.Answer;
import bluehub.gateway.fixture.Schemas;
import bluehub.gateway.fixture.TestService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One gateway in front of two services. */
class TwoUpstreamsTest {
  @TempDir private static Path folder;

  private static TestService one;
  private static TestService two;
  private static Gateway gateway;

  @BeforeAll
  static void start() throws IOException {
    Path schema = Files.write(folder.resolve("verb.binpb"), Schemas.withVerb());
    one = new TestService().answering(call -> call.reply(text("one")));
    two = new TestService().answering(call -> call.reply(text("two")));
    gateway =
        new Gateway(
            one.port(),
            "bluehub.upstreams.other.target=127.0.0.1:" + two.port(),
            "bluehub.upstreams.other.schema.descriptor-set=file:" + schema);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    one.close();
    two.close();
  }

  /** Field 1 is a string in the answers of both services. */
  private static SayHelloResponse text(String text) {
    return SayHelloResponse.newBuilder().setMessage(text).build();
  }

  private static Answer send(String method, String path) {
    try (RawClient client = gateway.connect()) {
      return client.send(method + " " + path + " HTTP/1.1\nHost: a\n\n").read();
    }
  }

  @Test
  void routes_leadToTheirOwnService() {
    assertThat(send("GET", "/v1/example/sayhello/x").body()).isEqualTo("{\"message\":\"one\"}");
    assertThat(send("PUT", "/v1/example/sayhello/x").body()).isEqualTo("{\"text\":\"two\"}");
  }

  @Test
  void allow_listsTheMethodsOfBoth() {
    Answer answer = send("DELETE", "/v1/example/sayhello/x");

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("allow")).isEqualTo("GET, HEAD, PUT");
  }

  @Test
  void path_ofNeither_is404() {
    assertThat(send("GET", "/nope").status()).isEqualTo(404);
  }
}
