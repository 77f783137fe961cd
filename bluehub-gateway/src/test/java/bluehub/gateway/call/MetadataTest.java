package bluehub.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.example.v1.SayHelloResponse;
import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.RawClient;
import bluehub.gateway.fixture.RawClient.Answer;
import bluehub.gateway.fixture.ServedCall;
import bluehub.gateway.fixture.TestService;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which headers become metadata and back, in which form, and what the settings change. */
class MetadataTest {
  private static final String GET = "GET /v1/example/sayhello/x HTTP/1.1\nHost: a\n";
  private static final String METADATA = "bluehub.upstreams.router.metadata.";

  private static TestService service;
  private static Gateway open;
  private static Gateway narrow;

  @BeforeAll
  static void start() {
    service = new TestService().answering(MetadataTest::reply);
    open = new Gateway(service.port());
    narrow =
        new Gateway(
            service.port(),
            METADATA + "request.allow=x-*,authorization",
            METADATA + "request.deny=x-secret*,x-exact",
            METADATA + "response.allow=x-*",
            METADATA + "response.deny=x-inner",
            METADATA + "add.x-tenant=blue",
            METADATA + "add.x-zone=a b");
  }

  @AfterAll
  static void stop() {
    narrow.close();
    open.close();
    service.close();
  }

  private static void reply(ServedCall call) {
    call.reply(SayHelloResponse.getDefaultInstance());
  }

  /** What the service sees of a request with those headers. */
  private static Metadata sent(Gateway gateway, String headers) throws InterruptedException {
    service.answering(MetadataTest::reply);
    try (RawClient client = gateway.connect()) {
      assertThat(client.send(GET + headers + "\n").read().status()).isEqualTo(200);
    }
    return service.takeCall().headers();
  }

