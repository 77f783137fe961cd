package bluehub.gateway.edge;

import static bluehub.gateway.fixture.FrameClient.CONTINUATION;
import static bluehub.gateway.fixture.FrameClient.DATA;
import static bluehub.gateway.fixture.FrameClient.END_HEADERS;
import static bluehub.gateway.fixture.FrameClient.END_STREAM;
import static bluehub.gateway.fixture.FrameClient.GOAWAY;
import static bluehub.gateway.fixture.FrameClient.HEADERS;
import static bluehub.gateway.fixture.FrameClient.PROTOCOL_ERROR;
import static bluehub.gateway.fixture.FrameClient.RST_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import bluehub.example.v1.SayHelloResponse;
import bluehub.gateway.fixture.FrameClient;
import bluehub.gateway.fixture.FrameClient.Answer;
import bluehub.gateway.fixture.FrameClient.Frame;
import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.RawClient;
import bluehub.gateway.fixture.TestService;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that no client should send over HTTP/2, and what they are told. */
class Http2MalformedTest {
  private static final String PATH = "/v1/example/sayhello/x";
  private static final String GOOD = ":method=GET|:scheme=http|:path=" + PATH;

  private static TestService service;
  private static Gateway gateway;

  @BeforeAll
  static void start() {
    service =
        new TestService()
            .answering(call -> call.reply(SayHelloResponse.newBuilder().setMessage("x").build()));
    gateway = new Gateway(service.port());
  }

  @AfterAll
  static void stop() {
    gateway.close();
    service.close();
  }

  private static FrameClient open() {
    return new FrameClient(gateway.port()).open();
  }

  private static Http2Headers headers(String fields) {
    Http2Headers headers = new DefaultHttp2Headers(false);
    for (String field : fields.split("\\|", -1)) {
      int equals = field.indexOf('=', 1);
      headers.add(field.substring(0, equals), field.substring(equals + 1));
    }
    return headers;
  }

  /** RFC 9113 §8.1.1: the stream ends with an error, the connection goes on. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        ":scheme=http|:path=" + PATH,
        ":method=GET|:path=" + PATH,
        ":method=GET|:scheme=http",
        ":method=GET|:scheme=http|:path=",
        ":method=GET|" + GOOD,
        ":path=/|" + GOOD,
        ":scheme=http|" + GOOD,
        ":authority=a|:authority=a|" + GOOD,
        ":status=200|" + GOOD,
        ":status=200",
        ":unknown=x|" + GOOD,
        ":protocol=websocket|:method=CONNECT|:scheme=http",
        ":method=CONNECT",
        ":method=GE T|:scheme=http|:path=/",
        ":method=GET|:scheme=http|:path=nope",
        ":method=GET|:scheme=http|:path=*",
        ":method=GET|:scheme=http|:path=/a b",
        ":method=GET|:scheme=http|:path=http://a/b",
        GOOD + "|X-Upper=x",
        GOOD + "|x y=x",
        GOOD + "|x= x",
        GOOD + "|x=a\nb",
        GOOD + "|x=a\u0000b",
        GOOD + "|connection=close",
        GOOD + "|keep-alive=1",
        GOOD + "|proxy-connection=close",
        GOOD + "|transfer-encoding=chunked",
        GOOD + "|upgrade=h2c",
        GOOD + "|te=gzip",
        GOOD + "|te=trailers, deflate",
        GOOD + "|content-length=1",
        GOOD + "|content-length=-1",
        GOOD + "|content-length=0|content-length=1",
        GOOD + "|content-length=x",
        ":authority=a|" + GOOD + "|host=b",
        GOOD + "|host=a|host=b",
      })
  void head_malformed_endsItsStream(String fields) {
    try (FrameClient client = open()) {
      Frame reset = client.headers(1, true, headers(fields)).next(1);

      assertThat(reset.type()).isEqualTo(RST_STREAM);
      assertThat(reset.error()).isEqualTo(PROTOCOL_ERROR);
      assertThat(client.get(3, PATH).answer(3).status()).isEqualTo("200");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        GOOD,
        ":authority=a|" + GOOD,
        ":authority=a|" + GOOD + "|host=A",
        GOOD + "|host=a",
        GOOD + "|te=trailers",
        GOOD + "|content-length=0",
        GOOD + "|cookie=a=1|cookie=b=2",
        ":method=GET|:scheme=https|:path=" + PATH,
      })
  void head_wellFormed_isServed(String fields) {
    try (FrameClient client = open()) {
      assertThat(client.headers(1, true, headers(fields)).answer(1).status()).isEqualTo("200");
    }
  }

  /** A pseudo field behind another; Netty's encoder would put it in front. */
  @Test
  void pseudoField_behindAnother_endsItsStream() {
    try (FrameClient client = open()) {
      byte[] first = client.block(headers(":method=GET|:scheme=http|x=y"));
      byte[] second = client.block(headers(":path=" + PATH));
      client.frame(HEADERS, END_STREAM, 1, first).frame(CONTINUATION, END_HEADERS, 1, second);

      assertThat(client.next(1).error()).isEqualTo(PROTOCOL_ERROR);
    }
  }

