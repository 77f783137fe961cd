package bluehub.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.RawClient;
import bluehub.gateway.fixture.Schemas;
import bluehub.gateway.fixture.TestService;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client of a WebSocket that sends PINGs and reads none of the answers. */
class WebSocketPingTest {
  /** FIN and PING, FIN and PONG (RFC 6455 §5.2). */
  private static final int PING = 0x89;

  private static final int PONG = 0x8a;
  private static final int PAYLOAD = 125;
  private static final int AT_ONCE = 1_000;

  /** Their answers are more than the system's buffers take, also in half. */
  private static final int PINGS = 400_000;

  @TempDir private static Path folder;

  /** PINGs of that number, masked with zeros. */
  private static byte[] pings(int number, int count) {
    ByteBuffer frames = ByteBuffer.allocate(count * (2 + Integer.BYTES + PAYLOAD));
    for (int i = 0; i < count; i++) {
      frames.put((byte) PING).put((byte) (0x80 | PAYLOAD)).putInt(0);
      frames.putInt(number).position(frames.position() + PAYLOAD - Integer.BYTES);
    }
    return frames.array();
  }

  /** The number in the next PONG. */
  private static int pong(RawClient client) throws IOException {
    ByteBuffer frame = ByteBuffer.wrap(client.bytes(2 + PAYLOAD));
    assertThat(Byte.toUnsignedInt(frame.get())).isEqualTo(PONG);
    assertThat(frame.get()).isEqualTo((byte) PAYLOAD);
    return frame.getInt();
  }

  /** RFC 6455 §5.5.3. */
  @Test
  void pings_whoseAnswersAreNotRead_areAnsweredInPart_theLastForCertain() throws Exception {
    Path file = Files.write(folder.resolve("streams.binpb"), Schemas.withStreams());
    String schema = "bluehub.upstreams.router.schema.descriptor-set=file:" + file;
    try (TestService service = new TestService().answering(_ -> {});
        Gateway gateway = new Gateway(service.port(), schema);
        RawClient client = gateway.connect()) {
      client.openWebSocket("/v1/talk/x");
      byte[] many = pings(0, AT_ONCE);
      for (int sent = 0; sent < PINGS; sent += AT_ONCE) {
        client.sendBytes(many);
      }
      client.sendBytes(pings(1, 1));

      int answered = 1;
      while (pong(client) == 0) {
        answered++;
      }
      assertThat(answered).isLessThan(PINGS / 2);
    }
  }
}
