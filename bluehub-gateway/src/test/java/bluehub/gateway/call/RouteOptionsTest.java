package bluehub.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import bluehub.example.v1.Card;
import bluehub.example.v1.OrderCardsRequest;
import bluehub.example.v1.OrderCardsResponse;
import bluehub.example.v1.SayHelloRequest;
import bluehub.example.v1.SayHelloResponse;
import bluehub.example.v1.StreamGreetingsResponse;
import bluehub.gateway.api.SchemaState;
import bluehub.gateway.api.SchemaState.Status;
import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.RawClient;
import bluehub.gateway.fixture.RawClient.Answer;
import bluehub.gateway.fixture.ServedCall;
import bluehub.gateway.fixture.TestService;
import bluehub.gateway.settings.OperatorFault;
import com.google.protobuf.Message;
import io.grpc.Metadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What one file says of single routes. */
@ExtendWith(OutputCaptureExtension.class)
class RouteOptionsTest {
  private static final String HELLO = "/v1/example/sayhello/x HTTP/1.1\nHost: a\n";
  private static final String PAGE = "Origin: https://a.example\n";

  @TempDir private Path folder;
  private TestService service;
  private @Nullable Gateway gateway;

  @BeforeEach
  void listen() {
    service = new TestService();
  }

  @AfterEach
  void close() {
    if (gateway != null) {
      gateway.close();
    }
    service.close();
  }

