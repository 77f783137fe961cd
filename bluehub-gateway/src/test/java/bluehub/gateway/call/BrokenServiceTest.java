package bluehub.gateway.call;

import static bluehub.gateway.fixture.Bytes.gzip;
import static org.assertj.core.api.Assertions.assertThat;

import bluehub.example.v1.SayHelloResponse;
import bluehub.gateway.fixture.FrameService;
import bluehub.gateway.fixture.FrameStream;
import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.RawClient;
import bluehub.gateway.fixture.RawClient.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way in which an upstream can answer badly, frame by frame, and the answer that it gets. */
class BrokenServiceTest {
  private static final String GET = "GET /v1/example/sayhello/x HTTP/1.1\nHost: a\n\n";
  private static final String ONCE = "bluehub.upstreams.router.retries=0";

  private static final String CUT = "The service cut the call off.";
  private static final String CUT_TRY = "The service cut the call off. Try again.";
  private static final String NOT_GRPC = "The service's answer is not gRPC.";
  private static final String BROKEN = "The service's answer is not gRPC, or it was cut off.";
  private static final String TOO_LARGE = "The service's answer is larger than the gateway takes.";

  private static final byte[] HELLO =
      SayHelloResponse.newBuilder().setMessage("y").build().toByteArray();

  /** What an upstream does, and the answer to it. */
  record Row(String name, int status, int code, String message, FrameService.Behaviour behaviour) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Answer get(FrameService.Behaviour behaviour) {
    try (FrameService service = new FrameService(behaviour);
        Gateway gateway = new Gateway(service.port(), ONCE);
        RawClient client = gateway.connect()) {
      return client.send(GET).read();
    }
  }

