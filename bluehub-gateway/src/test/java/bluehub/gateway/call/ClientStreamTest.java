package bluehub.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.RawClient;
import bluehub.gateway.fixture.RawClient.Answer;
import bluehub.gateway.fixture.Schemas;
import bluehub.gateway.fixture.ServedCall;
import bluehub.gateway.fixture.TestService;
import com.google.protobuf.StringValue;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams of requests with one response (rule 24). */
class ClientStreamTest {
  private static final String ARRAY =
      "POST /v1/collect/x HTTP/1.1\nHost: a\nContent-Type: application/json\n";
  private static final String LINES = ARRAY.replace("json", "x-ndjson");
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

  /** {@code test.Text} has the field that StringValue has, at the same number. */
  private static StringValue text(String text) {
    return StringValue.of(text);
  }

  /** Answers with the texts of all messages. */
  private static void collect(ServedCall call) throws Exception {
    List<String> texts = new ArrayList<>();
    for (StringValue next = call.take(StringValue.parser());
        next != null;
        next = call.take(StringValue.parser())) {
      texts.add(next.getValue());
    }
    call.reply(text(String.join("+", texts)));
  }

  private static Answer post(String head, String body) {
    try (RawClient client = gateway.connect()) {
      return client
          .sendExactly(
              (head + "Content-Length: " + body.length() + "\n\n").replace("\n", "\r\n") + body)
          .read();
    }
  }

  private static String chunk(String text) {
    return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
  }