  /** As a ConfigMap is replaced: at once. */
  private void write(String options) throws IOException {
    Path next = Files.writeString(folder.resolve("next.yaml"), options);
    Files.move(
        next,
        folder.resolve("routes.yaml"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private void start(String options, String... settings) throws IOException {
    write(options);
    String[] all = new String[settings.length + 2];
    System.arraycopy(settings, 0, all, 2, settings.length);
    all[0] = "bluehub.route-options=" + folder.resolve("routes.yaml").toUri();
    all[1] = "bluehub.upstreams.router.schema.poll=10ms";
    gateway = new Gateway(service.port(), all);
  }

  private Gateway gateway() {
    return Objects.requireNonNull(gateway);
  }

  private void answer(Message message) {
    service.answering(call -> call.reply(message));
  }

  private Answer send(String text) {
    try (RawClient client = gateway().connect()) {
      return client.send(text).read();
    }
  }

  private Answer post(String body, String... fields) {
    return send(
        "POST /v1/example/cards HTTP/1.1\nHost: a\nContent-Type: application/json\n"
            + String.join("", fields)
            + "Content-Length: "
            + body.length()
            + "\n\n"
            + body);
  }

  @Test
  void created_withLocation_tellsWhereItIs() throws IOException {
    start(
        """
        routes:
        - rpc: bluehub.example.v1.HelloWorldService/SayHello
          success-status: 201
          location: /v1/{message}/card
        """);
    answer(SayHelloResponse.newBuilder().setMessage("shelves/1/größe ?").build());
    Answer answer = send("GET " + HELLO + "\n");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("location")).isEqualTo("/v1/shelves/1/gr%C3%B6%C3%9Fe%20%3F/card");
    assertThat(answer.header("content-type")).isEqualTo("application/json");
  }

  @Test
  void created_fieldUnset_hasNoLocation() throws IOException {
    start(
        "routes: [{http: POST /v1/example/cards, success-status: 201, location: '/v1/{order_number}'}]");
    answer(OrderCardsResponse.getDefaultInstance());
    Answer without = post("{}");
    answer(OrderCardsResponse.newBuilder().setOrderNumber(-7).build());
    Answer with = post("{}");

    assertThat(without.status()).isEqualTo(201);
    assertThat(without.header("location")).isNull();
    assertThat(with.header("location")).isEqualTo("/v1/-7");
  }

  @Test
  void noContent_emptyAnswer_hasNoBody() throws IOException {
    start("routes: [{success-status: 204}]");
    answer(SayHelloResponse.getDefaultInstance());
    Answer empty = send("GET " + HELLO + "\n");
    answer(SayHelloResponse.newBuilder().setMessage("y").build());
    Answer full = send("GET " + HELLO + "\n");

    assertThat(empty.status()).isEqualTo(204);
    assertThat(empty.body()).isEmpty();
    assertThat(empty.header("content-type")).isNull();
    assertThat(full.status()).isEqualTo(200);
    assertThat(full.body()).isEqualTo("{\"message\":\"y\"}");
  }

  /** RFC 9110 §15.3.5, RFC 9112 §6.1: neither trailers nor a Transfer-Encoding. */
  @Test
  void noContent_withTrailersOfTheService_endsWithItsHead() throws IOException {
    start("routes: [{success-status: 204}]");
    Metadata trailers = new Metadata();
    trailers.put(Metadata.Key.of("x-count", Metadata.ASCII_STRING_MARSHALLER), "1");
    service.answering(
        call -> {
          call.send(SayHelloResponse.getDefaultInstance());
          call.end(trailers);
        });
    Answer empty = send("GET " + HELLO + "TE: trailers\n\n");

    assertThat(empty.status()).isEqualTo(204);
    assertThat(empty.header("transfer-encoding")).isNull();
    assertThat(empty.header("trailer")).isNull();
  }

  @Test
  void successStatus_ofStreamsAndErrors_staysTheirOwn() throws IOException {
    start("routes: [{success-status: 201}]");
    service.answering(
        call -> {
          call.send(StreamGreetingsResponse.getDefaultInstance());
          call.end();
        });
    assertThat(send("GET /v1/example/greetings/x HTTP/1.1\nHost: a\n\n").status()).isEqualTo(200);
    service.answering(call -> call.fail(io.grpc.Status.NOT_FOUND));
    assertThat(send("GET " + HELLO + "\n").status()).isEqualTo(404);
  }

  @Test
  void texts_perRoute_areReadAndPrintedSo() throws Exception {
    start(
        """
        routes:
        - {unknown-fields: ignore, print: {proto-names: true, defaults: true}}
        - {http: POST /v1/example/cards, print: {defaults: false}}
        """);
    answer(OrderCardsResponse.newBuilder().setOrderNumber(7).build());
    Answer answer = post("{\"card\": {\"text\": \"t\", \"unknown\": 1}}");

    assertThat(answer.body()).isEqualTo("{\"order_number\":\"7\"}");
    assertThat(service.takeCall().request(OrderCardsRequest.parser()))
        .isEqualTo(OrderCardsRequest.newBuilder().setCard(Card.newBuilder().setText("t")).build());
  }

  @Test
  void maxBody_perRoute_isItsLimit() throws IOException {
    start(
        "routes: [{http: POST /v1/example/cards, max-body: 40B}]",
        "bluehub.http.limits.max-body=20B");
    answer(OrderCardsResponse.getDefaultInstance());

    assertThat(post("{\"card\": {\"text\": \"1234567890\"}}").status()).isEqualTo(200);
    assertThat(post("{\"card\": {\"text\": \"12345678901234567890\"}}").status()).isEqualTo(413);
    assertThat(
            send("POST /v1/example/together HTTP/1.1\nHost: a\nContent-Length: 38\n\n"
                    + "[{\"name\":\"12345678901234567890123456\"}]")
                .status())
        .as("another route")
        .isIn(400, 413);
  }

  @Test
  void deadline_perRoute_isToldToTheService() throws Exception {
    start("routes: [{rpc: 'bluehub.**', deadline: 90s}]");
    answer(SayHelloResponse.getDefaultInstance());
    send("GET " + HELLO + "\n");
    String timeout = service.takeCall().header("grpc-timeout");

    assertThat(Long.parseLong(timeout.replaceAll("[^0-9]", ""))).as(timeout).isGreaterThan(15_000);
  }

  @Test
  void requestHeaders_areSetRemovedAndRenamed() throws Exception {
    start(
        """
        routes:
        - request-headers:
            set: {x-tenant: blue}
            remove: [cookie, x-debug-*, traceparent]
            rename: {x-user: x-forwarded-user}
        """);
    answer(SayHelloResponse.getDefaultInstance());
    send(
        "GET "
            + HELLO
            + "X-Tenant: red\nCookie: a=b\nX-Debug-Level: 1\nX-User: yui\nX-Other: o\n"
            + "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\n\n");
    ServedCall call = service.takeCall();

    assertThat(call.header("x-tenant")).isEqualTo("blue");
    assertThat(call.headers().getAll(Metadata.Key.of("x-tenant", Metadata.ASCII_STRING_MARSHALLER)))
        .hasSize(1);
    assertThat(call.header("cookie")).isNull();
    assertThat(call.header("x-debug-level")).isNull();
    assertThat(call.header("traceparent")).isNull();
    assertThat(call.header("x-user")).isNull();
    assertThat(call.header("x-forwarded-user")).isEqualTo("yui");
    assertThat(call.header("x-other")).isEqualTo("o");
    assertThat(call.request(SayHelloRequest.parser()).getName()).isEqualTo("x");
  }

  @Test
  void responseHeaders_areSetRemovedAndRenamed_inErrorsToo() throws IOException {
    start(
        """
        routes:
        - response-headers:
            set: {cache-control: max-age=60}
            remove: x-*
            rename: {x-version: version}
        """);
    Metadata metadata = new Metadata();
    for (String name : new String[] {"x-internal", "x-version", "cache-control", "other"}) {
      metadata.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), "v");
    }
    service.answering(call -> call.begin(metadata).reply(SayHelloResponse.getDefaultInstance()));
    Answer answer = send("GET " + HELLO + "\n");
    service.answering(call -> call.fail(io.grpc.Status.NOT_FOUND, metadata));
    Answer error = send("GET " + HELLO + "\n");

    for (Answer each : new Answer[] {answer, error}) {
      assertThat(each.header("cache-control")).isEqualTo("max-age=60");
      assertThat(each.header("x-internal")).isNull();
      assertThat(each.header("x-version")).isNull();
      assertThat(each.header("version")).isEqualTo("v");
      assertThat(each.header("other")).isEqualTo("v");
      assertThat(each.header("x-request-id")).isNotNull();
    }
  }

