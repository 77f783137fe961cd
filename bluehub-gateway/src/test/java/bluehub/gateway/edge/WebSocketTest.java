package bluehub.gateway.edge;

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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Streams on a WebSocket (rule 24), with the JDK's client, and raw handshakes. */
@ExtendWith(OutputCaptureExtension.class)
class WebSocketTest {
  private static final String HANDSHAKE =
      """
      GET /v1/talk/x HTTP/1.1
      Host: a.example
      Connection: keep-alive, Upgrade
      Upgrade: websocket
      Sec-WebSocket-Version: 13
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
      """;

  @TempDir private static Path folder;

  private static String schema;
  private static TestService service;
  private static Gateway gateway;
  private static HttpClient http;

  @BeforeAll
  static void start() throws IOException {
    Path file = Files.write(folder.resolve("streams.binpb"), Schemas.withStreams());
    schema = "bluehub.upstreams.router.schema.descriptor-set=file:" + file;
    service = new TestService();
    gateway = new Gateway(service.port(), schema, "bluehub.http.streams.origins=https://b.example");
    http = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    http.close();
    gateway.close();
    service.close();
  }

  /** What comes on a socket. */
  private static final class Heard implements WebSocket.Listener {
    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final CompletableFuture<String> pong = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        texts.add(text.toString());
        text.setLength(0);
      }
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
      pong.complete(new String(new byte[] {message.get()}, StandardCharsets.UTF_8));
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      closed.complete(code);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      closed.completeExceptionally(error);
    }

    String next() throws InterruptedException {
      return texts.poll(1, TimeUnit.MINUTES);
    }

    int code() throws Exception {
      return closed.get(1, TimeUnit.MINUTES);
    }
  }

  private static WebSocket open(Gateway at, String path, Heard heard) {
    return open(at, path, heard, "identity");
  }

  private static WebSocket open(Gateway at, String path, Heard heard, String codings) {
    return http.newWebSocketBuilder()
        .header("Accept-Encoding", codings)
        .buildAsync(URI.create("ws://127.0.0.1:" + at.port() + path), heard)
        .join();
  }

  private static void echo(ServedCall call) throws Exception {
    for (StringValue next = call.take(StringValue.parser());
        next != null;
        next = call.take(StringValue.parser())) {
      call.send(next);
    }
    call.end();
  }

  @Test
  void talk_goesBothWays_andEndsWithAnEmptyText() throws Exception {
    service.streaming(WebSocketTest::echo);
    Heard heard = new Heard();
    WebSocket socket = open(gateway, "/v1/talk/x", heard);
    socket.sendText("{}", true).join();
    assertThat(heard.next()).isEqualTo("{\"text\":\"x\"}");
    socket.sendText("{\n \"text\":", false).join();
    socket.sendText("\n\"b\"}", true).join();
    assertThat(heard.next()).isEqualTo("{\"text\":\"b\"}");
    socket.sendPing(ByteBuffer.wrap(new byte[] {'p'})).join();
    assertThat(heard.pong.get(1, TimeUnit.MINUTES)).isEqualTo("p");
    socket.sendText("", true).join();

    assertThat(heard.code()).isEqualTo(1000);
  }

  @Test
  void lineFeed_inAString_isRefusedAsInAnyBody() throws Exception {
    service.streaming(WebSocketTest::echo);
    Heard heard = new Heard();
    WebSocket socket = open(gateway, "/v1/talk/x", heard);
    socket.sendText("{\"text\":\"a\nb\"}", true).join();

    assertThat(heard.next()).contains("\"code\":3", "[0].text");
    assertThat(heard.code()).isEqualTo(4400);
  }

  /** Browsers offer codings in a handshake, too; a text is none (RFC 6455 §5.6). */
  @Test
  void texts_areNotCompressed_whateverTheHandshakeOffers() throws Exception {
    service.streaming(
        call -> {
          call.send(StringValue.of("a".repeat(5_000)));
          call.fail(Status.NOT_FOUND.withDescription("gone"));
        });
    Heard heard = new Heard();
    open(gateway, "/v1/talk/x", heard, "gzip");

    assertThat(heard.next()).startsWith("{\"text\":\"aaaa");
    assertThat(heard.next()).contains("\"code\":5");
    assertThat(heard.code()).isEqualTo(4404);
  }

  @Test
  void wholeAnswer_isNotCompressed_whateverTheHandshakeOffers() throws Exception {
    service.streaming(call -> call.send(StringValue.of("a".repeat(5_000))).end());
    Heard heard = new Heard();
    open(gateway, "/v1/collect/x", heard, "gzip");

    assertThat(heard.next()).startsWith("{\"text\":\"aaaa");
    assertThat(heard.code()).isEqualTo(1000);
  }

  @Test
  void collect_isAnsweredByOneText() throws Exception {
    service.streaming(
        call -> {
          int count = 0;
          while (call.take() != null) {
            count++;
          }
          call.reply(StringValue.of("got " + count));
        });
    Heard heard = new Heard();
    WebSocket socket = open(gateway, "/v1/collect/x", heard);
    for (String text : new String[] {"{}", "{}", ""}) {
      socket.sendText(text, true).join();
    }

    assertThat(heard.next()).isEqualTo("{\"text\":\"got 2\"}");
    assertThat(heard.code()).isEqualTo(1000);
  }

  @Test
  void service_thatSpeaksFirst_isHeard() throws Exception {
    service.streaming(call -> call.send(StringValue.of("welcome")).end());
    Heard heard = new Heard();
    open(gateway, "/v1/talk/x", heard);

    assertThat(heard.next()).isEqualTo("{\"text\":\"welcome\"}");
    assertThat(heard.code()).isEqualTo(1000);
  }

  @Test
  void error_isTheLastText_andTheCloseHasItsStatus() throws Exception {
    service.streaming(call -> call.fail(Status.NOT_FOUND.withDescription("none")));
    Heard early = new Heard();
    open(gateway, "/v1/talk/x", early);
    assertThat(early.next()).isEqualTo("{\"error\":{\"code\":5,\"message\":\"none\"}}");
    assertThat(early.code()).isEqualTo(4404);

    service.streaming(
        call -> {
          call.send(StringValue.of("a"));
          call.fail(Status.ABORTED.withDescription("enough"));
        });
    Heard late = new Heard();
    open(gateway, "/v1/talk/x", late);
    assertThat(late.next()).isEqualTo("{\"text\":\"a\"}");
    assertThat(late.next()).isEqualTo("{\"error\":{\"code\":10,\"message\":\"enough\"}}");
    assertThat(late.code()).isEqualTo(4409);
  }

  @Test
  void message_thatIsBad_isToldWithItsIndex_andCancels() throws Exception {
    try (TestService own = new TestService().streaming(WebSocketTest::echo);
        Gateway other = new Gateway(own.port(), schema)) {
      Heard heard = new Heard();
      WebSocket socket = open(other, "/v1/talk/x", heard);
      socket.sendText("{}", true).join();
      assertThat(heard.next()).isEqualTo("{\"text\":\"x\"}");
      socket.sendText("{\"nope\":1}", true).join();

      assertThat(heard.next()).contains("\"error\"").contains("[1].nope");
      assertThat(heard.code()).isEqualTo(4400);
      own.takeCall().awaitCancelled();
    }
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void client_thatLeaves_cancelsItsCall(boolean politely) throws Exception {
    try (TestService own = new TestService().streaming(WebSocketTest::echo);
        Gateway other = new Gateway(own.port(), schema)) {
      Heard heard = new Heard();
      WebSocket socket = open(other, "/v1/talk/x", heard);
      socket.sendText("{}", true).join();
      heard.next();
      if (politely) {
        socket.sendClose(1000, "").join();
        assertThat(heard.code()).isEqualTo(1000);
      } else {
        socket.abort();
      }
      own.takeCall().awaitCancelled();
      assertThat(other.takeRecord().httpStatus()).isEqualTo(499);
    }
  }

  @Test
  void client_thatLeavesInAMessage_isNoMistakeOfOurs(CapturedOutput output) throws Exception {
    try (TestService own = new TestService().streaming(WebSocketTest::echo);
        Gateway other = new Gateway(own.port(), schema)) {
      Heard heard = new Heard();
      WebSocket socket = open(other, "/v1/talk/x", heard);
      socket.sendText("{", false).join();
      own.takeCall();
      socket.abort();

      assertThat(other.takeRecord().httpStatus()).isEqualTo(499);
      assertThat(output).doesNotContain("A client connection failed");
    }
  }

  @Test
  void message_overTheLimit_isTooBig() throws Exception {
    try (TestService own = new TestService().streaming(WebSocketTest::echo);
        Gateway other = new Gateway(own.port(), schema, "bluehub.http.limits.max-body=100B")) {
      Heard heard = new Heard();
      WebSocket socket = open(other, "/v1/talk/x", heard);
      socket.sendText("{\"text\":\"" + "y".repeat(60), false).join();
      var _ = socket.sendText("y".repeat(60) + "\"}", true);

      assertThat(heard.code()).isEqualTo(1009);
    }
  }

  @Test
  void bytes_areNotTaken() throws Exception {
    service.streaming(WebSocketTest::echo);
    Heard heard = new Heard();
    WebSocket socket = open(gateway, "/v1/talk/x", heard);
    var _ = socket.sendBinary(ByteBuffer.wrap(new byte[] {1}), true);

    assertThat(heard.code()).isEqualTo(1003);
  }

  private static Answer handshake(String request) {
    try (RawClient client = gateway.connect()) {
      return client.send(request + "\n").readHead();
    }
  }

  /** The key and its proof are the example of RFC 6455 §1.3. */
  @Test
  void handshake_isProvenByTheKey() {
    service.streaming(WebSocketTest::echo);
    Answer answer = handshake(HANDSHAKE);

    assertThat(answer.status()).isEqualTo(101);
    assertThat(answer.header("upgrade")).isEqualTo("websocket");
    assertThat(answer.header("sec-websocket-accept")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
  }

  @ParameterizedTest
  @CsvSource({
    "Version: 13, Version: 8, 426",
    "dGhlIHNhbXBsZSBub25jZQ==, abc, 400",
    "/v1/talk/x, /v1/nope, 404",
    "/v1/talk/x, /v1/pipe, 501",
    "Upgrade: websocket, Upgrade: other, 405"
  })
  void handshake_thatIsNotInOrder_isAnsweredPlainly(String part, String instead, int status) {
    assertThat(handshake(HANDSHAKE.replace(part, instead)).status()).isEqualTo(status);
  }

  /** RFC 6455 §4.4, RFC 9110 §15.5.22 */
  @Test
  void handshake_ofAnotherVersion_isToldTheRightOne() {
    Answer answer = handshake(HANDSHAKE.replace("Version: 13", "Version: 8"));

    assertThat(answer.status()).isEqualTo(426);
    assertThat(answer.header("sec-websocket-version")).isEqualTo("13");
    assertThat(answer.header("upgrade")).isEqualTo("websocket");
    assertThat(answer.fields()).contains("connection: upgrade");
  }

  @Test
  void handshake_withTwoKeys_is400() {
    String second = "Sec-WebSocket-Key: AGhlIHNhbXBsZSBub25jZQ==\n";

    assertThat(handshake(HANDSHAKE + second).status()).isEqualTo(400);
  }

  /** RFC 6455 §4.1: a client waits for the answer. Behind another request, bytes were no frames. */
  @Test
  void bytes_beforeTheHandshakesAnswer_areAProtocolError() throws Exception {
    service.streaming(call -> call.reply(StringValue.of("a")));
    try (RawClient client = gateway.connect()) {
      client.send(
          "POST /v1/collect/x HTTP/1.1\nHost: a\nContent-Length: 2\n\n[]"
              + HANDSHAKE
              + "\n"
              + "GET / HTTP/1.1\nHost: a\n\n");
      assertThat(client.read().status()).isEqualTo(200);
      service.streaming(WebSocketTest::echo);

      assertThat(client.readHead().status()).isEqualTo(101);
      assertThat(client.bytes(4)).containsExactly(0x88, 2, 0x03, 0xea);
      assertThat(client.closedByServer()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example, 101",
    "http://A.example, 101",
    "https://b.example, 101",
    "https://evil.example, 403",
    "null, 403"
  })
  void handshake_ofAPage_dependsOnItsOrigin(String origin, int status) {
    service.streaming(WebSocketTest::echo);

    assertThat(handshake(HANDSHAKE + "Origin: " + origin + "\n").status()).isEqualTo(status);
  }
}
