package bluehub.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.example.v1.SayHelloRequest;
import bluehub.example.v1.SayHelloResponse;
import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.RawClient;
import bluehub.gateway.fixture.RawClient.Answer;
import bluehub.gateway.fixture.TestService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which request goes where, seen from a socket. */
class RoutingTest {
  private static TestService service;
  private static Gateway gateway;

  @BeforeAll
  static void start() {
    service =
        new TestService()
            .answering(
                call ->
                    call.reply(
                        SayHelloResponse.newBuilder()
                            .setMessage("Hello " + call.request(SayHelloRequest.parser()).getName())
                            .build()));
    gateway = new Gateway(service.port());
  }

  @AfterAll
  static void stop() {
    gateway.close();
    service.close();
  }

  private static Answer send(String text) {
    try (RawClient client = gateway.connect()) {
      return client.send(text).read();
    }
  }

  @Test
  void get_ofRoute_callsTheRpc() {
    Answer answer = send("GET /v1/example/sayhello/hirasawa HTTP/1.1\nHost: a\n\n");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualTo("application/json");
    assertThat(answer.header("date")).endsWith("GMT");
    assertThat(answer.header("connection")).isNull();
    assertThat(answer.body()).isEqualTo("{\"message\":\"Hello hirasawa\"}");
  }

  @Test
  void get_unicodeName_isDecodedAndAnswered() {
    Answer answer = send("GET /v1/example/sayhello/%E5%B9%B3%E6%B2%A2%20%2F HTTP/1.1\nHost: a\n\n");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"message\":\"Hello 平沢 /\"}");
  }

  @Test
  void get_absoluteTarget_isServedByItsPath() {
    Answer answer = send("GET http://b:80/v1/example/sayhello/x HTTP/1.1\nHost: a\n\n");

    assertThat(answer.body()).isEqualTo("{\"message\":\"Hello x\"}");
  }

  @Test
  void head_ofGetRoute_answersAsGetWithoutBody() {
    try (RawClient client = gateway.connect()) {
      Answer answer = client.send("HEAD /v1/example/sayhello/yui HTTP/1.1\nHost: a\n\n").readHead();

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("content-length")).isEqualTo("23");
      Answer next = client.send("GET /v1/example/sayhello/yui HTTP/1.1\nHost: a\n\n").read();
      assertThat(next.body()).isEqualTo("{\"message\":\"Hello yui\"}");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/v1/example/sayhello/", "/v1/example/sayhello", "//", "/nope", "/v1/example//x"})
  void get_pathOfNoRoute_is404(String path) {
    Answer answer = send("GET " + path + " HTTP/1.1\nHost: a\n\n");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body())
        .isEqualTo("{\"code\":5,\"message\":\"No method of any service has this path.\"}");
  }

  @Test
  void post_onGetRoute_is405WithAllow() {
    Answer answer = send("POST /v1/example/sayhello/x HTTP/1.1\nHost: a\nContent-Length: 2\n\n{}");

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("allow")).isEqualTo("GET, HEAD");
    assertThat(answer.body()).startsWith("{\"code\":12,");
  }

  @Test
  void options_ofRoute_answersAllow() {
    Answer answer = send("OPTIONS /v1/example/sayhello/x HTTP/1.1\nHost: a\n\n");

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("allow")).isEqualTo("GET, HEAD");
    assertThat(answer.header("content-length")).isNull();
  }

  @Test
  void options_ofTheServerItself_isAnswered() {
    assertThat(send("OPTIONS * HTTP/1.1\nHost: a\n\n").status()).isEqualTo(204);
  }

  @Test
  void options_ofNoRoute_is404() {
    assertThat(send("OPTIONS /nope HTTP/1.1\nHost: a\n\n").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/example/sayhello/%zz",
    "/v1/example/sayhello/%4",
    "/v1/example/sayhello/%ff%fe",
    "/v1/example/sayhello/..",
    "/v1/example/%2e%2e/x"
  })
  void get_malformedPath_is400(String path) {
    Answer answer = send("GET " + path + " HTTP/1.1\nHost: a\n\n");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).startsWith("{\"code\":3,\"message\":\"");
  }

  @Test
  void get_unknownQueryParameter_is400WithItsName() {
    Answer answer = send("GET /v1/example/sayhello/x?nope=1 HTTP/1.1\nHost: a\n\n");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("nope");
  }

  @Test
  void requestId_sane_isEchoed() {
    Answer answer = send("GET /nope HTTP/1.1\nHost: a\nX-Request-Id: abc-1\n\n");

    assertThat(answer.header("x-request-id")).isEqualTo("abc-1");
  }

  @Test
  void requestId_absent_isMade() {
    assertThat(send("GET /nope HTTP/1.1\nHost: a\n\n").header("x-request-id"))
        .matches("[0-9a-f]{32}");
  }
}