  @Test
  void responseHeaders_ofStreams_areChangedToo() throws IOException {
    start("routes: [{response-headers: {set: {x-kind: stream}}}]");
    service.answering(
        call -> {
          call.send(StreamGreetingsResponse.getDefaultInstance());
          call.end();
        });

    assertThat(send("GET /v1/example/greetings/x HTTP/1.1\nHost: a\n\n").header("x-kind"))
        .isEqualTo("stream");
  }

  @Test
  void cors_perRoute_isForItAlone() throws IOException {
    start(
        """
        routes:
        - http: GET /v1/example/sayhello/{name}
          cors: {allowed-origins: https://a.example, max-age: 5s}
        """);
    answer(SayHelloResponse.getDefaultInstance());
    String preflight = PAGE + "Access-Control-Request-Method: ";

    assertThat(send("GET " + HELLO + PAGE + "\n").header("access-control-allow-origin"))
        .isEqualTo("https://a.example");
    Answer asked = send("OPTIONS " + HELLO + preflight + "GET\n\n");
    assertThat(asked.status()).isEqualTo(204);
    assertThat(asked.header("access-control-allow-origin")).isEqualTo("https://a.example");
    assertThat(asked.header("access-control-max-age")).isEqualTo("5");
    Answer other = send("OPTIONS /v1/example/cards HTTP/1.1\nHost: a\n" + preflight + "POST\n\n");
    assertThat(other.header("access-control-allow-origin")).isNull();
    assertThat(other.header("allow")).isEqualTo("POST");
  }

  @Test
  void cors_withoutOrigins_isOffForTheRoute() throws IOException {
    start(
        "routes: [{http: GET /v1/example/sayhello/*, cors: {allowed-origins: []}}]",
        "bluehub.http.cors.allowed-origins=https://a.example");
    answer(SayHelloResponse.getDefaultInstance());

    assertThat(send("GET " + HELLO + PAGE + "\n").header("access-control-allow-origin")).isNull();
    assertThat(post("{}", PAGE).header("access-control-allow-origin"))
        .isEqualTo("https://a.example");
  }

  @Test
  void file_replaced_isTakenAndABadOneIsNot() throws Exception {
    start("routes: [{success-status: 201}]");
    answer(SayHelloResponse.getDefaultInstance());
    assertThat(send("GET " + HELLO + "\n").status()).isEqualTo(201);

    write("routes:\n- success-status: 999\n");
    SchemaState bad = gateway().awaitSchema(state -> state.status() == Status.LAST_GOOD);
    assertThat(bad.problems())
        .singleElement()
        .asString()
        .contains("routes.yaml:2: has \"999\" for success-status; write 200, 201, 202, 203 or 204");
    assertThat(send("GET " + HELLO + "\n").status()).isEqualTo(201);

    write("routes: [{success-status: 202}]");
    gateway().awaitSchema(state -> state.status() == Status.SERVING);
    assertThat(send("GET " + HELLO + "\n").status()).isEqualTo(202);
  }

  @Test
  void file_bad_failsTheStart() {
    OperatorFault fault =
        catchThrowableOfType(
            OperatorFault.class, () -> start("routes:\n- deadline: soon\n- max-body: much\n"));

    assertThat(fault.found())
        .startsWith("The route options are refused, for 2 reasons:\n")
        .contains("routes.yaml:2: has \"soon\" for deadline")
        .contains("routes.yaml:3: has \"much\" for max-body");
  }

  @Test
  void rule_forNoRoute_isToldInTheLog(CapturedOutput output) throws IOException {
    start("routes:\n- {success-status: 201}\n- {rpc: no.Such/Method, success-status: 202}\n");
    answer(SayHelloResponse.getDefaultInstance());

    assertThat(send("GET " + HELLO + "\n").status()).isEqualTo(201);
    assertThat(output.getAll())
        .containsOnlyOnce("routes.yaml:3 that is for no route of any upstream; it has no effect")
        .doesNotContain("routes.yaml:2 that is");
  }
}
