package bluehub.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bluehub.example.v1.SayHelloResponse;
import bluehub.example.v1.StreamGreetingsResponse;
import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.RawClient;
import bluehub.gateway.fixture.RawClient.Answer;
import bluehub.gateway.fixture.ServedCall;
import bluehub.gateway.fixture.TestService;
import bluehub.gateway.upstream.EventLoops;
import io.grpc.Metadata;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers in the gzip coding, for those who want it and where it is worth it. */
class CompressedAnswerTest {
  private static final String LONG = "x".repeat(2_000);
  private static final String PATH = " /v1/example/sayhello/x HTTP/1.1\nHost: a\n";
  private static final String STREAM = "GET /v1/example/greetings/x HTTP/1.1\nHost: a\n";
  private static final int GZIP_HEADER = 10;

  private TestService service;
  private Gateway gateway;

  @BeforeEach
  void start() {
    service = new TestService().answering(call -> reply(call, LONG));
    gateway = new Gateway(new EventLoops(1), service.port());
  }

  @AfterEach
  void stop() {
    gateway.close();
    service.close();
  }

  private static void reply(ServedCall call, String message) {
    call.reply(SayHelloResponse.newBuilder().setMessage(message).build());
  }

  private static StreamGreetingsResponse greeting(String message) {
    return StreamGreetingsResponse.newBuilder().setMessage(message).build();
  }

  private static String gunzip(byte[] bytes) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String json(String message) {
    return "{\"message\":\"" + message + "\"}";
  }

  @Test
  void large_forWhoWantsIt_isCompressed() throws IOException {
    try (RawClient client = gateway.connect()) {
      Answer head = client.send("GET" + PATH + "Accept-Encoding: gzip\n\n").readHead();
      int length = Integer.parseInt(head.header("content-length"));

      assertThat(head.header("content-encoding")).isEqualTo("gzip");
      assertThat(head.header("vary")).isEqualTo("accept-encoding");
      assertThat(length).isLessThan(200);
      assertThat(gunzip(client.bytes(length))).isEqualTo(json(LONG));
      assertThat(client.send("GET" + PATH + "\n").read().body()).isEqualTo(json(LONG));
    }
  }

  @Test
  void large_forWhoDoesNot_saysThatItVaries() {
    try (RawClient client = gateway.connect()) {
      Answer answer = client.send("GET" + PATH + "Accept-Encoding: gzip;q=0\n\n").read();

      assertThat(answer.header("content-encoding")).isNull();
      assertThat(answer.header("vary")).isEqualTo("accept-encoding");
      assertThat(answer.body()).isEqualTo(json(LONG));
    }
  }

  @Test
  void head_hasTheFieldsOfGet_andNoBody() {
    try (RawClient client = gateway.connect()) {
      String asked = "Accept-Encoding: gzip\n\n";
      Answer head = client.send("HEAD" + PATH + asked).readHead();
      Answer get = client.send("GET" + PATH + asked).read();

      assertThat(head.header("content-encoding")).isEqualTo("gzip");
      assertThat(head.header("content-length")).isEqualTo(get.header("content-length"));
    }
  }

  @Test
  void small_isNot() {
    service.answering(call -> reply(call, "y"));
    try (RawClient client = gateway.connect()) {
      Answer answer = client.send("GET" + PATH + "Accept-Encoding: gzip\n\n").read();

      assertThat(answer.header("content-encoding")).isNull();
      assertThat(answer.header("vary")).isNull();
      assertThat(answer.body()).isEqualTo(json("y"));
    }
  }

  @Test
  void answer_thatMustNotBeTransformed_isNot() {
    answeringWith("cache-control", "no-transform");
    try (RawClient client = gateway.connect()) {
      Answer answer = client.send("GET" + PATH + "Accept-Encoding: gzip\n\n").read();

      assertThat(answer.body()).isEqualTo(json(LONG));
    }
  }

  /** RFC 9110 §8.8.1: a strong tag stands for bytes, and these are others. */
  @Test
  void etag_ofWhatIsCompressed_isWeak() {
    answeringWith("etag", "\"1\"");
    try (RawClient client = gateway.connect()) {
      String asked = "GET" + PATH + "Accept-Encoding: gzip\n\n";

      assertThat(client.send(asked).read().header("etag")).isEqualTo("W/\"1\"");
      assertThat(client.send("GET" + PATH + "\n").read().header("etag")).isEqualTo("\"1\"");
    }
  }

