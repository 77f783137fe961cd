package bluehub.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.example.v1.OrderCardsRequest;
import bluehub.example.v1.OrderCardsResponse;
import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.RawClient;
import bluehub.gateway.fixture.RawClient.Answer;
import bluehub.gateway.fixture.TestService;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies in all framings, and those that are refused before, while and after they come. */
class RequestBodyTest {
  private static final String ORDER = "{\"orderNumber\":\"7\"}";
  private static final int MAX_BODY = 100_000;

  private static TestService service;
  private static Gateway gateway;

  @BeforeAll
  static void start() {
    service =
        new TestService()
            .answering(
                call ->
                    call.reply(
                        OrderCardsResponse.newBuilder()
                            .setOrderNumber(
                                call.request(OrderCardsRequest.parser()).getOrderNumber())
                            .build()));
    gateway = new Gateway(service.port(), "bluehub.http.limits.max-body=" + MAX_BODY + "B");
  }

  @AfterAll
  static void stop() {
    gateway.close();
    service.close();
  }

  private static String post(String headers, String body) {
    return "POST /v1/example/cards HTTP/1.1\nHost: a\n" + headers + "\n" + body;
  }

  private static void assertServes(RawClient client) {
    Answer answer = client.send(post("Content-Length: " + ORDER.length() + "\n", ORDER)).read();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(ORDER);
  }

  @Test
  void body_withLength_isServed() {
    try (RawClient client = gateway.connect()) {
      assertServes(client);
    }
  }

  @Test
  void body_inChunks_isServed() {
    try (RawClient client = gateway.connect()) {
      Answer answer =
          client
              .send(
                  post(
                      "Transfer-Encoding: chunked\n",
                      "5\n{\"ord\n1;ext=1\ne\nc\nrNumber\":\"7\"\n1\n}\n0\nTrailer: x\n\n"))
              .read();

      assertThat(answer.body()).isEqualTo(ORDER);
      assertServes(client);
    }
  }

  @Test
  void body_byteByByte_isServed() {
    try (RawClient client = gateway.connect()) {
      byte[] request =
          post("Content-Length: " + ORDER.length() + "\n", ORDER)
              .replace("\n", "\r\n")
              .getBytes(StandardCharsets.US_ASCII);
      for (byte b : request) {
        client.sendBytes(new byte[] {b});
      }
      assertThat(client.read().body()).isEqualTo(ORDER);
    }
  }

  @Test
  void body_empty_isTheEmptyMessage() {
    try (RawClient client = gateway.connect()) {
      Answer answer = client.send(post("Content-Length: 0\n", "")).read();

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("{}");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"orderNumber\":", "nonsense", "{\"orderNumber\":\"7\"} {}", "[]"})
  void body_noJson_is400AndTheConnectionGoesOn(String body) {
    try (RawClient client = gateway.connect()) {
      Answer answer = client.send(post("Content-Length: " + body.length() + "\n", body)).read();

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).startsWith("{\"code\":3,");
      assertServes(client);
    }
  }

  @Test
  void body_unknownField_is400WithItsName() {
    try (RawClient client = gateway.connect()) {
      Answer answer = client.send(post("Content-Length: 10\n", "{\"nope\":1}")).read();

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).contains("nope");
    }
  }

  @Test
  void body_declaredTooLarge_is413WithoutReadingIt() {
    try (RawClient client = gateway.connect()) {
      Answer answer = client.send(post("Content-Length: 100001\n", "")).read();

      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.header("connection")).isEqualTo("close");
      assertThat(client.closedByServer()).isTrue();
    }
  }

  @Test
  void body_growingTooLarge_is413AndTheAnswerArrives() {
    try (RawClient client = gateway.connect()) {
      client.send(post("Transfer-Encoding: chunked\n", ""));
      byte[] chunk = ("2000\r\n" + " ".repeat(0x2000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
      for (int sent = 0; sent < 4 * MAX_BODY; sent += 0x2000) {
        client.trySend(chunk);
      }
      Answer answer = client.read();

      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.body()).startsWith("{\"code\":8,");
    }
  }

  @Test
  void body_ofWrongType_is415() {
    try (RawClient client = gateway.connect()) {
      Answer answer =
          client.send(post("Content-Type: text/plain\nContent-Length: 2\n", "{}")).read();

      assertThat(answer.status()).isEqualTo(415);
      assertServes(client);
    }
  }

  @Test
  void body_inAnotherCoding_is415() {
    try (RawClient client = gateway.connect()) {
      Answer answer = client.send(post("Content-Encoding: br\nContent-Length: 2\n", "{}")).read();

      assertThat(answer.status()).isEqualTo(415);
    }
  }

  @Test
  void body_onMethodWithoutOne_is400() {
    try (RawClient client = gateway.connect()) {
      Answer answer =
          client
              .send("GET /v1/example/sayhello/x HTTP/1.1\nHost: a\nContent-Length: 2\n\n{}")
              .read();

      assertThat(answer.status()).isEqualTo(400);
    }
  }

  @Test
  void body_ofUnknownPath_isReadAndTheConnectionGoesOn() {
    try (RawClient client = gateway.connect()) {
      client.send("POST /nope HTTP/1.1\nHost: a\nContent-Length: 5\n\n");
      assertThat(client.read().status()).isEqualTo(404);
      client.send("12345");
      assertServes(client);
    }
  }

  @Test
  void body_largeOfUnknownPath_endsTheConnection() {
    try (RawClient client = gateway.connect()) {
      client.send("POST /nope HTTP/1.1\nHost: a\nContent-Length: 90000\n\n");
      Answer answer = client.read();

      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.header("connection")).isEqualTo("close");
      assertThat(client.closedByServer()).isTrue();
    }
  }

  @Test
  void expectContinue_ofRoute_isToldToProceed() {
    try (RawClient client = gateway.connect()) {
      client.send(post("Expect: 100-continue\nContent-Length: " + ORDER.length() + "\n", ""));
      assertThat(client.read().status()).isEqualTo(100);
      assertThat(client.send(ORDER).read().body()).isEqualTo(ORDER);
      assertServes(client);
    }
  }

  @Test
  void expectContinue_ofUnknownPath_getsTheFinalStatus() {
    try (RawClient client = gateway.connect()) {
      client.send("POST /nope HTTP/1.1\nHost: a\nExpect: 100-continue\nContent-Length: 5\n\n");

      assertThat(client.read().status()).isEqualTo(404);
    }
  }

  @Test
  void expectContinue_declaredTooLarge_getsTheFinalStatus() {
    try (RawClient client = gateway.connect()) {
      client.send(post("Expect: 100-continue\nContent-Length: 100001\n", ""));

      assertThat(client.read().status()).isEqualTo(413);
    }
  }

  @Test
  void override_ofPostByPatch_isPatch() {
    try (RawClient client = gateway.connect()) {
      Answer answer =
          client.send(post("X-HTTP-Method-Override: PATCH\nContent-Length: 2\n", "{}")).read();

      assertThat(answer.status()).isEqualTo(405);
    }
  }
}
