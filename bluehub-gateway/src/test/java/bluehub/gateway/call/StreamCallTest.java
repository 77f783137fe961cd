package bluehub.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.example.v1.StreamGreetingsResponse;
import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.RawClient;
import bluehub.gateway.fixture.RawClient.Answer;
import bluehub.gateway.fixture.ServedCall;
import bluehub.gateway.fixture.TestService;
import io.grpc.Metadata;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Server streams in their three forms, their ends, and what happens when nobody reads. */
class StreamCallTest {
  private static final String GET = "GET /v1/example/greetings/x HTTP/1.1\nHost: a\n";

  private static TestService service;
  private static Gateway gateway;

  @BeforeAll
  static void start() {
    service = new TestService();
    gateway = new Gateway(service.port());
  }

  @AfterAll
  static void stop() {
    gateway.close();
    service.close();
  }

  private static StreamGreetingsResponse greeting(int number) {
    return StreamGreetingsResponse.newBuilder().setNumber(number).build();
  }

  private static Answer get(String accept, TestService.Behaviour behaviour) {
    service.answering(behaviour);
    try (RawClient client = gateway.connect()) {
      return client.send(GET + "Accept: " + accept + "\n\n").read();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          */*                  | application/json     | [{"number":1},{"number":2}]
          application/json     | application/json     | [{"number":1},{"number":2}]
          application/x-ndjson | application/x-ndjson | {"number":1}~{"number":2}~
          text/event-stream    | text/event-stream    | data: {"number":1}~~data: {"number":2}~~
          """)
  void stream_inTheFormThatTheClientTakes(String accept, String type, String body) {
    Answer answer = get(accept, call -> call.send(greeting(1)).send(greeting(2)).end());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualTo(type);
    assertThat(answer.header("transfer-encoding")).isEqualTo("chunked");
    assertThat(answer.body()).isEqualTo(body.replace('~', '\n'));
  }

  @ParameterizedTest
  @CsvSource({"application/json,[]", "application/x-ndjson,''", "text/event-stream,''"})
  void stream_empty_hasItsType(String type, String body) {
    Answer answer = get(type, ServedCall::end);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualTo(type);
    assertThat(answer.body()).isEqualTo(body);
  }

  @Test
  void unknownFields_areToldByASettingThatLetsThemPass() {
    service.answering(call -> call.send(greeting(1)).end());
    try (Gateway lenient = new Gateway(service.port(), "bluehub.transcoding.unknown-fields=warn");
        RawClient client = lenient.connect()) {
      Answer answer = client.send(GET.replace(" HTTP", "?nope=1 HTTP") + "\n").read();

      assertThat(answer.header("warning"))
          .isEqualTo("299 bluehub \"ignored unknown fields: nope\"");
      assertThat(answer.body()).isEqualTo("[{\"number\":1}]");
    }
  }

  @Test
  void error_beforeTheFirstMessage_hasItsHttpStatus() {
    Answer answer =
        get("text/event-stream", call -> call.fail(Status.NOT_FOUND.withDescription("none")));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("content-type")).isEqualTo("application/json");
    assertThat(answer.body()).isEqualTo("{\"code\":5,\"message\":\"none\"}");
  }

  @Test
  void error_afterHeadersAlone_hasItsHttpStatus() {
    Answer answer =
        get(
            "application/json",
            call -> call.begin(new Metadata()).fail(Status.NOT_FOUND.withDescription("none")));

    assertThat(answer.status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          application/json     | [{"number":1},{"error":{"code":15,"message":"lost"}}
          application/x-ndjson | {"number":1}~{"error":{"code":15,"message":"lost"}}~
          """)
  void error_inTheMiddle_endsWithARecordThatIsNoData(String type, String body) {
    Answer answer =
        get(
            type,
            call -> {
              call.send(greeting(1));
              call.fail(Status.DATA_LOSS.withDescription("lost"));
            });

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().replaceAll("\\]$", "")).isEqualTo(body.replace('~', '\n'));
  }

  @Test
  void error_inTheMiddleOfEvents_isAnErrorEvent() {
    Answer answer =
        get(
            "text/event-stream",
            call -> {
              call.send(greeting(1));
              call.fail(Status.DATA_LOSS.withDescription("lost"));
            });

    assertThat(answer.body()).startsWith("data: {\"number\":1}\n\nevent: error\n");
  }

  @Test
  void message_isSentAsItComes() throws Exception {
    CompletableFuture<Void> seen = new CompletableFuture<>();
    service.answering(
        call -> {
          call.send(greeting(1));
          var _ = seen.thenRun(() -> call.send(greeting(2)).end());
        });
    try (RawClient client = gateway.connect()) {
      client.send(GET + "Accept: application/x-ndjson\n\n");
      String line;
      do {
        line = client.line();
      } while (!line.isEmpty());
      assertThat(client.chunk()).asString(StandardCharsets.UTF_8).isEqualTo("{\"number\":1}\n");
      seen.complete(null);
      assertThat(client.chunk()).asString(StandardCharsets.UTF_8).isEqualTo("{\"number\":2}\n");
      assertThat(client.chunk()).isEmpty();
    }
  }

  @Test
  void connection_goesOnAfterAStream() {
    service.answering(call -> call.send(greeting(1)).end());
    try (RawClient client = gateway.connect()) {
      for (int i = 0; i < 3; i++) {
        assertThat(client.send(GET + "\n").read().body()).isEqualTo("[{\"number\":1}]");
      }
    }
  }

  @Test
  void http10_getsTheStreamWithoutChunks() {
    service.answering(call -> call.send(greeting(1)).send(greeting(2)).end());
    try (RawClient client = gateway.connect()) {
      Answer answer =
          client.send("GET /v1/example/greetings/x HTTP/1.0\nConnection: keep-alive\n\n").read();

      assertThat(answer.header("transfer-encoding")).isNull();
      assertThat(answer.header("connection")).isEqualTo("close");
      assertThat(answer.body()).isEqualTo("[{\"number\":1},{\"number\":2}]");
    }
  }

  @Test
  void head_answersTheHeadAndCancelsTheCall() throws Exception {
    service.answering(call -> call.send(greeting(1)));
    try (RawClient client = gateway.connect()) {
      Answer answer = client.send("HEAD /v1/example/greetings/x HTTP/1.1\nHost: a\n\n").readHead();

      assertThat(answer.status()).isEqualTo(200);
      takeLast().awaitCancelled();
      assertThat(client.send("GET /nope HTTP/1.1\nHost: a\n\n").read().status()).isEqualTo(404);
    }
  }

  private static ServedCall takeLast() throws InterruptedException {
    ServedCall call = service.takeCall();
    while (service.wasCalled()) {
      call = service.takeCall();
    }
    return call;
  }

  @Test
  void client_thatLeaves_cancelsTheCall() throws Exception {
    try (TestService own = new TestService().answering(call -> call.send(greeting(1)));
        Gateway other = new Gateway(own.port())) {
      ServedCall call;
      try (RawClient client = other.connect()) {
        client.send(GET + "Accept: application/x-ndjson\n\n");
        assertThat(client.line()).isEqualTo("HTTP/1.1 200 OK");
        call = own.takeCall();
      }
      call.awaitCancelled();
    }
  }

  @Test
  void deadline_inTheMiddle_endsWithAnError() {
    service.answering(call -> call.send(greeting(1)));
    try (RawClient client = gateway.connect()) {
      Answer answer = client.send(GET + "Grpc-Timeout: 200m\n\n").read();

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).startsWith("[{\"number\":1},{\"error\":{\"code\":4,");
    }
  }

  /** Far more than all buffers on the way hold; the service must be told to wait. */
  @Test
  void client_thatDoesNotRead_stopsTheService() throws Exception {
    int messages = 3_000;
    StreamGreetingsResponse big =
        StreamGreetingsResponse.newBuilder().setMessage("z".repeat(32 * 1024)).build();
    AtomicInteger sent = new AtomicInteger();
    CompletableFuture<ServedCall> stopped = new CompletableFuture<>();
    CompletableFuture<Void> go = new CompletableFuture<>();
    TestService.Behaviour behaviour =
        call ->
            Thread.ofVirtual()
                .start(
                    () -> {
                      while (sent.get() < messages) {
                        if (!call.ready()) {
                          stopped.complete(call);
                          go.join();
                          awaitReady(call);
                        }
                        call.send(big);
                        sent.incrementAndGet();
                      }
                      call.end();
                    });
    try (TestService own = new TestService().answering(behaviour);
        Gateway other = new Gateway(own.port());
        RawClient client = other.connect()) {
      client.send(GET + "Accept: application/x-ndjson\n\n");
      stopped.get(1, TimeUnit.MINUTES);
      assertThat(sent.get()).isLessThan(messages);
      go.complete(null);
      Answer answer = client.read();

      assertThat(answer.body().lines().count()).isEqualTo(messages);
    }
  }

  @Test
  void client_thatNeverReads_isCutOff() throws Exception {
    StreamGreetingsResponse big =
        StreamGreetingsResponse.newBuilder().setMessage("z".repeat(32 * 1024)).build();
    TestService.Behaviour behaviour =
        call ->
            Thread.ofVirtual()
                .start(
                    () -> {
                      while (!call.isCancelled()) {
                        if (call.ready()) {
                          call.send(big);
                        }
                        Thread.onSpinWait();
                      }
                    });
    try (TestService own = new TestService().answering(behaviour);
        Gateway other = new Gateway(own.port(), "bluehub.http.timeouts.write=100ms");
        RawClient client = other.connect()) {
      client.send(GET + "\n");
      own.takeCall().awaitCancelled();
      assertThat(other.takeRecord().httpStatus()).isEqualTo(499);
    }
  }

  private static void awaitReady(ServedCall call) {
    try {
      call.awaitReady();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
