package bluehub.gateway.call;

import static bluehub.gateway.fixture.Bytes.gzip;
import static bluehub.gateway.fixture.Bytes.join;
import static org.assertj.core.api.Assertions.assertThat;

import bluehub.gateway.fixture.FrameClient;
import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.RawClient;
import bluehub.gateway.fixture.RawClient.Answer;
import bluehub.gateway.fixture.Schemas;
import bluehub.gateway.fixture.ServedCall;
import bluehub.gateway.fixture.TestService;
import bluehub.gateway.upstream.EventLoops;
import com.google.api.HttpBody;
import com.google.protobuf.StringValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of requests in the gzip coding: whole, damaged, and grown out of all proportion. */
class CompressedStreamTest {
  private static final int MAX_BODY = 100_000;
  private static final String LINES = "{}\n{\"text\":\"b\"}\n";

  @TempDir private static Path folder;

  private static String schema;
  private static TestService service;
  private static Gateway gateway;

  @BeforeAll
  static void start() throws IOException {
    Path file = Files.write(folder.resolve("streams.binpb"), Schemas.withStreams());
    schema = "bluehub.upstreams.router.schema.descriptor-set=file:" + file;
    service = new TestService();
    gateway = gateway(service);
  }

  private static Gateway gateway(TestService behind) {
    String limit = "bluehub.http.limits.max-body=" + MAX_BODY + "B";
    return new Gateway(new EventLoops(1), behind.port(), schema, limit);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    service.close();
  }

  private static String head(String path, String type, String more) {
    return "POST "
        + path
        + " HTTP/1.1\nHost: a\nContent-Type: "
        + type
        + "\nContent-Encoding: gzip\n"
        + more;
  }

  private static String length(byte[] body) {
    return "Content-Length: " + body.length + "\n\n";
  }

  private static Answer collect(RawClient client, String type, byte[] body) {
    return client.send(head("/v1/collect/x", type, length(body))).sendBytes(body).read();
  }

  private static Answer collect(String type, byte[] body) {
    try (RawClient client = gateway.connect()) {
      return collect(client, type, body);
    }
  }

  /** Answers with the number of messages and the last text. */
  private static void count(ServedCall call) throws Exception {
    int count = 0;
    String last = "";
    for (StringValue next = call.take(StringValue.parser());
        next != null;
        next = call.take(StringValue.parser())) {
      count++;
      last = next.getValue();
    }
    call.reply(StringValue.of(count + last));
  }

  private static String text(String text) {
    return "{\"text\":\"" + text + "\"}";
  }

  @ParameterizedTest
  @CsvSource({
    "application/x-ndjson, '{}\n{\"text\":\"b\"}\n'",
    "application/json, '[{},{\"text\":\"b\"}]'"
  })
  void stream_isDecoded(String type, String body) {
    service.streaming(CompressedStreamTest::count);

    assertThat(collect(type, gzip(body)).body()).isEqualTo(text("2b"));
  }

  @Test
  void stream_byteByByte_isDecoded() {
    service.streaming(CompressedStreamTest::count);
    byte[] body = gzip(LINES);
    try (RawClient client = gateway.connect()) {
      client.send(head("/v1/collect/x", "application/x-ndjson", length(body)));
      for (byte b : body) {
        client.sendBytes(new byte[] {b});
      }

      assertThat(client.read().body()).isEqualTo(text("2b"));
    }
  }

  /** Longer than what one turn lets out, and than what the service takes at once. */
  @Test
  void stream_farLargerThanABody_isDecodedWhole() {
    service.streaming(CompressedStreamTest::count);
    String line = text("y".repeat(10_000)) + "\n";

    assertThat(collect("application/x-ndjson", gzip(line.repeat(500), text("z"))).body())
        .isEqualTo(text("501z"));
  }

