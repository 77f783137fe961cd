package bluehub.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bluehub.example.v1.SayHelloResponse;
import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.RawClient;
import bluehub.gateway.fixture.RawClient.Answer;
import bluehub.gateway.fixture.ServedCall;
import bluehub.gateway.fixture.TestService;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How the server stops: what is under way is answered, nothing new begins. */
class DrainTest {
  private static final String GET = "GET /v1/example/sayhello/x HTTP/1.1\nHost: a\n\n";

  private static void reply(ServedCall call) {
    call.reply(SayHelloResponse.newBuilder().setMessage("y").build());
  }

  private static CompletableFuture<Void> stop(Gateway gateway) {
    CompletableFuture<Void> stopped = new CompletableFuture<>();
    gateway.server().stop(() -> stopped.complete(null));
    return stopped;
  }

  @Test
  void stop_answersWhatIsUnderWay_andThenCloses() throws Exception {
    try (TestService service = new TestService().answering(call -> {});
        Gateway gateway = new Gateway(service.port());
        RawClient busy = gateway.connect();
        RawClient idle = gateway.connect()) {
      busy.send(GET);
      ServedCall call = service.takeCall();
      CompletableFuture<Void> stopped = stop(gateway);

      assertThat(idle.closedByServer()).isTrue();
      assertThat(stopped).isNotDone();
      reply(call);
      Answer answer = busy.read();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("connection")).isEqualTo("close");
      assertThat(busy.closedByServer()).isTrue();
      stopped.join();
    }
  }

  @Test
  void stop_withADelay_servesOn_andAsksClientsToLeave() {
    try (TestService service = new TestService().answering(DrainTest::reply);
        Gateway gateway = new Gateway(service.port(), "bluehub.http.drain.delay=1h");
        RawClient before = gateway.connect()) {
      CompletableFuture<Void> stopped = stop(gateway);
      try (RawClient after = gateway.connect()) {
        Answer answer = after.send(GET).read();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("connection")).isEqualTo("close");
      }
      assertThat(before.send(GET).read().status()).isEqualTo(200);
      assertThat(stopped).isNotDone();
    }
  }

  @Test
  void stop_closesTheListener() {
    try (TestService service = new TestService();
        Gateway gateway = new Gateway(service.port())) {
      int port = gateway.port();
      stop(gateway).join();

      assertThatThrownBy(() -> new RawClient(port)).hasMessageContaining("refused");
    }
  }

  @Test
  void stop_afterTheDrainTime_cutsOff() throws Exception {
    try (TestService service = new TestService().answering(call -> {});
        Gateway gateway = new Gateway(service.port(), "bluehub.http.drain.time=50ms");
        RawClient client = gateway.connect()) {
      client.send(GET);
      ServedCall call = service.takeCall();
      stop(gateway).join();

      assertThat(client.closedByServer()).isTrue();
      call.awaitCancelled();
    }
  }
}
