package bluehub.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bluehub.example.v1.SayHelloResponse;
import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.RawClient;
import bluehub.gateway.fixture.RawClient.Answer;
import bluehub.gateway.fixture.TestService;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Services that are down, slow, gone in the middle, or no gRPC services at all. */
class AbsentServiceTest {
  private static final String GET = "GET /v1/example/sayhello/x HTTP/1.1\nHost: a\n\n";
  private static final String POST =
      "POST /v1/example/cards HTTP/1.1\nHost: a\nContent-Length: 2\n\n{}";
  private static final Duration LONG = Duration.ofMinutes(1);

  private static void serve(TestService service) {
    service.answering(call -> call.reply(SayHelloResponse.newBuilder().setMessage("y").build()));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void down_is503WithoutAddress_andRecoversByItself() throws Exception {
    int port = freePort();
    try (Gateway gateway = new Gateway(port, "bluehub.upstreams.router.reconnect=20ms");
        RawClient client = gateway.connect()) {
      Answer answer = client.send(GET).read();
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.body())
          .isEqualTo("{\"code\":14,\"message\":\"The service cannot be reached. Try again.\"}");

      try (TestService service = new TestService(port)) {
        serve(service);
        await().atMost(LONG).until(gateway.upstream()::live);
        assertThat(client.send(GET).read().status()).isEqualTo(200);
      }

      await().atMost(LONG).until(() -> !gateway.upstream().live());
      assertThat(client.send(GET).read().status()).isEqualTo(503);

      try (TestService service = new TestService(port)) {
        serve(service);
        await().atMost(LONG).until(gateway.upstream()::live);
        assertThat(client.send(GET).read().status()).isEqualTo(200);
      }
    }
  }

  @Test
  void away_forAMoment_isWaitedFor() throws Exception {
    try (TestService service = new TestService();
        Gateway gateway =
            new Gateway(
                service.port(),
                "bluehub.upstreams.router.reconnect=20ms",
                "bluehub.upstreams.router.wait-for-ready=1m",
                "bluehub.upstreams.router.deadline=1m");
        RawClient client = gateway.connect();
        RawClient leaving = gateway.connect()) {
      serve(service);
      assertThat(client.send(GET).read().status()).isEqualTo(200);
      service.pause();
      await().atMost(LONG).until(() -> !gateway.upstream().live());
      client.send(POST);
      leaving.send(POST);
      await().atMost(LONG).until(() -> gateway.inFlight() == 2);
      leaving.reset();
      await().atMost(LONG).until(() -> gateway.inFlight() == 1);
      service.resume();

      assertThat(client.read().status()).isEqualTo(200);
    }
  }

  @Test
  void away_andNotWaitedFor_is503AtOnce() throws Exception {
    try (Gateway gateway =
            new Gateway(
                freePort(),
                "bluehub.upstreams.router.wait-for-ready=0s",
                "bluehub.upstreams.router.deadline=1h");
        RawClient client = gateway.connect()) {
      assertThat(client.send(GET).read().status()).isEqualTo(503);
    }
  }

  @Test
  void away_longerThanTheDeadline_is504() throws Exception {
    try (Gateway gateway =
            new Gateway(
                freePort(),
                "bluehub.upstreams.router.wait-for-ready=1h",
                "bluehub.upstreams.router.deadline=50ms");
        RawClient client = gateway.connect()) {
      assertThat(client.send(GET).read().status()).isEqualTo(504);
    }
  }

  @Test
  void slow_is504AfterTheSettingsDeadline() {
    try (TestService service = new TestService().answering(call -> {});
        Gateway gateway = new Gateway(service.port(), "bluehub.upstreams.router.deadline=100ms");
        RawClient client = gateway.connect()) {
      Answer answer = client.send(GET).read();

      assertThat(answer.status()).isEqualTo(504);
      assertThat(answer.body()).doesNotContain("127.0.0.1");
    }
  }

  @Test
  void slow_withMoreTimeAskedThanAllowed_is504AllTheSame() {
    try (TestService service = new TestService().answering(call -> {});
        Gateway gateway = new Gateway(service.port(), "bluehub.upstreams.router.deadline=100ms");
        RawClient client = gateway.connect()) {
      String patient = "GET /v1/example/sayhello/x HTTP/1.1\nHost: a\nGrpc-Timeout: 9H\n\n";

      assertThat(client.send(patient).read().status()).isEqualTo(504);
    }
  }

  @Test
  void goneInTheMiddleOfACall_is503WithoutAddress() throws Exception {
    try (TestService service = new TestService().answering(call -> {});
        Gateway gateway = new Gateway(service.port());
        RawClient client = gateway.connect()) {
      client.send(GET);
      service.takeCall();
      service.pause();
      Answer answer = client.read();

      assertThat(answer.status()).isIn(503, 500);
      assertThat(answer.body()).doesNotContain("127.0.0.1").doesNotContain("xception");
    }
  }

  @Test
  void notGrpc_isAnErrorWithoutItsText() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Gateway gateway =
            new Gateway(server.getLocalPort(), "bluehub.upstreams.router.deadline=5s");
        RawClient client = gateway.connect()) {
      Thread.ofVirtual().start(() -> speakHttp1(server));
      Answer answer = client.send(GET).read();

      assertThat(answer.status()).isIn(503, 500);
      assertThat(answer.body()).doesNotContain("secret").doesNotContain("127.0.0.1");
    }
  }

  private static void speakHttp1(ServerSocket server) {
    byte[] answer =
        "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret".getBytes(StandardCharsets.US_ASCII);
    while (!server.isClosed()) {
      try (Socket socket = server.accept();
          InputStream in = socket.getInputStream();
          OutputStream out = socket.getOutputStream()) {
        if (in.read() >= 0) {
          out.write(answer);
          out.flush();
        }
      } catch (IOException e) {
        // The test is over, or the gateway has had enough.
      }
    }
  }
}