  @Test
  void stream_onHttp2_whoseEndComesWithItsLastBytes_isDecodedWhole() {
    service.streaming(CompressedStreamTest::count);
    byte[] body = gzip((text("y".repeat(10_000)) + "\n").repeat(500), text("z"));
    try (FrameClient client = new FrameClient(gateway.port()).open()) {
      client.request(
          1,
          false,
          "POST",
          "/v1/collect/x",
          "content-type",
          "application/x-ndjson",
          "content-encoding",
          "gzip");
      client.frame(FrameClient.DATA, FrameClient.END_STREAM, 1, body);

      assertThat(client.answer(1).body()).isEqualTo(text("501z"));
    }
  }

  @Test
  void rawBody_isDecoded_andMayHaveAnySize() {
    service.streaming(
        call -> {
          long received = 0;
          for (HttpBody next = call.take(HttpBody.parser());
              next != null;
              next = call.take(HttpBody.parser())) {
            received += next.getData().size();
          }
          call.reply(StringValue.of(Long.toString(received)));
        });
    byte[] body = gzip("y".repeat(3_000_000));
    try (RawClient client = gateway.connect()) {
      client.send(head("/v1/upload", "a/b", length(body))).sendBytes(body);

      assertThat(client.read().body()).isEqualTo(text("3000000"));
    }
  }

  @Test
  void message_isSentAsSoonAsTheClientHasFlushed() throws Exception {
    service.streaming(
        call -> {
          for (StringValue next = call.take(StringValue.parser());
              next != null;
              next = call.take(StringValue.parser())) {
            call.send(next);
          }
          call.end();
        });
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (RawClient client = gateway.connect();
        GZIPOutputStream gzip = new GZIPOutputStream(out, true)) {
      client.send(head("/v1/talk/x", "application/x-ndjson", "Transfer-Encoding: chunked\n\n"));
      gzip.write("{}\n{\"te".getBytes(StandardCharsets.US_ASCII));
      sendChunk(client, gzip, out);
      assertThat(client.line()).isEqualTo("HTTP/1.1 200 OK");
      while (!client.line().isEmpty()) {
        // The rest of the head.
      }
      assertThat(client.chunk()).asString().isEqualTo(text("x") + "\n");
      gzip.write("xt\":\"b\"}\n".getBytes(StandardCharsets.US_ASCII));
      sendChunk(client, gzip, out);
      assertThat(client.chunk()).asString().isEqualTo(text("b") + "\n");
      gzip.finish();
      sendChunk(client, gzip, out);
      client.send("0\n\n");
      assertThat(client.chunk()).isEmpty();
    }
  }

  private static void sendChunk(RawClient client, GZIPOutputStream gzip, ByteArrayOutputStream out)
      throws IOException {
    gzip.flush();
    client.send(Integer.toHexString(out.size()) + "\n").sendBytes(out.toByteArray()).send("\n");
    out.reset();
  }

  /** Refused, its call cancelled, and the connection goes on. */
  private static void assertRefused(String type, byte[] body, int status) throws Exception {
    try (TestService own = new TestService().streaming(ServedCall::awaitCancelled);
        Gateway other = gateway(own);
        RawClient client = other.connect()) {
      client.send(head("/v1/collect/x", type, length(body)));
      ServedCall call = own.takeCall();
      assertThat(client.sendBytes(body).read().status()).isEqualTo(status);
      call.awaitCancelled();
      own.streaming(CompressedStreamTest::count);
      assertThat(collect(client, "application/x-ndjson", gzip(LINES)).body()).isEqualTo(text("2b"));
    }
  }

  @Test
  void stream_thatEndsTooEarly_is400() throws Exception {
    byte[] body = gzip(LINES);

    assertRefused("application/x-ndjson", Arrays.copyOf(body, body.length - 1), 400);
    assertRefused("application/x-ndjson", Arrays.copyOf(body, 12), 400);
  }

