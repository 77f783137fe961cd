package bluehub.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bluehub.example.v1.SayHelloResponse;
import bluehub.gateway.fixture.Addresses;
import bluehub.gateway.fixture.FrameService;
import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.RawClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names whose addresses are not there, not there any more, or of no use. */
class ServiceAddressesTest {
  private static final String GET = "GET /v1/example/sayhello/x HTTP/1.1\nHost: a\n\n";
  private static final String QUICK = "bluehub.upstreams.router.reconnect=20ms";
  private static final String PATIENT = "bluehub.upstreams.router.wait-for-ready=1m";
  private static final String RESOLVE = "bluehub.upstreams.router.resolve=";
  private static final Duration LONG = Duration.ofMinutes(1);

  private static FrameService service() {
    return new FrameService(stream -> stream.reply(SayHelloResponse.getDefaultInstance()));
  }

  @Test
  void nameWithoutAddresses_isAskedForAgain_alsoWhereThatIsNotSet() {
    try (FrameService service = service();
        Addresses addresses = new Addresses();
        Gateway gateway =
            new Gateway(new EventLoops(1), 0, addresses.target(), RESOLVE + "0s", QUICK, PATIENT);
        RawClient client = gateway.connect()) {
      client.send(GET);
      await().atMost(LONG).until(() -> addresses.asked() > 2);
      addresses.set(service.port());

      assertThat(client.read().status()).isEqualTo(200);
    }
  }

  @Test
  void nameThatLosesItsAddresses_keepsTheConnections() {
    try (FrameService service = service();
        Addresses addresses = new Addresses(service.port());
        Gateway gateway = new Gateway(new EventLoops(1), 0, addresses.target(), RESOLVE + "20ms");
        RawClient client = gateway.connect()) {
      assertThat(client.send(GET).read().status()).isEqualTo(200);
      addresses.set();
      int before = addresses.asked();
      await().atMost(LONG).until(() -> addresses.asked() > before + 2);

      assertThat(client.send(GET).read().status()).isEqualTo(200);
      assertThat(service.connections()).isEqualTo(1);
    }
  }

  /** What failed before says nothing of it, nor has it to wait for the next attempt. */
  @Test
  void addressThatComes_afterAllHaveFailed_isTriedAtOnce_andCallsWaitForIt() throws IOException {
    int nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = socket.getLocalPort();
    }
    try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Addresses addresses = new Addresses(nobody);
        Gateway gateway =
            new Gateway(
                new EventLoops(1),
                0,
                addresses.target(),
                RESOLVE + "20ms",
                "bluehub.upstreams.router.reconnect=1h",
                "bluehub.upstreams.router.wait-for-ready=0s",
                "bluehub.upstreams.router.deadline=300ms",
                "bluehub.upstreams.router.load-balancing=pick-first");
        RawClient client = gateway.connect()) {
      assertThat(client.send(GET).read().status()).isEqualTo(503);
      addresses.set(mute.getLocalPort());
      mute.accept();

      assertThat(client.send(GET).read().status()).isEqualTo(504);
    }
  }

  /** A connection that the system has made, and on which HTTP/2 never begins. */
  @ParameterizedTest
  @ValueSource(strings = {"round-robin", "pick-first"})
  void addressThatGoes_whileItIsBeingConnected_isNotWaitedFor(String balancing) throws IOException {
    try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        FrameService service = service();
        Addresses addresses = new Addresses(mute.getLocalPort());
        Gateway gateway =
            new Gateway(
                new EventLoops(1),
                0,
                addresses.target(),
                RESOLVE + "20ms",
                "bluehub.upstreams.router.deadline=5s",
                "bluehub.upstreams.router.load-balancing=" + balancing);
        RawClient client = gateway.connect()) {
      client.send(GET);
      mute.accept();
      addresses.set(service.port());

      assertThat(client.read().status()).isEqualTo(200);
    }
  }
}
