package bluehub.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.example.v1.SayHelloResponse;
import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.RawClient;
import bluehub.gateway.fixture.RawClient.Answer;
import bluehub.gateway.fixture.TestService;
import io.grpc.Metadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What browsers are told of pages of other origins (Fetch standard §3.2). */
class CorsTest {
  private static final String ROUTE = " /v1/example/sayhello/x HTTP/1.1\nHost: a\n";
  private static final String PAGE = "Origin: https://a.example\n";
  private static final String ALLOW_ORIGIN = "access-control-allow-origin";

  private static TestService service;
  private static Gateway gateway;

  @BeforeAll
  static void start() {
    Metadata metadata = new Metadata();
    metadata.put(Metadata.Key.of(ALLOW_ORIGIN, Metadata.ASCII_STRING_MARSHALLER), "http://service");
    service =
        new TestService()
            .answering(
                call ->
                    call.begin(metadata)
                        .reply(SayHelloResponse.newBuilder().setMessage("y").build()));
    gateway =
        new Gateway(
            service.port(),
            "bluehub.http.cors.allowed-origins=https://a.example,https://*.b.example",
            "bluehub.http.cors.exposed-headers=x-request-id",
            "bluehub.http.cors.allow-credentials=true");
  }

  @AfterAll
  static void stop() {
    gateway.close();
    service.close();
  }

  private static Answer send(String text) {
    return send(gateway, text);
  }

  private static Answer send(Gateway to, String text) {
    try (RawClient client = to.connect()) {
      return client.send(text).read();
    }
  }

  @Test
  void answer_toAPageThatMay_saysSo() {
    Answer answer = send("GET" + ROUTE + PAGE + "\n");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header(ALLOW_ORIGIN)).isEqualTo("https://a.example");
    assertThat(answer.header("access-control-allow-credentials")).isEqualTo("true");
    assertThat(answer.header("access-control-expose-headers")).isEqualTo("x-request-id");
    assertThat(answer.header("vary")).isEqualTo("origin");
    assertThat(answer.fields()).doesNotContain(ALLOW_ORIGIN + ": http://service");
  }

  @Test
  void answer_toAPageBelowAnAllowedDomain_saysSo() {
    Answer answer = send("GET" + ROUTE + "Origin: https://x.b.example\n\n");

    assertThat(answer.header(ALLOW_ORIGIN)).isEqualTo("https://x.b.example");
  }

  @Test
  void answer_toAnotherPage_saysNothing() {
    Answer answer = send("GET" + ROUTE + "Origin: https://evil.example\n\n");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header(ALLOW_ORIGIN)).isNull();
    assertThat(answer.header("access-control-allow-credentials")).isNull();
    assertThat(answer.header("vary")).isEqualTo("origin");
  }

  @Test
  void answer_toNoPage_variesAllTheSame() {
    assertThat(send("GET" + ROUTE + "\n").header("vary")).isEqualTo("origin");
  }

  @Test
  void error_canBeReadToo() {
    for (String request :
        new String[] {
          "GET /nope HTTP/1.1\nHost: a\n", "DELETE" + ROUTE, "GET /%zz HTTP/1.1\nHost: a\n"
        }) {
      Answer answer = send(request + PAGE + "\n");

      assertThat(answer.status()).isGreaterThanOrEqualTo(400);
      assertThat(answer.header(ALLOW_ORIGIN)).isEqualTo("https://a.example");
    }
  }

  @Test
  void preflight_isAnsweredByTheRoutesOwnMethods() {
    Answer answer =
        send(
            "OPTIONS"
                + ROUTE
                + PAGE
                + "Access-Control-Request-Method: GET\n"
                + "Access-Control-Request-Headers: x-a, x-b\n\n");

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header(ALLOW_ORIGIN)).isEqualTo("https://a.example");
    assertThat(answer.header("access-control-allow-methods")).isEqualTo("GET, HEAD");
    assertThat(answer.header("access-control-allow-headers")).isEqualTo("x-a, x-b");
    assertThat(answer.header("access-control-allow-credentials")).isEqualTo("true");
    assertThat(answer.header("access-control-max-age")).isEqualTo("600");
    assertThat(answer.header("access-control-expose-headers")).isNull();
    assertThat(answer.fields())
        .contains("vary: access-control-request-method, access-control-request-headers");
  }

  @Test
  void preflight_ofAnotherMethod_tellsOnlyThoseThatThereAre() {
    Answer answer = send("OPTIONS" + ROUTE + PAGE + "Access-Control-Request-Method: DELETE\n\n");

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("access-control-allow-methods")).isEqualTo("GET, HEAD");
  }

  @Test
  void preflight_fromAnotherPage_tellsNothing() {
    Answer answer =
        send(
            "OPTIONS"
                + ROUTE
                + "Origin: https://evil.example\nAccess-Control-Request-Method: GET\n\n");

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.fields()).noneMatch(field -> field.startsWith("access-control-"));
  }

  @Test
  void preflight_ofNoRoute_is404() {
    Answer answer =
        send("OPTIONS /nope HTTP/1.1\nHost: a\n" + PAGE + "Access-Control-Request-Method: GET\n\n");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header(ALLOW_ORIGIN)).isEqualTo("https://a.example");
  }

  @Test
  void options_thatAskForNoMethod_tellAllow() {
    Answer answer = send("OPTIONS" + ROUTE + PAGE + "\n");

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("allow")).isEqualTo("GET, HEAD");
    assertThat(answer.header("access-control-allow-methods")).isNull();
  }

  @Test
  void lists_ofTheSettings_narrowWhatIsAllowed() {
    try (Gateway narrow =
        new Gateway(
            service.port(),
            "bluehub.http.cors.allowed-origins=*",
            "bluehub.http.cors.allowed-methods=GET,POST",
            "bluehub.http.cors.allowed-headers=x-a",
            "bluehub.http.cors.max-age=5s")) {
      Answer answer =
          send(
              narrow,
              "OPTIONS"
                  + ROUTE
                  + PAGE
                  + "Access-Control-Request-Method: GET\nAccess-Control-Request-Headers: x-b\n\n");

      assertThat(answer.header(ALLOW_ORIGIN)).isEqualTo("*");
      assertThat(answer.header("access-control-allow-methods")).isEqualTo("GET");
      assertThat(answer.header("access-control-allow-headers")).isEqualTo("x-a");
      assertThat(answer.header("access-control-max-age")).isEqualTo("5");
      assertThat(answer.fields()).doesNotContain("vary: origin");
    }
  }

  @Test
  void switchedOff_asItIsByDefault_saysNothing_andLetsTheServiceSpeak() {
    try (Gateway off = new Gateway(service.port())) {
      Answer preflight =
          send(off, "OPTIONS" + ROUTE + PAGE + "Access-Control-Request-Method: GET\n\n");

      assertThat(preflight.header("allow")).isEqualTo("GET, HEAD");
      assertThat(preflight.header("vary")).isNull();
      assertThat(send(off, "GET" + ROUTE + PAGE + "\n").header(ALLOW_ORIGIN))
          .isEqualTo("http://service");
    }
  }
}