  @Test
  void array_isAMessageForEachElement_andThePathIsTheFirsts() {
    service.streaming(ClientStreamTest::collect);

    Answer answer = post(ARRAY, "[{\"number\":1}, {\"text\":\"b\"},{\"text\":\"c\"}]");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"text\":\"x+b+c\"}");
  }

  @Test
  void lines_areAMessageEach() {
    service.streaming(ClientStreamTest::collect);

    Answer answer = post(LINES, "{}\n{\"text\":\"b\"}\r\n\n{\"text\":\"c\"}");

    assertThat(answer.body()).isEqualTo("{\"text\":\"x+b+c\"}");
  }

  @ParameterizedTest
  @CsvSource({"json,[]", "x-ndjson,''"})
  void stream_ofNothing_isAStreamWithoutAMessage(String type, String body) {
    service.streaming(ClientStreamTest::collect);

    assertThat(post(ARRAY.replace("json", type), body).body()).isEqualTo("{}");
  }

  @Test
  void rule_withoutABody_isAStreamOfOneMessage() throws IOException {
    Path file = Files.write(folder.resolve("s.binpb"), Schemas.withClientStream());
    service.streaming(ClientStreamTest::collect);
    try (Gateway other =
            new Gateway(
                service.port(), "bluehub.upstreams.router.schema.descriptor-set=file:" + file);
        RawClient client = other.connect()) {
      Answer answer = client.send("GET /v1/collect/y HTTP/1.1\nHost: a\n\n").read();

      assertThat(answer.body()).isEqualTo("{\"text\":\"y\"}");
    }
  }

  @ParameterizedTest
  @CsvSource({"collect", "talk"})
  void unknownFields_ofAllMessages_areToldByASettingThatLetsThemPass(String path) {
    service.streaming(ClientStreamTest::collect);
    String body = "[{\"x\":1},{},{\"y\":1,\"z\":2}]";
    try (Gateway lenient =
            new Gateway(service.port(), schema, "bluehub.transcoding.unknown-fields=warn");
        RawClient client = lenient.connect()) {
      String head = ARRAY.replace("collect/x", path + "/a?nope=1");
      String length = "Content-Length: " + body.length() + "\n\n";
      Answer answer = client.sendExactly((head + length).replace("\n", "\r\n") + body).read();

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("warning"))
          .isEqualTo("299 bluehub \"ignored unknown fields: nope, [0].x, [2].y, [2].z\"");
    }
  }

  @Test
  void message_isSentAsSoonAsItIsWhole() throws Exception {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    service.streaming(
        call -> {
          for (StringValue next = call.take(StringValue.parser());
              next != null;
              next = call.take(StringValue.parser())) {
            seen.add(next.getValue());
          }
          call.reply(text("end"));
        });
    try (RawClient client = gateway.connect()) {
      client.send(ARRAY + CHUNKED).sendExactly(chunk("[{}, {\"te"));
      assertThat(seen.poll(1, TimeUnit.MINUTES)).isEqualTo("x");
      client.sendExactly(chunk("xt\":\"b\"}"));
      assertThat(seen.poll(1, TimeUnit.MINUTES)).isEqualTo("b");
      client.sendExactly(chunk("]") + chunk(" ") + "0\r\n\r\n");

      assertThat(client.read().body()).isEqualTo("{\"text\":\"end\"}");
      assertThat(client.send(ARRAY + "Content-Length: 2\n\n[]").read().status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          json     | [{},~{},{"nope":1}]   | [2].nope | 2:5
          json     | [{},{"number":"a"}]   | [1].number | 1:15
          json     | [{},{}                | ''       | 1:7
          json     | [{},{}] []            | ''       | 1:9
          json     | {}                    | ''       | 1:1
          x-ndjson | {}~{"text":1}~        | [1].text | 2:9
          """)
  void fault_inTheMiddle_is400WithThePlace_andCancels(
      String type, String body, String field, String place) throws Exception {
    try (TestService own = new TestService();
        Gateway other = new Gateway(own.port(), schema);
        RawClient client = other.connect()) {
      own.streaming(ServedCall::awaitCancelled);
      String text = body.replace('~', '\n');
      client.send(ARRAY.replace("json", type) + "Content-Length: " + text.length() + "\n\n");
      ServedCall call = own.takeCall();
      Answer answer = client.sendExactly(text).read();

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).contains(place).contains(field);
      call.awaitCancelled();
    }
  }

  @Test
  void contentType_ofNoStream_is415BeforeTheCall() throws Exception {
    try (TestService own = new TestService();
        Gateway other = new Gateway(own.port(), schema);
        RawClient client = other.connect()) {
      Answer answer =
          client
              .send(ARRAY.replace("application/json", "text/csv") + "Content-Length: 9\n\n")
              .read();

      assertThat(answer.status()).isEqualTo(415);
      assertThat(answer.body()).contains("text/csv").contains("x-ndjson");
      assertThat(own.wasCalled()).isFalse();
    }
  }

  @Test
  void query_thatTheMethodDoesNotTake_is400BeforeTheCall() throws Exception {
    try (TestService own = new TestService();
        Gateway other = new Gateway(own.port(), schema);
        RawClient client = other.connect()) {
      Answer answer =
          client.send(ARRAY.replace("/x", "/x?nope=1") + "Content-Length: 9\n\n").read();

      assertThat(answer.status()).isEqualTo(400);
      assertThat(own.wasCalled()).isFalse();
    }
  }

  @Test
  void message_overTheLimit_is413_butTheStreamMayBeLonger() throws Exception {
    service.streaming(ClientStreamTest::collect);
    try (Gateway other = new Gateway(service.port(), schema, "bluehub.http.limits.max-body=64B");
        RawClient client = other.connect()) {
      String many = "{}\n".repeat(1_000);
      assertThat(client.send(LINES + "Content-Length: 3000\n\n").sendExactly(many).read().status())
          .isEqualTo(200);
      String big = "{\"text\":\"" + "y".repeat(64);
      Answer answer = client.send(LINES + CHUNKED).sendExactly(chunk("{}\n" + big)).read();
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.body()).contains("64 bytes");
    }
  }

  @Test
  void error_beforeTheBodysEnd_isAnsweredAtOnce() throws Exception {
    service.streaming(
        call -> {
          call.take();
          call.fail(Status.PERMISSION_DENIED.withDescription("no more"));
        });
    try (RawClient client = gateway.connect()) {
      Answer answer = client.send(ARRAY + CHUNKED).sendExactly(chunk("[{},")).read();

      assertThat(answer.status()).isEqualTo(403);
      // What is left of the body is not taken for another request.
      client.sendExactly(chunk("{}]") + "0\r\n\r\n");
      assertThat(client.send("GET /nope HTTP/1.1\nHost: a\n\n").read().status()).isEqualTo(404);
    }
  }

  @Test
  void answer_beforeTheBodysEnd_isTaken() throws Exception {
    service.streaming(call -> call.reply(text("early")));
    try (RawClient client = gateway.connect()) {
      Answer answer = client.send(ARRAY + CHUNKED).read();

      assertThat(answer.body()).isEqualTo("{\"text\":\"early\"}");
    }
  }

  @Test
  void body_thatStops_is408AndCancels() throws Exception {
    try (TestService own = new TestService();
        Gateway other = new Gateway(own.port(), schema, "bluehub.http.timeouts.body=50ms");
        RawClient client = other.connect()) {
      own.streaming(ServedCall::awaitCancelled);
      client.send(ARRAY + CHUNKED).sendExactly(chunk("[{},"));
      own.takeCall().awaitCancelled();

      assertThat(client.read().status()).isEqualTo(408);
    }
  }

  @Test
  void chunks_thatAreMalformed_are400AndCancel() throws Exception {
    try (TestService own = new TestService();
        Gateway other = new Gateway(own.port(), schema);
        RawClient client = other.connect()) {
      own.streaming(ServedCall::awaitCancelled);
      client.send(ARRAY + CHUNKED);
      ServedCall call = own.takeCall();
      Answer answer = client.sendExactly(chunk("[{},") + "xyz\r\n").read();

      assertThat(answer.status()).isEqualTo(400);
      call.awaitCancelled();
    }
  }

  @Test
  void deadline_whileTheBodyComes_is504() throws Exception {
    try (TestService own = new TestService();
        Gateway other = new Gateway(own.port(), schema);
        RawClient client = other.connect()) {
      own.streaming(ServedCall::awaitCancelled);
      Answer answer =
          client.send(ARRAY + "Grpc-Timeout: 100m\n" + CHUNKED).sendExactly(chunk("[{},")).read();

      assertThat(answer.status()).isEqualTo(504);
    }
  }

  @Test
  void expectation_isMetOnceTheHeadIsInOrder() throws Exception {
    service.streaming(ClientStreamTest::collect);
    try (RawClient client = gateway.connect()) {
      client.send(ARRAY + "Expect: 100-continue\nContent-Length: 4\n\n");
      assertThat(client.read().status()).isEqualTo(100);
      assertThat(client.sendExactly("[{}]").read().body()).isEqualTo("{\"text\":\"x\"}");
    }
  }

  @Test
  void expectation_isNotMetWhenNoTimeIsLeft() {
    try (RawClient client = gateway.connect()) {
      client.send(ARRAY + "Grpc-Timeout: 0n\nExpect: 100-continue\nContent-Length: 4\n\n");

      assertThat(client.read().status()).isEqualTo(504);
      assertThat(client.closedByServer()).isTrue();
    }
  }

  @Test
  void service_thatIsAbsent_is503() throws Exception {
    TestService gone = new TestService();
    gone.close();
    try (Gateway other = new Gateway(gone.port(), schema);
        RawClient client = other.connect()) {
      assertThat(client.send(ARRAY + CHUNKED).sendExactly(chunk("[{},")).read().status())
          .isEqualTo(503);
    }
  }

  @Test
  void service_thatSendsTwoResponses_is500() {
    service.streaming(call -> call.send(text("a")).send(text("b")).end());

    assertThat(post(ARRAY, "[{}]").status()).isEqualTo(500);
  }
}