  @Test
  void body_longerThanDeclared_endsItsStream() {
    try (FrameClient client = open()) {
      client.request(1, false, "POST", "/v1/example/cards", "content-length", "1");
      Frame reset = client.data(1, true, "{}").next(1);

      assertThat(reset.type()).isEqualTo(RST_STREAM);
      assertThat(reset.error()).isEqualTo(PROTOCOL_ERROR);
    }
  }

  @Test
  void body_shorterThanDeclared_endsItsStream() {
    try (FrameClient client = open()) {
      client.request(1, false, "POST", "/v1/example/cards", "content-length", "9");

      assertThat(client.data(1, true, "{}").next(1).error()).isEqualTo(PROTOCOL_ERROR);
    }
  }

  @Test
  void connect_is501() {
    try (FrameClient client = open()) {
      Answer answer = client.headers(1, true, headers(":method=CONNECT|:authority=a:1")).answer(1);

      assertThat(answer.status()).isEqualTo("501");
    }
  }

  @Test
  void options_ofTheServer_is204() {
    try (FrameClient client = open()) {
      Answer answer =
          client.headers(1, true, headers(":method=OPTIONS|:scheme=http|:path=*")).answer(1);

      assertThat(answer.status()).isEqualTo("204");
      assertThat(answer.header("content-length")).isNull();
    }
  }

  @Test
  void path_tooLong_is414() {
    try (FrameClient client = open()) {
      Answer answer = client.get(1, "/" + "a".repeat(9_000)).answer(1);

      assertThat(answer.status()).isEqualTo("414");
    }
  }

  @Test
  void headers_tooLarge_are431_andTheConnectionGoesOn() {
    try (Gateway small = new Gateway(service.port(), "bluehub.http.limits.max-header=1KB");
        FrameClient client = new FrameClient(small.port()).open()) {
      Answer answer = client.request(1, true, "GET", PATH, "x", "y".repeat(10_000)).answer(1);

      assertThat(answer.status()).isEqualTo("431");
      assertThat(answer.body()).startsWith("{\"code\":8,");
      assertThat(client.get(3, PATH).answer(3).status()).isEqualTo("200");
    }
  }

  @Test
  void expectation_unknown_is417() {
    try (FrameClient client = open()) {
      Answer answer = client.request(1, true, "GET", PATH, "expect", "tea").answer(1);

      assertThat(answer.status()).isEqualTo("417");
    }
  }

