package bluehub.gateway.edge;

import static bluehub.gateway.fixture.FrameClient.CANCEL;
import static bluehub.gateway.fixture.FrameClient.CONTINUATION;
import static bluehub.gateway.fixture.FrameClient.DATA;
import static bluehub.gateway.fixture.FrameClient.ENHANCE_YOUR_CALM;
import static bluehub.gateway.fixture.FrameClient.GOAWAY;
import static bluehub.gateway.fixture.FrameClient.HEADERS;
import static bluehub.gateway.fixture.FrameClient.PING;
import static bluehub.gateway.fixture.FrameClient.PRIORITY;
import static bluehub.gateway.fixture.FrameClient.REFUSED_STREAM;
import static bluehub.gateway.fixture.FrameClient.RST_STREAM;
import static bluehub.gateway.fixture.FrameClient.SETTINGS;
import static bluehub.gateway.fixture.FrameClient.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import bluehub.gateway.fixture.FrameClient;
import bluehub.gateway.fixture.FrameClient.Frame;
import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.TestService;
import java.io.UncheckedIOException;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Floods of frames that are cheap for a client: they end the connection, and nothing piles up. */
class Http2FloodTest {
  private static final String PATH = "/v1/example/sayhello/x";
  private static final int MANY = 100_000;

  private static TestService service;
  private static Gateway gateway;

  @BeforeAll
  static void start() {
    service = new TestService().answering(call -> {});
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

  /** Sends frames until the server has had enough, and tells its reason. */
  private static int flood(FrameClient client, IntFunction<byte[]> frames) {
    for (int i = 0; i < MANY; i++) {
      if (!client.trySend(frames.apply(i))) {
        break;
      }
    }
    try {
      return client.await(GOAWAY).error();
    } catch (UncheckedIOException e) {
      throw new AssertionError("The connection ended without a word", e);
    }
  }

  @Test
  void pings_endTheConnection() {
    byte[] ping = bytes(PING, 0, 0, new byte[8]);
    try (FrameClient client = open()) {
      assertThat(flood(client, _ -> ping)).isEqualTo(ENHANCE_YOUR_CALM);
      client.awaitClosed();
    }
  }

  @Test
  void settings_endTheConnection() {
    byte[] settings = bytes(SETTINGS, 0, 0, new byte[0]);
    try (FrameClient client = open()) {
      assertThat(flood(client, _ -> settings)).isEqualTo(ENHANCE_YOUR_CALM);
      client.awaitClosed();
    }
  }

  @Test
  void priorities_endTheConnection() {
    byte[] priority = bytes(PRIORITY, 0, 7, new byte[5]);
    try (FrameClient client = open()) {
      assertThat(flood(client, _ -> priority)).isEqualTo(ENHANCE_YOUR_CALM);
    }
  }

  @Test
  void unknownFrames_endTheConnection() {
    byte[] unknown = bytes(0xbe, 0, 0, new byte[5]);
    try (FrameClient client = open()) {
      assertThat(flood(client, _ -> unknown)).isEqualTo(ENHANCE_YOUR_CALM);
    }
  }

  /** CVE-2023-44487: streams that are begun and reset at once. */
  @Test
  void rapidReset_endsTheConnection_andAllCalls() throws Exception {
    try (FrameClient client = open()) {
      int[] stream = {-1};
      int error =
          flood(
              client,
              i -> {
                if (i % 2 == 0) {
                  stream[0] += 2;
                  return head(client, stream[0]);
                }
                return bytes(RST_STREAM, 0, stream[0], FrameClient.ints(CANCEL));
              });

      assertThat(error).isEqualTo(ENHANCE_YOUR_CALM);
      client.awaitClosed();
    }
    while (gateway.inFlight() > 0) {
      gateway.takeRecord();
    }
  }

  private static byte[] head(FrameClient client, int stream) {
    return bytes(
        HEADERS,
        FrameClient.END_HEADERS | FrameClient.END_STREAM,
        stream,
        client.block(client.head("GET", PATH)));
  }

  /** The same, with the server made to do the resetting: by mistakes of the client's. */
  @Test
  void madeYouReset_endsTheConnection() {
    try (FrameClient client = open()) {
      int[] stream = {-1};
      int error =
          flood(
              client,
              i -> {
                if (i % 2 == 0) {
                  stream[0] += 2;
                  return head(client, stream[0]);
                }
                return bytes(FrameClient.WINDOW_UPDATE, 0, stream[0], FrameClient.ints(0));
              });

      assertThat(error).isEqualTo(ENHANCE_YOUR_CALM);
      client.awaitClosed();
    }
  }

  /** CVE-2024-27316: a head without an end. */
  @Test
  void continuations_endTheConnection() {
    try (FrameClient client = open()) {
      client.frame(HEADERS, 0, 1, client.block(client.head("GET", PATH)));
      byte[] piece = bytes(CONTINUATION, 0, 1, new byte[0]);

      assertThat(flood(client, _ -> piece)).isEqualTo(ENHANCE_YOUR_CALM);
    }
  }

  @Test
  void largeContinuations_endTheConnection() {
    try (FrameClient client = open()) {
      client.frame(HEADERS, 0, 1, client.block(client.head("GET", PATH)));
      byte[] piece = bytes(CONTINUATION, 0, 1, new byte[16_000]);

      assertThat(flood(client, _ -> piece)).isNotZero();
    }
  }

  @Test
  void emptyData_endsTheConnection() {
    try (FrameClient client = open()) {
      client.request(1, false, "POST", "/v1/example/cards");
      byte[] empty = bytes(DATA, 0, 1, new byte[0]);

      assertThat(flood(client, _ -> empty)).isEqualTo(ENHANCE_YOUR_CALM);
    }
  }

  @Test
  void streams_beyondTheLimit_areRefused() throws Exception {
    try (Gateway small =
            new Gateway(service.port(), "bluehub.http.http2.max-concurrent-streams=2");
        FrameClient client = new FrameClient(small.port()).open()) {
      client.get(1, PATH).get(3, PATH).get(5, PATH);
      Frame reset = client.next(5);

      assertThat(reset.type()).isEqualTo(RST_STREAM);
      assertThat(reset.error()).isEqualTo(REFUSED_STREAM);
      client.reset(1, CANCEL).get(7, "/nope");
      assertThat(client.answer(7).status()).isEqualTo("404");
    }
  }
}
