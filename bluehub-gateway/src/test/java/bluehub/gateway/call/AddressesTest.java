package bluehub.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bluehub.example.v1.SayHelloResponse;
import bluehub.gateway.fixture.Addresses;
import bluehub.gateway.fixture.FrameService;
import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.RawClient;
import bluehub.gateway.upstream.EventLoops;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A name with several addresses, which come and go. */
class AddressesTest {
  private static final String GET = "GET /v1/example/sayhello/x HTTP/1.1\nHost: a\n\n";
  private static final Duration LONG = Duration.ofMinutes(1);

  private static FrameService service() {
    return new FrameService(stream -> stream.reply(SayHelloResponse.getDefaultInstance()));
  }

  @Test
  void requests_areSharedOneByOne_onOneConnectionOfTheClient() {
    try (FrameService one = service();
        FrameService two = service();
        FrameService three = service();
        Addresses addresses = new Addresses(one.port(), two.port(), three.port());
        Gateway gateway = new Gateway(new EventLoops(1), 0, addresses.target());
        RawClient client = gateway.connect()) {
      await()
          .atMost(LONG)
          .until(
              () -> {
                client.send(GET).read();
                return one.requests() > 0 && two.requests() > 0 && three.requests() > 0;
              });
      int before = one.requests();
      for (int i = 0; i < 30; i++) {
        assertThat(client.send(GET).read().status()).isEqualTo(200);
      }

      assertThat(one.requests() - before).isEqualTo(10);
    }
  }

  @Test
  void addressesThatCome_getCalls_andThoseThatGoDoNot() {
    try (FrameService old = service();
        FrameService young = service();
        Addresses addresses = new Addresses(old.port());
        Gateway gateway =
            new Gateway(
                new EventLoops(1), 0, addresses.target(), "bluehub.upstreams.router.resolve=20ms");
        RawClient client = gateway.connect()) {
      assertThat(client.send(GET).read().status()).isEqualTo(200);

      addresses.set(young.port());
      await()
          .atMost(LONG)
          .until(
              () -> {
                assertThat(client.send(GET).read().status()).isEqualTo(200);
                return young.requests() > 0;
              });
      int before = old.requests();
      for (int i = 0; i < 10; i++) {
        assertThat(client.send(GET).read().status()).isEqualTo(200);
      }

      assertThat(old.requests()).isEqualTo(before);
    }
  }
}
