package bluehub.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.RawClient;
import bluehub.gateway.fixture.RawClient.Answer;
import bluehub.gateway.fixture.TestService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bytes that are no request, or two things at once: an answer, the end of the connection, no call.
 */
class MalformedRequestTest {
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

  /** Sends, and expects that status and the end of the connection. */
  private static Answer refused(String text, int status) {
    try (RawClient client = gateway.connect()) {
      client.sendExactly(text);
      Answer answer = client.read();
      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.header("connection")).isEqualTo("close");
      assertThat(answer.header("content-type")).isEqualTo("application/json");
      assertThat(answer.body()).matches("\\{\"code\":\\d+,\"message\":\"[^\"]+\"}");
      assertThat(client.closedByServer()).isTrue();
      return answer;
    } finally {
      assertThat(service.wasCalled()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /v1/example/sayhello/x HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "GET /v1/example/sayhello/x HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n"
            + "Content-Length: 4\r\n\r\nabcd",
        "GET /v1/example/sayhello/x HTTP/1.1\r\nHost: a\r\nContent-Length: 3, 4\r\n\r\nabcd",
        "GET /v1/example/sayhello/x HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        "GET /v1/example/sayhello/x HTTP/1.1\r\nHost: a\r\nContent-Length: +3\r\n\r\nabc",
        "GET /v1/example/sayhello/x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n",
        "GET /v1/example/sayhello/x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, gzip\r\n\r\n",
        "GET /v1/example/sayhello/x HTTP/1.1\r\nHost: a\r\n"
            + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
        "GET /v1/example/sayhello/x HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
      })
  void framing_ambiguous_is400AndCloses(String text) {
    refused(text + "GET /v1/example/sayhello/smuggled HTTP/1.1\r\nHost: a\r\n\r\n", 400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /v1/example/sayhello/x HTTP/1.1\r\n\r\n",
        "GET /v1/example/sayhello/x HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET /v1/example/sayhello/x HTTP/1.1\r\nHost: a\r\nhOST: a\r\n\r\n"
      })
  void host_missingOrTwice_is400(String text) {
    refused(text, 400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /v1/example/sayhello/x HTTP/1.1\nHost: a\n\n",
        "GET /v1/example/sayhello/x HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n",
        "GET /v1/example/sayhello/x HTTP/1.1\r\nHost: a\r\nX Y: z\r\n\r\n",
        "GET /v1/example/sayhello/x HTTP/1.1\r\nHost: a\r\nX : z\r\n\r\n",
        "GET /v1/example/sayhello/x HTTP/1.1\r\nHost: a\r\nX: a\u0000b\r\n\r\n",
        "nonsense\r\n\r\n",
        "GET /v1/example/sayhello/x\r\n\r\n",
        "GET /v1/example/sayhello/x HTTP/x.y\r\nHost: a\r\n\r\n"
      })
  void head_thatIsNoHttp_is400(String text) {
    refused(text, 400);
  }

  @Test
  void tlsHello_isRefusedInPlainText() {
    try (RawClient client = gateway.connect()) {
      client.sendBytes(new byte[] {22, 3, 1, 0, 5, 1, 0, 0, 1, 0, '\r', '\n', '\r', '\n'});
      assertThat(client.read().status()).isEqualTo(400);
      assertThat(client.closedByServer()).isTrue();
    }
  }

  @Test
  void version_notOne_is505() {
    refused("GET /v1/example/sayhello/x HTTP/2.0\r\nHost: a\r\n\r\n", 505);
  }

  @Test
  void headers_tooLarge_is431() {
    String header = "X-Big: " + "x".repeat(17 * 1024) + "\r\n";

    refused("GET /v1/example/sayhello/x HTTP/1.1\r\nHost: a\r\n" + header + "\r\n", 431);
  }

  @Test
  void headers_tooManySmallOnes_is431() {
    String headers = "X: y\r\n".repeat(5_000);

    refused("GET /v1/example/sayhello/x HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n", 431);
  }

  @Test
  void headers_moreThanTheLimit_is431() {
    refused(
        "GET /v1/example/sayhello/x HTTP/1.1\r\nHost: a\r\n" + "X: y\r\n".repeat(100) + "\r\n",
        431);
  }

  @Test
  void headers_asManyAsTheLimit_areTaken() {
    try (RawClient client = gateway.connect()) {
      client.sendExactly("GET /nope HTTP/1.1\r\nHost: a\r\n" + "X: y\r\n".repeat(99) + "\r\n");

      assertThat(client.read().status()).isEqualTo(404);
    }
  }

  @Test
  void headers_withinTheEdgeButTooLargeForTheService_is431() {
    try (RawClient client = gateway.connect()) {
      String header = "X-Big: " + "x".repeat(9 * 1024) + "\n";
      Answer answer =
          client.send("GET /v1/example/sayhello/x HTTP/1.1\nHost: a\n" + header + "\n").read();

      assertThat(answer.status()).isEqualTo(431);
      assertThat(service.wasCalled()).isFalse();
    }
  }

  @Test
  void uri_tooLong_is414() {
    refused("GET /" + "x".repeat(9 * 1024) + " HTTP/1.1\r\nHost: a\r\n\r\n", 414);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zz\r\n",
        "-1\r\n",
        "fffffffffffffffff\r\n{}\r\n",
        "2\r\n{}X\r\n0\r\n\r\n",
        "\r\n"
      })
  void chunks_malformed_is400(String chunks) {
    refused(
        "POST /v1/example/cards HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks,
        400);
  }

  @Test
  void expectation_unknown_is417() {
    refused("POST /v1/example/cards HTTP/1.1\r\nHost: a\r\nExpect: tea\r\n\r\n", 417);
  }

  @Test
  void headerInjection_inRequestId_isNotEchoed() {
    try (RawClient client = gateway.connect()) {
      Answer answer =
          client
              .sendExactly(
                  "GET /no HTTP/1.1\r\nHost: a\r\nX-Request-Id: a\u0085Set-Cookie: b\r\n\r\n")
              .read();

      assertThat(answer.header("x-request-id")).matches("[0-9a-f]{32}");
    }
  }
}