  @Test
  void data_beyondTheWindow_endsTheConnection() {
    try (Gateway small = new Gateway(service.port(), "bluehub.http.http2.stream-window=10B");
        FrameClient client = new FrameClient(small.port()).open()) {
      client.await(FrameClient.SETTINGS);
      client.request(1, false, "POST", "/v1/example/cards").data(1, false, "x".repeat(11));

      // Netty gives window back that it had not taken, and stumbles: it says INTERNAL_ERROR.
      assertThat(client.await(GOAWAY).error())
          .isIn(FrameClient.FLOW_CONTROL_ERROR, FrameClient.INTERNAL_ERROR);
      client.awaitClosed();
    }
  }

  @Test
  void frame_tooLarge_endsTheConnection() {
    try (FrameClient client = open()) {
      client.frame(DATA, 0, 1, new byte[17_000]);

      assertThat(client.await(GOAWAY).error()).isEqualTo(6);
      client.awaitClosed();
    }
  }

  @Test
  void garbage_behindThePreface_endsTheConnection() {
    try (FrameClient client = new FrameClient(gateway.port())) {
      client.send(
          (FrameClient.PREFACE + "GET / HTTP/1.1\r\nHost: a\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));

      assertThat(client.await(GOAWAY).error()).isEqualTo(PROTOCOL_ERROR);
      client.awaitClosed();
    }
  }

  /** What begins like the preface and is none is HTTP/1.1, and told so. */
  @Test
  void preface_almost_isAnsweredInHttp1() {
    try (RawClient client = gateway.connect()) {
      RawClient.Answer answer = client.send("PRI * HTTP/2.0\n\nXX\n\n").read();

      assertThat(answer.status()).isEqualTo(505);
      assertThat(client.closedByServer()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Connection: Upgrade\n", "HTTP2-Settings: !!\n", "HTTP2-Settings: AA\n"})
  void upgrade_thatIsNotInOrder_isServedInHttp1(String fields) {
    try (RawClient client = gateway.connect()) {
      String request = "GET " + PATH + " HTTP/1.1\nHost: a\nUpgrade: h2c\n" + fields;
      String connection = fields.startsWith("H") ? "Connection: Upgrade, HTTP2-Settings\n" : "";
      RawClient.Answer answer = client.send(request + connection + "\n").read();

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("upgrade")).isNull();
    }
  }

  /** Else what a proxy has left of another's Upgrade could open a way past it (RFC 9110 §7.8). */
  @Test
  void upgrade_thatConnectionDoesNotName_isServedInHttp1() {
    try (RawClient client = new RawClient(gateway.port())) {
      client.send(
          "GET /nope HTTP/1.1\nHost: a\nUpgrade: h2c\nHTTP2-Settings: \n"
              + "Connection: HTTP2-Settings\n\n");

      assertThat(client.read().status()).isEqualTo(404);
    }
  }

  @Test
  void upgrade_withoutThePrefaceBehindIt_isTheClientsMistake() {
    try (FrameClient client = new FrameClient(gateway.port())) {
      String get = "GET /nope HTTP/1.1\r\nHost: a\r\n";
      String upgrade =
          "Upgrade: h2c\r\nHTTP2-Settings: \r\nConnection: Upgrade, HTTP2-Settings\r\n\r\n";
      client.send((get + upgrade + get + "\r\n").getBytes(StandardCharsets.US_ASCII));
      assertThat(client.line()).startsWith("HTTP/1.1 101");
      while (!client.line().isEmpty()) {
        // The rest of the head.
      }

      assertThat(client.await(GOAWAY).error()).isEqualTo(PROTOCOL_ERROR);
      client.awaitClosed();
    }
  }

  @Test
  void upgrade_withABody_isServedInHttp1() {
    try (RawClient client = gateway.connect()) {
      String head =
          "POST /nope HTTP/1.1\nHost: a\nUpgrade: h2c\nHTTP2-Settings: \nContent-Length: 2\n"
              + "Connection: Upgrade, HTTP2-Settings\n\n{}";

      assertThat(client.send(head).read().status()).isEqualTo(404);
    }
  }
}
