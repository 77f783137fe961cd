package bluehub.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.example.v1.SayHelloRequest;
import bluehub.example.v1.SayHelloResponse;
import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.RawClient;
import bluehub.gateway.fixture.RawClient.Answer;
import bluehub.gateway.fixture.ServedCall;
import bluehub.gateway.fixture.TestService;
import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.BadRequest;
import com.google.rpc.RetryInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of the answers that a gRPC server can give to a unary call. */
class UnaryCallTest {
  private static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);
  private static final String GET = "GET /v1/example/sayhello/x HTTP/1.1\nHost: a\n";

  private static TestService service;
  private static Gateway gateway;

  @BeforeAll
  static void start() {
    service = new TestService();
    gateway = new Gateway(service.port(), "bluehub.upstreams.router.max-message=64KB");
  }

  @AfterAll
  static void stop() {
    gateway.close();
    service.close();
  }

  private static Answer get(TestService.Behaviour behaviour) {
    service.answering(behaviour);
    try (RawClient client = gateway.connect()) {
      return client.send(GET + "\n").read();
    }
  }

  private static SayHelloResponse hello(String message) {
    return SayHelloResponse.newBuilder().setMessage(message).build();
  }

  @Test
  void reply_isAnsweredAsJson() {
    Answer answer =
        get(call -> call.reply(hello("to " + call.request(SayHelloRequest.parser()).getName())));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"message\":\"to x\"}");
  }

  @Test
  void reply_large_isAnsweredWhole() {
    String message = "y".repeat(60_000);

    assertThat(get(call -> call.reply(hello(message))).body())
        .isEqualTo("{\"message\":\"" + message + "\"}");
  }

  @Test
  void reply_compressed_isAnswered() {
    String message = "z".repeat(50_000);

    assertThat(get(call -> call.compress().reply(hello(message))).body())
        .isEqualTo("{\"message\":\"" + message + "\"}");
  }

  @Test
  void reply_largerThanTaken_is500() {
    Answer answer = get(call -> call.reply(hello("y".repeat(70_000))));

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.body())
        .isEqualTo(
            "{\"code\":13,\"message\":\"The service's answer is larger than the gateway takes.\"}");
  }

  @ParameterizedTest
  @EnumSource(value = Status.Code.class, mode = EnumSource.Mode.EXCLUDE, names = "OK")
  void error_ofEachCode_hasItsHttpStatusAndMessage(Status.Code code) {
    Answer answer = get(call -> call.fail(code.toStatus().withDescription("as it is: 平沢")));

    assertThat(answer.status())
        .isEqualTo(bluehub.transcoder.fault.Code.of(code.value()).httpStatus());
    assertThat(answer.body())
        .isEqualTo("{\"code\":" + code.value() + ",\"message\":\"as it is: 平沢\"}");
  }

  @Test
  void error_afterHeadersAndMessage_isStillAnError() {
    Answer answer =
        get(
            call -> {
              call.send(hello("too early"));
              call.fail(Status.ABORTED.withDescription("late"));
            });

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.body()).isEqualTo("{\"code\":10,\"message\":\"late\"}");
  }

  @Test
  void error_withDetails_hasThemAsJson() {
    BadRequest violation =
        BadRequest.newBuilder()
            .addFieldViolations(
                BadRequest.FieldViolation.newBuilder().setField("name").setDescription("empty"))
            .build();
    Metadata trailers = new Metadata();
    trailers.put(
        DETAILS,
        com.google.rpc.Status.newBuilder()
            .setCode(3)
            .setMessage("bad")
            .addDetails(Any.pack(violation))
            .build()
            .toByteArray());

    Answer answer =
        get(call -> call.fail(Status.INVALID_ARGUMENT.withDescription("bad"), trailers));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body())
        .isEqualTo(
            "{\"code\":3,\"message\":\"bad\",\"details\":[{"
                + "\"@type\":\"type.googleapis.com/google.rpc.BadRequest\","
                + "\"fieldViolations\":[{\"field\":\"name\",\"description\":\"empty\"}]}]}");
  }

  @Test
  void error_withRetryInfo_hasRetryAfter() {
    RetryInfo retry =
        RetryInfo.newBuilder().setRetryDelay(Duration.newBuilder().setSeconds(7)).build();
    Metadata trailers = new Metadata();
    trailers.put(
        DETAILS,
        com.google.rpc.Status.newBuilder()
            .setCode(14)
            .addDetails(Any.pack(retry))
            .build()
            .toByteArray());

    Answer answer = get(call -> call.fail(Status.UNAVAILABLE, trailers));

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("retry-after")).isEqualTo("7");
  }

  @Test
  void error_withDetailsThatAreNone_isNotLost() {
    Metadata trailers = new Metadata();
    trailers.put(DETAILS, new byte[] {(byte) 0xff, 1, 2});

    Answer answer = get(call -> call.fail(Status.NOT_FOUND.withDescription("gone"), trailers));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).startsWith("{\"code\":5,\"message\":\"gone\"");
  }

  @Test
  void ok_withoutMessage_is500() {
    Answer answer = get(ServedCall::end);

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.body()).contains("sent no response");
  }

  @Test
  void ok_withTwoMessages_is500() {
    Answer answer = get(call -> call.send(hello("1")).send(hello("2")).end());

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.body()).contains("more than one response");
  }

  @Test
  void message_thatIsNone_is500() {
    Answer answer = get(call -> call.sendBytes(new byte[] {10, 100, 1}).end());

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.body()).contains("does not fit its schema");
  }

  @Test
  void responseMetadata_becomesHeaders() {
    Metadata metadata = new Metadata();
    metadata.put(Metadata.Key.of("x-answer", Metadata.ASCII_STRING_MARSHALLER), "42");
    metadata.put(
        Metadata.Key.of("x-raw-bin", Metadata.BINARY_BYTE_MARSHALLER), new byte[] {'\r', '\n', 1});
    metadata.put(Metadata.Key.of("content-length", Metadata.ASCII_STRING_MARSHALLER), "1");

    Answer answer = get(call -> call.begin(metadata).reply(hello("x")));

    assertThat(answer.header("x-answer")).isEqualTo("42");
    assertThat(answer.header("x-raw-bin")).isEqualTo("DQoB");
    assertThat(answer.header("content-length")).isEqualTo("15");
    assertThat(answer.fields()).noneMatch(field -> field.startsWith("grpc-"));
  }

  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  @Test
  void requestHeaders_becomeMetadata() throws Exception {
    service.answering(call -> call.reply(hello("x")));
    try (RawClient client = gateway.connect()) {
      client
          .send(
              GET
                  + "X-Custom: 1\nx-custom: 2\nX-Raw-Bin: AQID\nAuthorization: Bearer t\n"
                  + "X-Request-Id: id-7\nTraceparent: "
                  + TRACE
                  + "\nConnection: X-Hop\nX-Hop: no\n"
                  + "TE: trailers\nGrpc-Encoding: gzip\nKeep-Alive: 3\nX-Odd!: no\n\n")
          .read();
    }
    ServedCall call = takeLast();

    Metadata headers = call.headers();
    assertThat(headers.getAll(Metadata.Key.of("x-custom", Metadata.ASCII_STRING_MARSHALLER)))
        .containsExactly("1", "2");
    assertThat(headers.get(Metadata.Key.of("x-raw-bin", Metadata.BINARY_BYTE_MARSHALLER)))
        .containsExactly(1, 2, 3);
    assertThat(call.header("authorization")).isEqualTo("Bearer t");
    assertThat(call.header("x-request-id")).isEqualTo("id-7");
    assertThat(call.header("traceparent")).isEqualTo(TRACE);
    assertThat(headers.keys())
        .doesNotContain("x-hop", "host", "keep-alive", "grpc-encoding", "connection", "x-odd!");
  }

  private static ServedCall takeLast() throws InterruptedException {
    ServedCall call = service.takeCall();
    while (service.wasCalled()) {
      call = service.takeCall();
    }
    return call;
  }

  @Test
  void binaryHeader_thatIsNoBase64_is400() {
    try (RawClient client = gateway.connect()) {
      Answer answer = client.send(GET + "X-Raw-Bin: %%\n\n").read();

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).contains("x-raw-bin");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Grpc-Timeout: 50m",
    "Grpc-Timeout: 50000u",
    "X-Request-Timeout: 0.05",
    "X-Request-Timeout: 0"
  })
  void timeout_ofTheClient_is504(String header) throws Exception {
    service.answering(call -> {});
    try (RawClient client = gateway.connect()) {
      Answer answer = client.send(GET + header + "\n\n").read();

      assertThat(answer.status()).isEqualTo(504);
      assertThat(answer.body())
          .isEqualTo("{\"code\":4,\"message\":\"The service did not answer in time.\"}");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Grpc-Timeout: soon",
    "Grpc-Timeout: S",
    "Grpc-Timeout: 123456789S",
    "Grpc-Timeout: 1s",
    "X-Request-Timeout: -1",
    "X-Request-Timeout: 1s",
    "X-Request-Timeout: .5",
    "X-Request-Timeout: 1."
  })
  void timeout_malformed_is400(String header) {
    try (RawClient client = gateway.connect()) {
      assertThat(client.send(GET + header + "\n\n").read().status()).isEqualTo(400);
    }
  }

  @Test
  void client_thatLeaves_cancelsTheCall() throws Exception {
    try (TestService own = new TestService().answering(call -> {});
        Gateway other = new Gateway(own.port())) {
      ServedCall call;
      try (RawClient client = other.connect()) {
        client.send(GET + "\n");
        call = own.takeCall();
      }
      call.awaitCancelled();
      assertThat(other.takeRecord().httpStatus()).isEqualTo(499);
    }
  }

  @Test
  void client_thatResets_cancelsTheCall() throws Exception {
    try (TestService own = new TestService().answering(call -> {});
        Gateway other = new Gateway(own.port());
        RawClient client = other.connect()) {
      client.send(GET + "\n");
      ServedCall call = own.takeCall();
      client.reset();
      call.awaitCancelled();
    }
  }

  @Test
  void record_ofACall_tellsWhatHappened() throws Exception {
    try (TestService own = new TestService().answering(call -> call.reply(hello("y")));
        Gateway watched = new Gateway(own.port());
        RawClient client = watched.connect()) {
      client.send(GET + "X-Request-Id: r-1\n\n").read();
      CallObserver.CallRecord record = watched.takeRecord();

      assertThat(record.requestId()).isEqualTo("r-1");
      assertThat(record.path()).isEqualTo("/v1/example/sayhello/x");
      assertThat(record.rpc()).isEqualTo("bluehub.example.v1.HelloWorldService/SayHello");
      assertThat(record.httpStatus()).isEqualTo(200);
      assertThat(record.sent()).isEqualTo(15);
      assertThat(watched.inFlight()).isZero();
    }
  }
}
