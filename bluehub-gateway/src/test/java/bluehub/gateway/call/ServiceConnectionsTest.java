package bluehub.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bluehub.example.v1.SayHelloResponse;
import bluehub.example.v1.StreamGreetingsResponse;
import bluehub.gateway.fixture.Addresses;
import bluehub.gateway.fixture.ArrivedStreams;
import bluehub.gateway.fixture.FrameService;
import bluehub.gateway.fixture.FrameStream;
import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.RawClient;
import bluehub.gateway.upstream.EventLoops;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Which connections to a service calls take, and what happens to calls when those end. */
class ServiceConnectionsTest {
  private static final String GET = "GET /v1/example/sayhello/x HTTP/1.1\nHost: a\n\n";
  private static final String STREAM = "GET /v1/example/greetings/x HTTP/1.1\nHost: a\n\n";
  private static final String ONE_CONNECTION = "bluehub.upstreams.router.max-connections=1";
  private static final int FRAME = 16_384;
  private static final Duration LONG = Duration.ofMinutes(1);

  private static final int SETTINGS = 4;

  private final ArrivedStreams streams = new ArrivedStreams();

  private static void reply(FrameStream stream) throws IOException {
    stream.reply(SayHelloResponse.getDefaultInstance());
  }

  @Test
  void callsBeyondTheServicesLimit_waitForTheirTurn() throws Exception {
    try (FrameService service = new FrameService(streams);
        Gateway gateway = new Gateway(new EventLoops(1), service.port(), ONE_CONNECTION);
        RawClient one = gateway.connect();
        RawClient two = gateway.connect();
        RawClient three = gateway.connect()) {
      one.send(GET);
      FrameStream first = streams.take();
      // MAX_CONCURRENT_STREAMS = 1, in force when the answer behind it has come.
      first.connection().frame(SETTINGS, 0, 0, new byte[] {0, 3, 0, 0, 0, 1});
      reply(first);
      assertThat(one.read().status()).isEqualTo(200);

      one.send(GET);
      two.send(GET);
      three.send(GET);
      for (int i = 0; i < 3; i++) {
        int left = 3 - i;
        FrameStream next = streams.take();
        await().atMost(LONG).until(() -> gateway.inFlight() == left);
        assertThat(streams.isEmpty()).isTrue();
        reply(next);
      }
      assertThat(one.read().status()).isEqualTo(200);
      assertThat(two.read().status()).isEqualTo(200);
      assertThat(three.read().status()).isEqualTo(200);
      assertThat(service.connections()).isEqualTo(1);
    }
  }

  @Test
  void clientThatLeaves_whileItsCallWaitsForItsTurn_isForgotten() throws Exception {
    try (FrameService service = new FrameService(streams);
        Gateway gateway = new Gateway(new EventLoops(1), service.port(), ONE_CONNECTION);
        RawClient one = gateway.connect();
        RawClient leaving = gateway.connect()) {
      one.send(GET);
      FrameStream first = streams.take();
      first.connection().frame(SETTINGS, 0, 0, new byte[] {0, 3, 0, 0, 0, 1});
      reply(first);
      assertThat(one.read().status()).isEqualTo(200);
      one.send(GET);
      FrameStream second = streams.take();
      leaving.send(GET);
      await().atMost(LONG).until(() -> gateway.inFlight() == 2);
      leaving.reset();
      await().atMost(LONG).until(() -> gateway.inFlight() == 1);
      reply(second);

      assertThat(one.read().status()).isEqualTo(200);
      one.send(GET);
      reply(streams.take());
      assertThat(one.read().status()).isEqualTo(200);
      assertThat(service.requests()).isEqualTo(3);
    }
  }

  @Test
  void goAway_whileACallIsUnderWay_letsItEnd_andOthersTakeANewConnection() throws Exception {
    try (FrameService service = new FrameService(streams);
        Gateway gateway = new Gateway(new EventLoops(1), service.port());
        RawClient one = gateway.connect();
        RawClient two = gateway.connect()) {
      one.send(GET);
      FrameStream first = streams.take();
      first.connection().goAway(first.id(), 0);
      await().atMost(LONG).until(() -> service.connections() == 2);
      two.send(GET);
      FrameStream second = streams.take();
      assertThat(second.connection().number()).isEqualTo(2);
      reply(second);
      assertThat(two.read().status()).isEqualTo(200);
      reply(first);

      assertThat(one.read().status()).isEqualTo(200);
    }
  }

  @Test
  void pickFirst_takesTheFirstAddressThatAnswers() throws Exception {
    int nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = socket.getLocalPort();
    }
    try (FrameService one = new FrameService(ServiceConnectionsTest::reply);
        FrameService two = new FrameService(ServiceConnectionsTest::reply);
        Addresses addresses = new Addresses(nobody, one.port(), two.port());
        Gateway gateway =
            new Gateway(
                0, addresses.target(), "bluehub.upstreams.router.load-balancing=pick-first");
        RawClient client = gateway.connect()) {
      for (int i = 0; i < 10; i++) {
        assertThat(client.send(GET).read().status()).isEqualTo(200);
      }
      assertThat(one.requests()).isEqualTo(10);
      assertThat(two.requests()).isZero();
    }
  }

  @Test
  void oneAddressOfSeveralThatIsDown_failsNoCall() throws Exception {
    int nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = socket.getLocalPort();
    }
    try (FrameService service = new FrameService(ServiceConnectionsTest::reply);
        Addresses addresses = new Addresses(nobody, service.port());
        Gateway gateway = new Gateway(0, addresses.target());
        RawClient client = gateway.connect()) {
      for (int i = 0; i < 10; i++) {
        assertThat(client.send(GET).read().status()).isEqualTo(200);
      }
    }
  }

  /** More than waits for a client at once, so that the status is there before the last message. */
  @Test
  void streamThatIsWhole_beforeItsClientTookIt_isAnsweredAsAWhole() {
    int count = 2_000;
    byte[] message =
        StreamGreetingsResponse.newBuilder().setMessage("x".repeat(100)).build().toByteArray();
    FrameService.Behaviour behaviour =
        stream -> {
          stream.begin();
          byte[] all = new byte[count * (5 + message.length)];
          ByteBuffer content = ByteBuffer.wrap(all);
          for (int i = 0; i < count; i++) {
            content.put((byte) 0).putInt(message.length).put(message);
          }
          for (int at = 0; at < all.length; at += FRAME) {
            stream.data(Arrays.copyOfRange(all, at, Math.min(all.length, at + FRAME)));
          }
          stream.trailers("grpc-status", "0");
        };
    try (FrameService service = new FrameService(behaviour);
        Gateway gateway = new Gateway(new EventLoops(1), service.port());
        RawClient client = gateway.connect()) {
      for (int i = 0; i < 20; i++) {
        String body = client.send(STREAM).read().body();
        assertThat(body).endsWith("\"}]").doesNotContain("error");
        assertThat(body.split("xx\"}", -1)).hasSize(count + 1);
      }
    }
  }

  @Test
  void upstreamThatCloses_endsCallsUnderWay() throws Exception {
    try (FrameService service = new FrameService(streams);
        Gateway gateway = new Gateway(service.port());
        RawClient client = gateway.connect()) {
      client.send(GET);
      FrameStream stream = streams.take();
      stream.connection().goAway(stream.id(), 0);
      gateway.upstream().close();

      assertThat(client.read().status()).isEqualTo(503);
    }
  }
}