  private void answeringWith(String name, String value) {
    Metadata metadata = new Metadata();
    metadata.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value);
    service.answering(call -> reply(call.begin(metadata), LONG));
  }

  @Test
  void switchedOff_isNot() {
    try (Gateway off = new Gateway(service.port(), "bluehub.http.compression.responses=false");
        RawClient client = off.connect()) {
      Answer answer = client.send("GET" + PATH + "Accept-Encoding: gzip\n\n").read();

      assertThat(answer.header("vary")).isNull();
      assertThat(answer.body()).isEqualTo(json(LONG));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/x-ndjson", "text/event-stream", "application/json"})
  void stream_eachMessageCanBeReadAtOnce(String type) throws Exception {
    service.answering(call -> {});
    try (RawClient client = gateway.connect()) {
      client.send(STREAM + "Accept-Encoding: gzip\nAccept: " + type + "\n\n");
      ServedCall call = service.takeCall();
      Inflater inflater = new Inflater(true);
      call.send(greeting("first"));
      Answer head = client.readHead();
      assertThat(head.header("content-encoding")).isEqualTo("gzip");
      assertThat(head.header("vary")).isEqualTo("accept-encoding");
      assertThat(client.chunk()).hasSize(GZIP_HEADER);
      assertThat(inflate(inflater, client.chunk())).contains("first");
      call.send(greeting("second"));
      assertThat(inflate(inflater, client.chunk())).contains("second").doesNotContain("first");
      call.end();

      ByteArrayOutputStream rest = new ByteArrayOutputStream();
      for (byte[] chunk = client.chunk(); chunk.length > 0; chunk = client.chunk()) {
        rest.writeBytes(chunk);
      }
      inflate(inflater, rest.toByteArray());
      assertThat(inflater.finished()).isTrue();
      // CRC32 and size; the whole is checked below.
      assertThat(inflater.getRemaining()).isEqualTo(8);
      inflater.end();
    }
  }

  private static String inflate(Inflater inflater, byte[] bytes) throws Exception {
    byte[] text = new byte[10_000];
    inflater.setInput(bytes);
    return new String(text, 0, inflater.inflate(text), StandardCharsets.UTF_8);
  }

  @Test
  void stream_whole_isGzip() throws IOException {
    String large = "abc".repeat(50_000);
    service.answering(call -> call.send(greeting("1")).send(greeting(large)).end());
    try (RawClient client = gateway.connect()) {
      client.send(STREAM + "Accept-Encoding: gzip\nAccept: application/x-ndjson\n\n").readHead();
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      for (byte[] chunk = client.chunk(); chunk.length > 0; chunk = client.chunk()) {
        body.writeBytes(chunk);
      }
      assertThat(gunzip(body.toByteArray())).isEqualTo(json("1") + "\n" + json(large) + "\n");
      assertThat(body.size()).isLessThan(3_000);
    }
  }

  @Test
  void stream_ofHead_hasNoBody() {
    service.answering(call -> call.send(greeting("1")).end());
    try (RawClient client = gateway.connect()) {
      String asked = "Accept-Encoding: gzip\n\n";
      Answer head = client.send(STREAM.replace("GET", "HEAD") + asked).readHead();
      service.answering(call -> reply(call, "y"));

      assertThat(head.header("content-encoding")).isEqualTo("gzip");
      assertThat(client.send("GET" + PATH + "\n").read().body()).isEqualTo(json("y"));
    }
  }

  /**
   * A deflater is large, so that there are but so many; those of clients that left are used again.
   */
  @Test
  void streams_beyondTheDeflaters_areNotCompressed() throws Exception {
    service.answering(call -> call.send(greeting("1")));
    for (int round = 0; round < 2; round++) {
      List<RawClient> clients = new ArrayList<>();
      for (int i = 0; i < 33; i++) {
        RawClient client = gateway.connect();
        clients.add(client);
        Answer head = client.send(STREAM + "Accept-Encoding: gzip\n\n").readHead();
        assertThat(head.header("content-encoding")).isEqualTo(i < 32 ? "gzip" : null);
      }
      clients.forEach(RawClient::reset);
      await().until(() -> gateway.inFlight() == 0);
    }
  }
}
