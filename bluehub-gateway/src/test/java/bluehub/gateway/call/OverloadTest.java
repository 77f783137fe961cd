package bluehub.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bluehub.example.v1.SayHelloResponse;
import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.RawClient;
import bluehub.gateway.fixture.RawClient.Answer;
import bluehub.gateway.fixture.ServedCall;
import bluehub.gateway.fixture.TestService;
import bluehub.gateway.upstream.EventLoops;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** More calls than the gateway has room for. */
class OverloadTest {
  private static final String GET = "GET /v1/example/sayhello/x HTTP/1.1\nHost: a\n\n";

  private static Gateway gateway(TestService service, int maxCalls) {
    return new Gateway(
        new EventLoops(1), service.port(), "bluehub.http.limits.max-calls=" + maxCalls);
  }

  private static void reply(ServedCall call) {
    call.reply(SayHelloResponse.newBuilder().setMessage("y").build());
  }

  @Test
  void call_beyondTheLimit_is503AtOnceAndTheConnectionGoesOn() throws Exception {
    try (TestService service = new TestService().answering(call -> {});
        Gateway gateway = gateway(service, 1);
        RawClient first = gateway.connect();
        RawClient second = gateway.connect()) {
      first.send(GET);
      ServedCall call = service.takeCall();
      Answer answer = second.send(GET).read();

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("retry-after")).isEqualTo("1");
      assertThat(answer.header("content-type")).isEqualTo("application/json");
      assertThat(answer.header("connection")).isNull();
      assertThat(answer.body())
          .isEqualTo(
              "{\"code\":14,\"message\":\"The gateway has too many calls under way. Try again.\"}");
      assertThat(service.wasCalled()).isFalse();
      assertThat(gateway.lanes().refused(Refusal.OVERLOAD)).isEqualTo(1);

      reply(call);
      assertThat(first.read().status()).isEqualTo(200);
      service.answering(OverloadTest::reply);
      assertThat(second.send(GET).read().status()).isEqualTo(200);
    }
  }

  @Test
  void body_thatWasNotTaken_isReadToItsEnd() throws Exception {
    try (TestService service = new TestService().answering(call -> {});
        Gateway gateway = gateway(service, 1);
        RawClient first = gateway.connect();
        RawClient second = gateway.connect()) {
      first.send(GET);
      ServedCall call = service.takeCall();
      String post = "POST /v1/example/cards HTTP/1.1\nHost: a\nContent-Length: 2\n\n";

      assertThat(second.send(post + "{}").read().status()).isEqualTo(503);
      reply(call);
      assertThat(first.read().status()).isEqualTo(200);
      service.answering(OverloadTest::reply);
      assertThat(second.send(GET).read().status()).isEqualTo(200);
    }
  }

  @Test
  void expectation_beyondTheLimit_getsTheFinalStatus() throws Exception {
    try (TestService service = new TestService().answering(call -> {});
        Gateway gateway = gateway(service, 1);
        RawClient first = gateway.connect();
        RawClient second = gateway.connect()) {
      first.send(GET);
      service.takeCall();
      second.send(
          "POST /v1/example/cards HTTP/1.1\nHost: a\nExpect: 100-continue\nContent-Length: 2\n\n");

      assertThat(second.read().status()).isEqualTo(503);
    }
  }

  /** What was refused must not count as under way, nor what a client gave up. */
  @Test
  void limit_afterManyRefusalsAndLeavers_hasItsRoomBack() throws Exception {
    try (TestService service = new TestService().answering(call -> {});
        Gateway gateway = gateway(service, 2)) {
      for (int round = 0; round < 5; round++) {
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
          clients.add(gateway.connect().send(GET));
          service.takeCall();
        }
        for (int i = 0; i < 3; i++) {
          try (RawClient late = gateway.connect()) {
            assertThat(late.send(GET).read().status()).isEqualTo(503);
          }
        }
        clients.forEach(RawClient::reset);
        await().until(() -> gateway.inFlight() == 0);
      }
      service.answering(OverloadTest::reply);
      try (RawClient client = gateway.connect()) {
        assertThat(client.send(GET).read().status()).isEqualTo(200);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"10,0,2,5", "11,0,2,6", "11,1,2,5", "3,2,4,1", "3,3,4,1", "1,1,2,1", "7,0,1,7"})
  void share_ofALoop(int whole, int number, int count, int share) {
    assertThat(Lanes.share(whole, number, count)).isEqualTo(share);
  }
}
