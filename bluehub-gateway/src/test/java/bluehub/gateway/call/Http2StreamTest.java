package bluehub.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.gateway.fixture.FrameClient;
import bluehub.gateway.fixture.FrameClient.Frame;
import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.Schemas;
import bluehub.gateway.fixture.ServedCall;
import bluehub.gateway.fixture.TestService;
import com.google.protobuf.StringValue;
import io.grpc.Metadata;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams of requests over HTTP/2 (rule 24): full duplex, with windows for back-pressure. */
class Http2StreamTest {
  private static final int STREAM = 1;

  @TempDir private static Path folder;

  private static TestService service;
  private static Gateway gateway;

  @BeforeAll
  static void start() throws IOException {
    Path file = Files.write(folder.resolve("streams.binpb"), Schemas.withStreams());
    service = new TestService();
    gateway =
        new Gateway(service.port(), "bluehub.upstreams.router.schema.descriptor-set=file:" + file);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    service.close();
  }

  private static String text(Frame frame) {
    assertThat(frame.type()).isEqualTo(FrameClient.DATA);
    return new String(frame.payload(), StandardCharsets.UTF_8);
  }

  @Test
  void lines_goBothWays_whileTheBodyStillComes() throws Exception {
    Metadata trailers = new Metadata();
    trailers.put(Metadata.Key.of("x-count", Metadata.ASCII_STRING_MARSHALLER), "3");
    service.streaming(
        call -> {
          for (StringValue next = call.take(StringValue.parser());
              next != null;
              next = call.take(StringValue.parser())) {
            call.send(next);
          }
          call.end(trailers);
        });
    try (FrameClient client = new FrameClient(gateway.port()).open()) {
      client.request(STREAM, false, "POST", "/v1/talk/x", "content-type", "application/x-ndjson");
      client.data(STREAM, false, "{}\n");
      Frame head = client.next(STREAM);
      assertThat(head.headers().status()).hasToString("200");
      assertThat(text(client.next(STREAM))).isEqualTo("{\"text\":\"x\"}\n");
      for (String line : new String[] {"{\"text\":\"a\"}\n", "{\"text\":\"b\"}\n"}) {
        client.data(STREAM, false, line);
        assertThat(text(client.next(STREAM))).isEqualTo(line);
      }
      client.data(STREAM, true, "");
      Frame end = client.next(STREAM);
      assertThat(end.last()).isTrue();
      assertThat(end.headers().get("x-count")).hasToString("3");
    }
  }

  @Test
  void client_thatResetsItsStream_cancelsItsCall() throws Exception {
    CompletableFuture<ServedCall> begun = new CompletableFuture<>();
    service.streaming(
        call -> {
          call.take();
          begun.complete(call);
        });
    try (FrameClient client = new FrameClient(gateway.port()).open()) {
      client.request(STREAM, false, "POST", "/v1/talk/x", "content-type", "application/x-ndjson");
      client.data(STREAM, false, "{}\n");
      ServedCall call = begun.join();
      client.reset(STREAM, FrameClient.CANCEL);
      call.awaitCancelled();
    }
  }

  /** More than the window of a stream and what waits upstream: no window is given for the rest. */
  @Test
  void upload_thatTheServiceDoesNotTake_isGivenNoWindow() throws Exception {
    CompletableFuture<Void> go = new CompletableFuture<>();
    service.streaming(
        call -> {
          go.join();
          long received = 0;
          for (byte[] next = call.take(); next != null; next = call.take()) {
            received += next.length;
          }
          call.reply(StringValue.of("done"));
        });
    try (FrameClient client = new FrameClient(gateway.port()).open()) {
      client.request(STREAM, false, "POST", "/v1/upload");
      String piece = "y".repeat(16 * 1024);
      long window = 64 * 1024 - 1;
      long sent = 0;
      // Sends while it may, and takes it from the ping's answer that no window is on its way.
      while (sent < (32L << 20)) {
        if (window >= piece.length()) {
          client.data(STREAM, false, piece);
          window -= piece.length();
          sent += piece.length();
          continue;
        }
        client.frame(FrameClient.PING, 0, 0, new byte[8]);
        long more = 0;
        int pongs = 0;
        while (pongs == 0) {
          Frame frame = client.read();
          if (frame.type() == FrameClient.PING) {
            pongs++;
          } else if (frame.type() == FrameClient.WINDOW_UPDATE && frame.stream() == STREAM) {
            more += ByteBuffer.wrap(frame.payload()).getInt();
          }
        }
        if (more == 0 && sent > 0) {
          break;
        }
        window += more;
      }
      assertThat(sent).isLessThan(16L << 20);
      go.complete(null);
      client.data(STREAM, true, "");
      assertThat(client.answer(STREAM).body()).isEqualTo("{\"text\":\"done\"}");
    }
  }
}