  @Test
  void stream_withSomethingBehindIt_is400() throws Exception {
    assertRefused("application/x-ndjson", join(gzip(LINES), new byte[] {0}), 400);
    assertRefused("application/x-ndjson", join(gzip(LINES), gzip(LINES)), 400);
  }

  @Test
  void stream_thatIsNoGzip_is400() throws Exception {
    assertRefused("application/x-ndjson", LINES.getBytes(StandardCharsets.US_ASCII), 400);
  }

  @Test
  void stream_thatIsDamaged_is400() throws Exception {
    byte[] body = gzip(LINES);
    body[body.length - 8] ^= 0x55;

    assertRefused("application/x-ndjson", body, 400);
  }

  @Test
  void message_thatGrowsBeyondTheLimit_is413() throws Exception {
    assertRefused("application/x-ndjson", gzip("{}\n", text("y".repeat(10_000_000))), 413);
  }

  @ParameterizedTest
  @CsvSource({"application/json, [, ' '", "application/x-ndjson, '', '\n'"})
  void space_thatGrowsBeyondTheLimit_is413(String type, String begin, String space)
      throws Exception {
    assertRefused(type, gzip(begin, space.repeat(10_000_000)), 413);
  }

  /**
   * The mistake at its end would be told at once by a gateway that takes more than it can pass on.
   */
  @Test
  void stream_thatGrows_waitsForTheService() throws Exception {
    CompletableFuture<Void> go = new CompletableFuture<>();
    TestService.Behaviour behaviour =
        call -> {
          go.join();
          while (call.take() != null) {
            // Until it is cancelled.
          }
        };
    String line = text("y".repeat(50_000)) + "\n";
    byte[] body = gzip(line.repeat(1_000), "nonsense\n");
    try (TestService own = new TestService().streaming(behaviour);
        Gateway other = gateway(own);
        RawClient client = other.connect();
        RawClient witness = other.connect()) {
      client.send(head("/v1/collect/x", "application/x-ndjson", length(body))).sendBytes(body);
      own.takeCall();
      for (int i = 0; i < 1_000; i++) {
        assertThat(witness.send("GET /nope HTTP/1.1\nHost: a\n\n").read().status()).isEqualTo(404);
      }
      assertThat(other.inFlight()).isOne();
      go.complete(null);

      Answer answer = client.read();
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).contains("1001:1");
    }
  }

  @Test
  void client_thatLeavesWhileItsStreamWaits_cancelsTheCall() throws Exception {
    byte[] body = gzip((text("y".repeat(50_000)) + "\n").repeat(1_000));
    try (TestService own = new TestService().streaming(ServedCall::awaitCancelled);
        Gateway other = gateway(own);
        RawClient client = other.connect()) {
      client.send(head("/v1/collect/x", "application/x-ndjson", length(body))).sendBytes(body);
      ServedCall call = own.takeCall();
      client.reset();

      call.awaitCancelled();
      assertThat(other.takeRecord().httpStatus()).isEqualTo(499);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/collect/x", "/v1/upload"})
  void coding_unknown_is415WithWhatIsTaken_beforeTheCall(String path) {
    try (TestService own = new TestService();
        Gateway other = gateway(own);
        RawClient client = other.connect()) {
      String request = head(path, "application/json", "Expect: 100-continue\n" + length(gzip("")));
      Answer answer = client.send(request.replace("gzip", "br")).read();

      assertThat(answer.status()).isEqualTo(415);
      assertThat(answer.header("accept-encoding")).isEqualTo("gzip");
      assertThat(own.wasCalled()).isFalse();
    }
  }

  @Test
  void coding_switchedOff_is415() {
    try (Gateway off =
            new Gateway(service.port(), schema, "bluehub.http.compression.requests=false");
        RawClient client = off.connect()) {
      Answer answer = collect(client, "application/x-ndjson", gzip(LINES));

      assertThat(answer.status()).isEqualTo(415);
      assertThat(answer.header("accept-encoding")).isEqualTo("identity");
    }
  }
}
