package bluehub.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.RawClient;
import bluehub.gateway.fixture.RawClient.Answer;
import bluehub.gateway.fixture.Schemas;
import bluehub.gateway.fixture.ServedCall;
import bluehub.gateway.fixture.TestService;
import com.google.api.HttpBody;
import com.google.protobuf.ByteString;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers that are no JSON: {@code google.api.HttpBody}, whole and as a stream. */
class RawBodyTest {
  @TempDir private static Path folder;

  private static TestService service;
  private static Gateway gateway;

  @BeforeAll
  static void start() throws IOException {
    Path schema = Files.write(folder.resolve("raw.binpb"), Schemas.withRawBodies());
    service = new TestService();
    gateway =
        new Gateway(
            service.port(), "bluehub.upstreams.router.schema.descriptor-set=file:" + schema);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    service.close();
  }

  private static HttpBody body(String type, String text) {
    return HttpBody.newBuilder()
        .setContentType(type)
        .setData(ByteString.copyFromUtf8(text))
        .build();
  }

  private static Answer get(String path, TestService.Behaviour behaviour) {
    service.answering(behaviour);
    try (RawClient client = gateway.connect()) {
      return client.send("GET " + path + " HTTP/1.1\nHost: a\n\n").read();
    }
  }

  @Test
  void body_hasItsOwnTypeAndBytes() {
    Answer answer = get("/v1/raw/x", call -> call.reply(body("text/html; charset=utf-8", "<p>")));

    assertThat(answer.header("content-type")).isEqualTo("text/html; charset=utf-8");
    assertThat(answer.body()).isEqualTo("<p>");
  }

  @Test
  void body_withoutType_isBytes() {
    Answer answer = get("/v1/raw/x", call -> call.reply(body("", "abc")));

    assertThat(answer.header("content-type")).isEqualTo("application/octet-stream");
    assertThat(answer.body()).isEqualTo("abc");
  }

  @Test
  void body_withAHostileType_addsNoHeader() {
    Answer answer =
        get("/v1/raw/x", call -> call.reply(body("text/plain\r\nset-cookie: a=b", "abc")));

    assertThat(answer.header("set-cookie")).isNull();
    assertThat(answer.body()).isEqualTo("abc");
  }

  @Test
  void stream_isItsBytesWithTheFirstType() {
    Answer answer =
        get(
            "/v1/raws/x",
            call -> {
              call.send(body("text/csv", "a,b\n")).send(body("", "1,2\n")).end();
            });

    assertThat(answer.header("content-type")).isEqualTo("text/csv");
    assertThat(answer.body()).isEqualTo("a,b\n1,2\n");
  }

  @Test
  void stream_empty_isNoBytes() {
    Answer answer = get("/v1/raws/x", ServedCall::end);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void stream_thatFails_neverLooksComplete() {
    assertThatThrownBy(
            () ->
                get(
                    "/v1/raws/x",
                    call -> {
                      call.send(body("text/csv", "a,b\n"));
                      call.fail(Status.DATA_LOSS);
                    }))
        .hasMessageContaining("closed the connection");
  }
}
