package bluehub.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.RawClient;
import bluehub.gateway.fixture.RawClient.Answer;
import bluehub.gateway.fixture.Schemas;
import bluehub.gateway.fixture.ServedCall;
import bluehub.gateway.fixture.TestService;
import com.google.protobuf.StringValue;
import io.grpc.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Streams in both directions on HTTP/1.1 (rule 24): the answer begins as soon as the service has
 * something to say, while the body still comes (RFC 9112 §9.3 does not forbid it).
 */
class BidiStreamTest {
  private static final String TALK =
      "POST /v1/talk/x HTTP/1.1\nHost: a\nContent-Type: application/x-ndjson\n";
  private static final String CHUNKED = "Transfer-Encoding: chunked\n\n";

  @TempDir private static Path folder;

  private static String schema;
  private static TestService service;
  private static Gateway gateway;

  @BeforeAll
  static void start() throws IOException {
    Path file = Files.write(folder.resolve("streams.binpb"), Schemas.withStreams());
    schema = "bluehub.upstreams.router.schema.descriptor-set=file:" + file;
    service = new TestService();
    gateway = new Gateway(service.port(), schema);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    service.close();
  }

  private static void echo(ServedCall call) throws Exception {
    for (StringValue next = call.take(StringValue.parser());
        next != null;
        next = call.take(StringValue.parser())) {
      call.send(next);
    }
    call.end();
  }

  private static String chunk(String text) {
    return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
  }

  private static void skipHead(RawClient client) throws IOException {
    assertThat(client.line()).isEqualTo("HTTP/1.1 200 OK");
    String line;
    do {
      line = client.line();
    } while (!line.isEmpty());
  }

  private static String read(RawClient client) throws IOException {
    return new String(client.chunk(), StandardCharsets.UTF_8);
  }

  @Test
  void messages_goBothWays_whileTheBodyStillComes() throws Exception {
    service.streaming(BidiStreamTest::echo);
    try (RawClient client = gateway.connect()) {
      client.send(TALK + CHUNKED).sendExactly(chunk("{}\n"));
      skipHead(client);
      assertThat(read(client)).isEqualTo("{\"text\":\"x\"}\n");
      for (String text : new String[] {"a", "b", "c"}) {
        String line = "{\"text\":\"" + text + "\"}\n";
        client.sendExactly(chunk(line));
        assertThat(read(client)).isEqualTo(line);
      }
      client.sendExactly("0\r\n\r\n");
      assertThat(client.chunk()).isEmpty();

      assertThat(client.send("GET /nope HTTP/1.1\nHost: a\n\n").read().status()).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          -                 | application/x-ndjson | {"text":"x"}~{"text":"b"}~
          */*               | application/x-ndjson | {"text":"x"}~{"text":"b"}~
          application/json  | application/json     | [{"text":"x"},{"text":"b"}]
          text/event-stream | text/event-stream    | data: {"text":"x"}~~data: {"text":"b"}~~
          """)
  void answer_hasTheFormThatTheClientTakes_elseThatOfItsRequest(
      String accept, String type, String body) {
    service.streaming(BidiStreamTest::echo);
    String text = "{}\n{\"text\":\"b\"}\n";
    try (RawClient client = gateway.connect()) {
      Answer answer =
          client
              .send(
                  TALK
                      + (accept == null ? "" : "Accept: " + accept + "\n")
                      + "Content-Length: %d\n\n".formatted(text.length()))
              .sendExactly(text)
              .read();

      assertThat(answer.header("content-type")).isEqualTo(type);
      assertThat(answer.body()).isEqualTo(body.replace('~', '\n'));
    }
  }

  @Test
  void service_thatSpeaksFirst_isHeardBeforeTheBody() throws Exception {
    service.streaming(
        call -> {
          call.send(StringValue.of("welcome"));
          call.take();
          call.end();
        });
    try (RawClient client = gateway.connect()) {
      client.send(TALK + CHUNKED);
      skipHead(client);
      assertThat(read(client)).isEqualTo("{\"text\":\"welcome\"}\n");
      client.sendExactly(chunk("{}\n") + "0\r\n\r\n");
      assertThat(client.chunk()).isEmpty();
    }
  }

  @Test
  void service_thatRefusesAtOnce_isHeardBeforeTheBody() {
    service.streaming(call -> call.fail(Status.UNAUTHENTICATED));
    try (RawClient client = gateway.connect()) {
      assertThat(client.send(TALK + CHUNKED).read().status()).isEqualTo(401);
    }
  }

  @Test
  void fault_afterTheHead_isTheLastRecord_andCancels() throws Exception {
    service.streaming(BidiStreamTest::echo);
    try (RawClient client = gateway.connect()) {
      client.send(TALK + CHUNKED).sendExactly(chunk("{}\n"));
      skipHead(client);
      assertThat(read(client)).isEqualTo("{\"text\":\"x\"}\n");
      client.sendExactly(chunk("{\"nope\":1}\n"));

      assertThat(read(client))
          .startsWith("{\"error\":{\"code\":3,\"message\":\"[1].nope")
          .contains("2:2")
          .contains("google.rpc.BadRequest");
      assertThat(client.chunk()).isEmpty();
    }
  }

  @Test
  void error_inTheMiddle_isTheLastRecord() throws Exception {
    service.streaming(
        call -> {
          call.send(StringValue.of("a"));
          call.take();
          call.fail(Status.ABORTED.withDescription("enough"));
        });
    try (RawClient client = gateway.connect()) {
      client.send(TALK + CHUNKED).sendExactly(chunk("{}\n"));
      Answer answer = client.read();

      assertThat(answer.body())
          .isEqualTo("{\"text\":\"a\"}\n{\"error\":{\"code\":10,\"message\":\"enough\"}}\n");
    }
  }

  /** Between two messages of a talk any time may pass: no time-out for slow bodies runs. */
  @Test
  void body_thatPauses_isWaitedForOnceTheAnswerHasBegun() throws Exception {
    try (TestService own = new TestService();
        Gateway other = new Gateway(own.port(), schema, "bluehub.http.timeouts.body=500ms");
        RawClient idle = other.connect();
        RawClient client = other.connect()) {
      own.streaming(BidiStreamTest::echo);
      client.send(TALK + CHUNKED).sendExactly(chunk("{}\n"));
      skipHead(client);
      read(client);
      // Another connection runs into the same time-out, which shows that it has passed.
      assertThat(idle.send(TALK + CHUNKED).read().status()).isEqualTo(408);
      client.sendExactly(chunk("{\"text\":\"b\"}\n") + "0\r\n\r\n");

      assertThat(read(client)).isEqualTo("{\"text\":\"b\"}\n");
    }
  }

  @Test
  void rawStream_thatFails_neverLooksComplete() {
    service.streaming(
        call -> {
          call.send(StringValue.of("type"));
          call.take();
          call.fail(Status.DATA_LOSS);
        });
    assertThatThrownBy(
            () -> {
              try (RawClient client = gateway.connect()) {
                client.send(TALK.replace("/talk/x", "/pipe") + "Content-Length: 1\n\na").read();
              }
            })
        .hasMessageContaining("closed the connection");
  }
}