  @ParameterizedTest
  @CsvSource({
    // gRPC over HTTP/2, "Errors", but for CANCEL: it was not the client who cancelled.
    "0, 503, 14, " + CUT_TRY, // NO_ERROR
    "1, 500, 13, " + CUT, // PROTOCOL_ERROR
    "2, 500, 13, " + CUT, // INTERNAL_ERROR
    "3, 500, 13, " + CUT, // FLOW_CONTROL_ERROR
    "4, 500, 13, " + CUT, // SETTINGS_TIMEOUT
    "5, 500, 13, " + CUT, // STREAM_CLOSED
    "6, 500, 13, " + CUT, // FRAME_SIZE_ERROR
    "7, 503, 14, " + CUT_TRY, // REFUSED_STREAM
    "8, 503, 14, " + CUT_TRY, // CANCEL
    "9, 500, 13, " + CUT, // COMPRESSION_ERROR
    "10, 500, 13, " + CUT, // CONNECT_ERROR
    "11, 429, 8, The service takes no more calls for now. Try again later.", // ENHANCE_YOUR_CALM
    "12, 403, 7, " + CUT, // INADEQUATE_SECURITY
    "13, 500, 2, " + CUT, // HTTP_1_1_REQUIRED, which gRPC has no code for
    "99, 500, 13, " + CUT
  })
  void reset_withoutTrailers_isTold(int reset, int status, int code, String message) {
    Answer answer = get(stream -> stream.reset(reset));

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body())
        .isEqualTo("{\"code\":%d,\"message\":\"%s\"}".formatted(code, message));
  }

  static List<Row> rows() {
    return List.of(
        new Row(
            "trailers only",
            409,
            10,
            "as it is",
            s ->
                s.trailers(
                    ":status",
                    "200",
                    "content-type",
                    "application/grpc",
                    "grpc-status",
                    "10",
                    "grpc-message",
                    "as it is")),
        new Row(
            "trailers only, OK",
            500,
            13,
            "The service sent no response.",
            s ->
                s.trailers(
                    ":status", "200", "content-type", "application/grpc", "grpc-status", "0")),
        new Row(
            "no grpc-status in trailers only",
            500,
            13,
            BROKEN,
            s -> s.trailers(":status", "200", "content-type", "application/grpc")),
        new Row(
            "no grpc-status in trailers",
            500,
            13,
            BROKEN,
            s -> s.begin().message(HELLO).trailers("x-other", "1")),
        new Row(
            "grpc-status that is no number",
            500,
            2,
            "said so",
            s -> s.begin().trailers("grpc-status", "abc", "grpc-message", "said so")),
        new Row(
            "grpc-status of the future",
            500,
            2,
            "said so",
            s -> s.begin().trailers("grpc-status", "99", "grpc-message", "said so")),
        new Row(
            "grpc-message with bad escapes",
            400,
            3,
            "a%zz% %4 b",
            s -> s.begin().trailers("grpc-status", "3", "grpc-message", "a%zz% %4 %62")),
        new Row(
            "grpc-message with good escapes",
            400,
            3,
            "平\\n\\\"",
            s -> s.begin().trailers("grpc-status", "3", "grpc-message", "%E5%B9%B3%0A%22")),
        new Row(
            "grpc-message with bytes that are no UTF-8",
            400,
            3,
            "a\ufffdb",
            s -> s.begin().trailers("grpc-status", "3", "grpc-message", "a%FFb")),
        new Row("HTTP 404 with a page", 501, 12, NOT_GRPC, s -> page(s, "404", "text/html")),
        new Row("HTTP 502 with a page", 503, 14, NOT_GRPC, s -> page(s, "502", "text/html")),
        new Row("HTTP 503 with a page", 503, 14, NOT_GRPC, s -> page(s, "503", "text/html")),
        new Row("HTTP 429 with a page", 503, 14, NOT_GRPC, s -> page(s, "429", "text/plain")),
        new Row("HTTP 401 with a page", 401, 16, NOT_GRPC, s -> page(s, "401", "text/html")),
        new Row("HTTP 403 with a page", 403, 7, NOT_GRPC, s -> page(s, "403", "text/html")),
        new Row("HTTP 400 with a page", 500, 13, BROKEN, s -> page(s, "400", "text/html")),
        new Row("HTTP 500 with a page", 500, 13, BROKEN, s -> page(s, "500", "text/html")),
        new Row("HTTP 200 with a page", 500, 13, BROKEN, s -> page(s, "200", "text/html")),
        new Row("HTTP 200 with JSON", 500, 13, BROKEN, s -> page(s, "200", "application/json")),
        new Row(
            "no content-type",
            500,
            13,
            BROKEN,
            s -> s.headers(":status", "200").lastData(new byte[3])),
        new Row("HTTP 503 without a body", 503, 14, NOT_GRPC, s -> s.trailers(":status", "503")),
        new Row("data without headers", 500, 13, BROKEN, s -> s.message(HELLO)),
        new Row(
            "headers twice",
            500,
            13,
            BROKEN,
            s ->
                s.begin()
                    .headers(":status", "200", "content-type", "application/grpc")
                    .trailers("grpc-status", "0")),
        new Row(
            "end of the stream without trailers",
            500,
            13,
            BROKEN,
            s -> s.begin().lastData(new byte[0])),
        new Row(
            "half a message",
            500,
            13,
            BROKEN,
            s -> s.begin().prefixed(0, 100, HELLO).trailers("grpc-status", "0")),
        new Row(
            "half a message, then an error",
            409,
            10,
            "",
            s -> s.begin().prefixed(0, 100, HELLO).trailers("grpc-status", "10")),
        new Row(
            "two messages",
            500,
            13,
            "The service sent more than one response.",
            s -> s.begin().message(HELLO).message(HELLO).trailers("grpc-status", "0")),
        new Row(
            "a message beyond the limit",
            500,
            13,
            TOO_LARGE,
            s -> s.begin().prefixed(0, 5_000_000, HELLO)),
        new Row(
            "a message of negative length",
            500,
            13,
            TOO_LARGE,
            s -> s.begin().prefixed(0, -1, HELLO)),
        new Row(
            "a prefix with reserved bits",
            500,
            13,
            BROKEN,
            s -> s.begin().prefixed(2, HELLO.length, HELLO).trailers("grpc-status", "0")),
        new Row(
            "unknown compression",
            500,
            13,
            BROKEN,
            s ->
                s.headers(
                        ":status", "200", "content-type", "application/grpc", "grpc-encoding", "br")
                    .prefixed(1, HELLO.length, HELLO)
                    .trailers("grpc-status", "0")),
        new Row(
            "compressed without saying how",
            500,
            13,
            BROKEN,
            s -> s.begin().prefixed(1, HELLO.length, HELLO).trailers("grpc-status", "0")),
        new Row(
            "compressed badly",
            500,
            13,
            BROKEN,
            s -> gzipped(s).prefixed(1, HELLO.length, HELLO).trailers("grpc-status", "0")),
        new Row(
            "gRPC-Web, whose messages are others",
            500,
            13,
            BROKEN,
            s ->
                s.headers(":status", "200", "content-type", "application/grpc-web+proto")
                    .message(HELLO)
                    .trailers("grpc-status", "0")),
        new Row("compressed beyond the limit", 500, 13, TOO_LARGE, s -> bomb(gzipped(s))),
        new Row(
            "headers beyond the limit",
            500,
            13,
            TOO_LARGE,
            s ->
                s.headers(
                        ":status",
                        "200",
                        "content-type",
                        "application/grpc",
                        "x-large",
                        "x".repeat(9_000))
                    .message(HELLO)
                    .trailers("grpc-status", "0")),
        new Row(
            "trailers beyond the limit",
            500,
            13,
            TOO_LARGE,
            s ->
                s.begin()
                    .message(HELLO)
                    .trailers("grpc-status", "0", "x-large", "x".repeat(9_000))),
        new Row(
            "garbage",
            500,
            13,
            BROKEN,
            s ->
                s.connection()
                    .bytes("this is no frame at all, is it?".getBytes(StandardCharsets.US_ASCII))),
        new Row("the connection closed", 503, 14, CUT_TRY, s -> s.connection().close()),
        new Row("the connection reset", 503, 14, CUT_TRY, s -> s.connection().reset()),
        new Row(
            "the connection closed after headers",
            503,
            14,
            CUT_TRY,
            s -> s.begin().connection().close()),
        new Row(
            "the connection closed after the message",
            503,
            14,
            CUT_TRY,
            s -> s.begin().message(HELLO).connection().close()),
        new Row(
            "GOAWAY before the stream, with an error",
            500,
            13,
            CUT,
            s -> s.connection().goAway(0, 2)));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void badAnswer_hasItsStatus_andNothingInternal(Row row) {
    Answer answer = get(row.behaviour());

    assertThat(answer.body())
        .isEqualTo("{\"code\":%d,\"message\":\"%s\"}".formatted(row.code(), row.message()));
    assertThat(answer.status()).isEqualTo(row.status());
    assertThat(answer.header("content-type")).isEqualTo("application/json");
  }

  @Test
  void identityEncoding_isTaken() {
    Answer answer =
        get(
            s ->
                s.headers(
                        ":status",
                        "200",
                        "content-type",
                        "application/grpc+proto",
                        "grpc-encoding",
                        "identity")
                    .message(HELLO)
                    .trailers("grpc-status", "0"));

    assertThat(answer.body()).isEqualTo("{\"message\":\"y\"}");
  }

  @Test
  void interimResponse_isPassedOver() {
    Answer answer =
        get(s -> s.headers(":status", "103", "link", "x").reply(SayHelloResponse.parseFrom(HELLO)));

    assertThat(answer.body()).isEqualTo("{\"message\":\"y\"}");
  }

  @Test
  void goAway_afterTheStream_letsItEnd() {
    Answer answer =
        get(
            s -> {
              s.connection().goAway(s.id(), 0);
              s.reply(SayHelloResponse.parseFrom(HELLO));
              s.connection().close();
            });

    assertThat(answer.body()).isEqualTo("{\"message\":\"y\"}");
  }

  @Test
  void silence_is504_andTheStreamIsCancelled() throws Exception {
    try (FrameService service = new FrameService(FrameStream::begin);
        Gateway gateway = new Gateway(service.port(), "bluehub.upstreams.router.deadline=100ms");
        RawClient client = gateway.connect()) {
      assertThat(client.send(GET).read().status()).isEqualTo(504);
      assertThat(service.takeReset()).isEqualTo(8);
    }
  }

  private static void page(FrameStream stream, String status, String type) throws IOException {
    stream
        .headers(":status", status, "content-type", type, "server", "10.0.0.7")
        .lastData("<html>secret".getBytes(StandardCharsets.US_ASCII));
  }

  private static FrameStream gzipped(FrameStream stream) throws IOException {
    return stream.headers(
        ":status", "200", "content-type", "application/grpc", "grpc-encoding", "gzip");
  }

  private static void bomb(FrameStream stream) throws IOException {
    byte[] small = gzip(new byte[5_000_000]);
    stream.prefixed(1, small.length, small).trailers("grpc-status", "0");
  }
}
