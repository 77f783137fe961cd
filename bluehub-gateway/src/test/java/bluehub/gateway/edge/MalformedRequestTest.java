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
import org.junit.jupiter.params.provider.CsvSource;
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
      assertThat(service.forgetCalls()).isFalse();
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
        "GET /v1/example/sayhello/x HTTP/1.1\r\n"
            + "Host: a\r\n"
            + "Transfer-Encoding: chunked, gzip\r\n\r\n",
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

  private static final String GET = "GET /v1/example/sayhello/x HTTP/1.1\r\nHost: a\r\n";
  private static final String CHUNKED =
      "POST /v1/example/cards HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
  private static final String SMUGGLED =
      "GET /v1/example/sayhello/smuggled HTTP/1.1\r\nHost: a\r\n\r\n";

  /** Each row: what it shows, the rule, and the bytes that follow a sane request line and Host. */
  @ParameterizedTest(name = "{0} ({1})")
  @CsvSource({
    "bare LF behind a field,             RFC 9112 2.2,  'X: y~\n\r\n'",
    "bare CR in a value,                 RFC 9112 2.2,  'X: a\rb\r\n\r\n'",
    "bare CR behind a field,             RFC 9112 2.2,  'X: y\rY: z\r\n\r\n'",
    "NUL in a value,                     RFC 9110 5.5,  'X: a\0b\r\n\r\n'",
    "control character in a value,       RFC 9110 5.5,  'X: a\u0001b\r\n\r\n'",
    "DEL in a value,                     RFC 9110 5.5,  'X: a\u007fb\r\n\r\n'",
    "vertical tab before a length,       RFC 9112 6.3,  'Content-Length:\u000b3\r\n\r\nabc'",
    "space before the colon,             RFC 9112 5.1,  'X : y\r\n\r\n'",
    "tab before the colon,               RFC 9112 5.1,  'Transfer-Encoding\t: chunked\r\n\r\n'",
    "name that is no token,              RFC 9110 5.1,  'X(y): z\r\n\r\n'",
    "name that is empty,                 RFC 9110 5.1,  ': z\r\n\r\n'",
    "name beyond ASCII,                  RFC 9110 5.1,  'X\u00e9: z\r\n\r\n'",
    "NUL in a name,                      RFC 9110 5.1,  'X\0: z\r\n\r\n'",
    "length and coding,                  RFC 9112 6.1,  'Content-Length: 3\r\n"
        + "Transfer-Encoding: chunked\r\n\r\n"
        + "0\r\n\r\n"
        + "'",
    "coding and length,                  RFC 9112 6.1,  'Transfer-Encoding: chunked\r\n"
        + "Content-Length: 3\r\n\r\n"
        + "0\r\n\r\n"
        + "'",
    "two lengths that differ,            RFC 9112 6.3,  'Content-Length: 3\r\n"
        + "Content-Length: 4\r\n\r\n"
        + "abcd'",
    "two lengths in one field,           RFC 9112 6.3,  'Content-Length: 3, 4\r\n\r\nabcd'",
    "negative length,                    RFC 9110 8.6,  'Content-Length: -1\r\n\r\n'",
    "length with a sign,                 RFC 9110 8.6,  'Content-Length: +3\r\n\r\nabc'",
    "length in hexadecimal,              RFC 9110 8.6,  'Content-Length: 0x3\r\n\r\nabc'",
    "length with a space within,         RFC 9110 8.6,  'Content-Length: 1 2\r\n\r\nabc'",
    "length that is empty,               RFC 9110 8.6,  'Content-Length: \r\n\r\n'",
    "length beyond 63 bits,              RFC 9110 8.6,  'Content-Length:"
        + " 9223372036854775808\r\n\r\n"
        + "'",
    "coding that is not chunked,         RFC 9112 6.1,  'Transfer-Encoding: gzip\r\n\r\n'",
    "coding identity,                    RFC 9112 7,    'Transfer-Encoding: identity\r\n\r\n'",
    "coding that is empty,               RFC 9112 6.1,  'Transfer-Encoding: \r\n\r\n'",
    "chunked not last,                   RFC 9112 6.3,  'Transfer-Encoding: chunked, gzip\r\n\r\n"
        + "0\r\n\r\n"
        + "'",
    "chunked twice,                      RFC 9112 7.1,  'Transfer-Encoding: chunked,"
        + " chunked\r\n\r\n"
        + "0\r\n\r\n"
        + "'",
    "chunked in two fields,              RFC 9112 7.1,  'Transfer-Encoding: chunked\r\n"
        + "Transfer-Encoding: chunked\r\n\r\n"
        + "0\r\n\r\n"
        + "'",
    "chunked behind a vertical tab,      RFC 9112 6.1,  'Transfer-Encoding:\u000bchunked\r\n\r\n"
        + "0\r\n\r\n"
        + "'",
    "chunked in quotes,                  RFC 9112 6.1,  'Transfer-Encoding: \"chunked\"\r\n\r\n"
        + "0\r\n\r\n"
        + "'",
    "chunked with a suffix,              RFC 9112 6.1,  'Transfer-Encoding: chunkedx\r\n\r\n"
        + "0\r\n\r\n"
        + "'",
    "line that is no field,              RFC 9112 5,    'nonsense\r\n\r\n'",
    "folded line before all fields,      RFC 9112 2.2,  ' X: y\r\n\r\n'"
  })
  void row_ofAHead_is400(String what, String rule, String fields) {
    String text = fields.replace("~", "");
    // White space before the first field is another case (RFC 9112 §2.2).
    String head = text.startsWith(" ") ? GET.replace("Host: a\r\n", "") + text : GET + text;

    refused(head + SMUGGLED, 400);
  }

  @ParameterizedTest(name = "{0} ({1})")
  @CsvSource({
    "no size,                      RFC 9112 7.1,   '\r\n'",
    "size that is no number,       RFC 9112 7.1,   'zz\r\n'",
    "negative size,                RFC 9112 7.1,   '-1\r\n'",
    "size with a sign,             RFC 9112 7.1,   '+1\r\na\r\n0\r\n\r\n'",
    "size with a prefix,           RFC 9112 7.1,   '0x2\r\n{}\r\n0\r\n\r\n'",
    "size beyond 31 bits,          RFC 9112 7.1,   'ffffffff\r\n{}\r\n'",
    "size beyond 64 bits,          RFC 9112 7.1,   'fffffffffffffffff\r\n{}\r\n'",
    "junk behind the size,         RFC 9112 7.1.1, '2 x\r\n{}\r\n0\r\n\r\n'",
    "bare LF behind the size,      RFC 9112 7.1.1, '2~\n{}\r\n0\r\n\r\n'",
    "bare LF in an extension,      RFC 9112 7.1.1, '2;a~\nb\r\n{}\r\n0\r\n\r\n'",
    "bare CR in an extension,      RFC 9112 7.1.1, '2;a\rb\r\n{}\r\n0\r\n\r\n'",
    "junk behind the data,         RFC 9112 7.1,   '2\r\n{}X\r\n0\r\n\r\n'",
    "bare LF behind the data,      RFC 9112 7.1,   '2\r\n{}~\n0\r\n\r\n'",
    "trailer that is no field,     RFC 9112 7.1.2, '2\r\n{}\r\n0\r\nnonsense\r\n\r\n'",
    "trailer with a space,         RFC 9112 7.1.2, '2\r\n{}\r\n0\r\nX : y\r\n\r\n'"
  })
  void row_ofChunks_is400(String what, String rule, String chunks) {
    refused(CHUNKED + chunks.replace("~", "") + SMUGGLED, 400);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "white space in the target,       'GET /v1/example/say hello/x HTTP/1.1'",
    "no version,                      'GET /v1/example/sayhello/x'",
    "version without a dot,           'GET /v1/example/sayhello/x HTTP/11'",
    "method that is no token,         'G(T /v1/example/sayhello/x HTTP/1.1'",
    "NUL in the target,               'GET /v1/example/sayhello/x\0 HTTP/1.1'",
    "bare CR in the target,           'GET /v1/example/\rsayhello/x HTTP/1.1'"
  })
  void row_ofARequestLine_is400(String what, String line) {
    refused(line + "\r\nHost: a\r\n\r\n" + SMUGGLED, 400);
  }

  /** RFC 9112 §3.2 knows four forms; RFC 9110 §4.2 wants a host, and no user, in a URL. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "v1/example/sayhello/x",
        "*",
        "ftp://b/v1/example/sayhello/x",
        "http:/v1/example/sayhello/x",
        "http:///v1/example/sayhello/x",
        "http://:80/v1/example/sayhello/x",
        "http://u@b/v1/example/sayhello/x",
        "http://b[/v1/example/sayhello/x",
        "https://?x"
      })
  void target_ofNoForm_is400(String target) {
    refused("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n" + SMUGGLED, 400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:80", "/v1/example/sayhello/x", "*"})
  void connect_is501(String target) {
    refused("CONNECT " + target + " HTTP/1.1\r\nHost: a\r\n\r\n" + SMUGGLED, 501);
  }

  /**
   * RFC 9112 §5.2: a recipient may take a folded line for a space; it never frames anything here.
   */
  @Test
  void foldedLine_isASpace() throws Exception {
    try (RawClient client = gateway.connect()) {
      client.sendExactly(GET + "X-Folded: a\r\n b\r\n\r\n");

      assertThat(service.takeCall().header("x-folded")).isEqualTo("a b");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 3\r\n\r\nabc", "content-LENGTH: 3\r\n\r\nabc"})
  void length_theSameTwice_is400AsWell(String rest) {
    refused(GET + "Content-Length: 3\r\n" + rest + SMUGGLED, 400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a/b", "a@b", "a?b", "a#b", "a:x", "[::1", "é"})
  void host_thatIsNone_is400(String host) {
    refused("GET /v1/example/sayhello/x HTTP/1.1\r\nHost: " + host + "\r\n\r\n", 400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "a.example:8080", "127.0.0.1:1", "[::1]:80", "[v1.a:b]", "a%20b,c", ""})
  void host_thatIsOne_isTaken(String host) {
    try (RawClient client = gateway.connect()) {
      client.sendExactly("GET /nope HTTP/1.1\r\nHost: " + host + "\r\n\r\n");

      assertThat(client.read().status()).isEqualTo(404);
    }
  }
}