  private static Iterable<String> text(Metadata metadata, String name) {
    Iterable<String> values =
        metadata.getAll(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
    return values == null ? List.of() : values;
  }

  private static Answer answer(Gateway gateway, TestService.Behaviour behaviour) throws Exception {
    service.answering(behaviour);
    try (RawClient client = gateway.connect()) {
      Answer answer = client.send(GET + "\n").read();
      service.takeCall();
      return answer;
    }
  }

  private static Metadata with(String... fields) {
    Metadata metadata = new Metadata();
    for (int i = 0; i < fields.length; i += 2) {
      metadata.put(Metadata.Key.of(fields[i], Metadata.ASCII_STRING_MARSHALLER), fields[i + 1]);
    }
    return metadata;
  }

  @ParameterizedTest
  @CsvSource({
    "Authorization: Bearer t, authorization, Bearer t",
    "Cookie: a=b, cookie, a=b",
    "X-Forwarded-For: 1.2.3.4, x-forwarded-for, 1.2.3.4",
    "X-Forwarded-Proto: https, x-forwarded-proto, https",
    "Forwarded: for=1.2.3.4, forwarded, for=1.2.3.4",
    "Traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01, traceparent,"
        + " 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    "Accept-Language: ja, accept-language, ja"
  })
  void header_passes(String header, String name, String value) throws Exception {
    assertThat(text(sent(open, header + "\n"), name)).containsExactly(value);
  }

  @ParameterizedTest
  @CsvSource({
    "Connection: close, connection",
    "Keep-Alive: 3, keep-alive",
    "Proxy-Connection: close, proxy-connection",
    "Proxy-Authorization: Basic x, proxy-authorization",
    "TE: trailers;q=0.5, x-none",
    "Grpc-Status: 0, grpc-status",
    "Grpc-Encoding: gzip, grpc-encoding",
    "Content-Language: ja, content-language",
    "X-Latin: \u00e9, x-latin"
  })
  void header_thatCannotPass_isLeftOut(String header, String name) throws Exception {
    assertThat(sent(open, header + "\n").keys()).doesNotContain(name);
  }

  /** RFC 9110 §7.6.1; several lines of a field are one (§5.3). */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Connection: X-Own",
        "Connection: keep-alive, x-own",
        "Connection: keep-alive\nConnection: X-Own",
        "Connection: close\nX-Other: 1\nConnection: x-b,x-own",
      })
  void header_thatConnectionLists_isLeftOut(String connection) throws Exception {
    assertThat(sent(open, connection + "\nX-Own: 1\n").keys()).doesNotContain("x-own");
  }

  @ParameterizedTest
  @CsvSource({"AQI", "AQI=", "' AQI= '"})
  void binaryHeader_isTakenWithAndWithoutPadding(String value) throws Exception {
    Metadata metadata = sent(open, "X-Raw-Bin: " + value + "\n");

    assertThat(metadata.get(Metadata.Key.of("x-raw-bin", Metadata.BINARY_BYTE_MARSHALLER)))
        .containsExactly(1, 2);
  }

  @Test
  void binaryHeader_withSeveralValues_isSeveralEntries() throws Exception {
    Metadata metadata = sent(open, "X-Raw-Bin: AQ==,Ag\nX-Raw-Bin: Aw\n");

    assertThat(metadata.getAll(Metadata.Key.of("x-raw-bin", Metadata.BINARY_BYTE_MARSHALLER)))
        .containsExactly(new byte[] {1}, new byte[] {2}, new byte[] {3});
  }

  @Test
  void settings_letPassWhatIsAllowedAndNotDenied() throws Exception {
    Metadata metadata =
        sent(
            narrow,
            "X-A: 1\nX-Secret-Key: 2\nX-Exact: 3\nX-Exactly: 4\nAuthorization: t\nCookie: c\n");

    assertThat(text(metadata, "x-a")).containsExactly("1");
    assertThat(text(metadata, "x-exactly")).containsExactly("4");
    assertThat(text(metadata, "authorization")).containsExactly("t");
    assertThat(metadata.keys()).doesNotContain("x-secret-key", "x-exact", "cookie");
  }

  @Test
  void settings_addMetadata_thatClientsCannotGive() throws Exception {
    Metadata metadata = sent(narrow, "X-Tenant: red\nX-Tenant: green\n");

    assertThat(text(metadata, "x-tenant")).containsExactly("blue");
    assertThat(text(metadata, "x-zone")).containsExactly("a b");
  }

  @Test
  void settings_holdForHeadersOfAnswers() throws Exception {
    Answer answer =
        answer(narrow, call -> reply(call.begin(with("x-a", "1", "x-inner", "2", "server", "3"))));

    assertThat(answer.header("x-a")).isEqualTo("1");
    assertThat(answer.header("x-inner")).isNull();
    assertThat(answer.header("server")).isNull();
  }

  @Test
  void settings_holdForErrors() throws Exception {
    Answer answer =
        answer(
            narrow, call -> call.fail(Status.ABORTED, with("x-a", "1", "x-inner", "2", "y", "3")));

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.header("x-a")).isEqualTo("1");
    assertThat(answer.header("x-inner")).isNull();
    assertThat(answer.header("y")).isNull();
  }

  @Test
  void deadline_isToldToTheService_lessWhatIsSpent() throws Exception {
    Metadata metadata = sent(open, "Grpc-Timeout: 9S\nX-Request-Timeout: 3.5\n");
    String timeout = text(metadata, "grpc-timeout").iterator().next();

    assertThat(timeout).endsWith("m");
    assertThat(Long.parseLong(timeout.substring(0, timeout.length() - 1))).isBetween(0L, 3_499L);
  }

  @Test
  void deadline_isLessByTheTimeThatTheBodyTook() throws Exception {
    service.answering(MetadataTest::reply);
    String head = "POST /v1/example/cards HTTP/1.1\nHost: a\nContent-Length: 2\n";
    try (RawClient client = open.connect();
        RawClient other = open.connect()) {
      client.send(head + "Grpc-Timeout: 60S\n\n{");
      long begun = System.nanoTime();
      // Long enough to be seen, however fast the machine is.
      do {
        other.send(GET + "\n").read();
        service.takeCall();
      } while (System.nanoTime() - begun < 20_000_000);
      client.send("}").read();
    }
    String timeout = text(service.takeCall().headers(), "grpc-timeout").iterator().next();

    assertThat(Long.parseLong(timeout.substring(0, timeout.length() - 1))).isLessThan(59_981);
  }
}
