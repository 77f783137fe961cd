package bluehub.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.RawClient;
import bluehub.gateway.fixture.Schemas;
import bluehub.gateway.fixture.ServedCall;
import bluehub.gateway.fixture.TestService;
import bluehub.gateway.upstream.EventLoops;
import com.google.api.HttpBody;
import com.google.protobuf.ByteString;
import com.google.protobuf.StringValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bodies far larger than all buffers on the way (rules 14 and 23): who does not take, stops who
 * sends, and what lies between them stays small.
 */
class BackPressureTest {
  private static final int MIB = 1024 * 1024;
  private static final long SIZE = 64L * MIB;

  /**
   * Socket buffers of both systems' ends and windows; a gateway that gathers needs four times it.
   */
  private static final long BETWEEN = 16L * MIB;

  @TempDir private static Path folder;

  private static String schema;

  @BeforeAll
  static void compile() throws IOException {
    Path file = Files.write(folder.resolve("streams.binpb"), Schemas.withStreams());
    schema = "bluehub.upstreams.router.schema.descriptor-set=file:" + file;
  }

  /** A client that sends as fast as it can, from a thread of its own. */
  private static final class Uploading {
    private final AtomicLong written = new AtomicLong();
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    Uploading(RawClient client, byte[] piece, long size) {
      Thread.ofPlatform()
          .start(
              () -> {
                try {
                  while (written.get() < size) {
                    client.sendBytes(piece);
                    written.addAndGet(piece.length);
                  }
                  done.complete(null);
                } catch (RuntimeException e) {
                  done.completeExceptionally(e);
                }
              });
    }

    /** Gives the gateway's only loop a thousand turns without a byte that it could take. */
    long stuckAt(RawClient other) {
      long seen = -1;
      int turns = 0;
      while (turns < 1_000 && written.get() < SIZE) {
        assertThat(other.send("GET /nope HTTP/1.1\nHost: a\n\n").read().status()).isEqualTo(404);
        long now = written.get();
        turns = now == seen ? turns + 1 : 0;
        seen = now;
      }
      return written.get();
    }
  }

  private static long receiveAll(ServedCall call) throws Exception {
    long received = 0;
    for (HttpBody next = call.take(HttpBody.parser());
        next != null;
        next = call.take(HttpBody.parser())) {
      assertThat(next.getContentType()).isEqualTo(received == 0 ? "a/b" : "");
      received += next.getData().size();
    }
    return received;
  }

  @Test
  void upload_thatTheServiceDoesNotTake_stopsTheClient() throws Exception {
    CompletableFuture<Void> go = new CompletableFuture<>();
    TestService.Behaviour behaviour =
        call -> {
          go.join();
          call.reply(StringValue.of(Long.toString(receiveAll(call))));
        };
    try (TestService service = new TestService().streaming(behaviour);
        Gateway gateway =
            new Gateway(
                new EventLoops(1), service.port(), schema, "bluehub.http.timeouts.body=200ms");
        RawClient client = gateway.connect();
        RawClient other = gateway.connect()) {
      client.send(
          "POST /v1/upload HTTP/1.1\nHost: a\nContent-Type: a/b\nContent-Length: %d\n\n"
              .formatted(SIZE));
      Uploading upload = new Uploading(client, new byte[64 * 1024], SIZE);

      assertThat(upload.stuckAt(other)).isLessThan(BETWEEN);

      // No time-out for slow bodies runs meanwhile, though it would have been over by now.
      try (RawClient slow = gateway.connect()) {
        slow.send("POST /v1/upload HTTP/1.1\nHost: a\nContent-Length: 1\n\n");
        assertThat(slow.read().status()).isEqualTo(408);
      }
      go.complete(null);
      upload.done.get(1, TimeUnit.MINUTES);
      assertThat(client.read().body()).isEqualTo("{\"text\":\"%d\"}".formatted(SIZE));
    }
  }

  @Test
  void lines_thatTheServiceDoesNotTake_stopTheClient() throws Exception {
    CompletableFuture<Void> go = new CompletableFuture<>();
    TestService.Behaviour behaviour =
        call -> {
          go.join();
          int count = 0;
          while (call.take() != null) {
            count++;
          }
          call.reply(StringValue.of(Integer.toString(count)));
        };
    byte[] piece = new byte[64 * 1024];
    Arrays.fill(piece, (byte) ' ');
    System.arraycopy("{\"text\":\"a\"}".getBytes(StandardCharsets.US_ASCII), 0, piece, 0, 12);
    piece[piece.length - 1] = '\n';
    // Most of a piece is text, so that what waits upstream is as large as what was read.
    Arrays.fill(piece, 9, piece.length - 3, (byte) 'a');
    piece[piece.length - 3] = '"';
    piece[piece.length - 2] = '}';
    try (TestService service = new TestService().streaming(behaviour);
        Gateway gateway = new Gateway(new EventLoops(1), service.port(), schema);
        RawClient client = gateway.connect();
        RawClient other = gateway.connect()) {
      client.send(
          "POST /v1/collect/x HTTP/1.1\nHost: a\nContent-Type: application/x-ndjson\n"
              + "Content-Length: %d\n\n".formatted(SIZE));
      Uploading upload = new Uploading(client, piece, SIZE);

      assertThat(upload.stuckAt(other)).isLessThan(BETWEEN);

      go.complete(null);
      upload.done.get(1, TimeUnit.MINUTES);
      assertThat(client.read().body()).isEqualTo("{\"text\":\"1024\"}");
    }
  }

  @Test
  void client_thatLeavesWhileItsBodyIsHeld_cancelsTheCall() throws Exception {
    try (TestService service = new TestService().streaming(ServedCall::awaitCancelled);
        Gateway gateway = new Gateway(new EventLoops(1), service.port(), schema);
        RawClient client = gateway.connect();
        RawClient other = gateway.connect()) {
      client.send("POST /v1/upload HTTP/1.1\nHost: a\nContent-Length: %d\n\n".formatted(SIZE));
      ServedCall call = service.takeCall();
      Uploading upload = new Uploading(client, new byte[64 * 1024], SIZE);
      assertThat(upload.stuckAt(other)).isLessThan(BETWEEN);
      client.reset();

      call.awaitCancelled();
    }
  }

  @Test
  void download_thatTheClientDoesNotRead_stopsTheService() throws Exception {
    AtomicLong sent = new AtomicLong();
    CompletableFuture<Void> stuck = new CompletableFuture<>();
    HttpBody piece =
        HttpBody.newBuilder()
            .setContentType("a/b")
            .setData(ByteString.copyFrom(new byte[64 * 1024]))
            .build();
    TestService.Behaviour behaviour =
        call -> {
          while (sent.get() < SIZE) {
            if (!call.ready()) {
              stuck.complete(null);
              call.awaitReady();
            }
            call.send(piece);
            sent.addAndGet(piece.getData().size());
          }
          call.end();
        };
    try (TestService service = new TestService().streaming(behaviour);
        Gateway gateway = new Gateway(service.port(), schema);
        RawClient client = gateway.connect()) {
      client.send("POST /v1/pipe HTTP/1.1\nHost: a\nContent-Length: 0\n\n");
      stuck.get(1, TimeUnit.MINUTES);
      assertThat(client.line()).isEqualTo("HTTP/1.1 200 OK");
      long received = 0;
      String line;
      do {
        line = client.line();
      } while (!line.isEmpty());
      for (byte[] chunk = client.chunk(); chunk.length > 0; chunk = client.chunk()) {
        received += chunk.length;
        assertThat(sent.get() - received).isLessThan(BETWEEN);
      }
      assertThat(received).isEqualTo(SIZE);
    }
  }
}
