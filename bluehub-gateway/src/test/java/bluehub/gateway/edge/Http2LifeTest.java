package bluehub.gateway.edge;

import static bluehub.gateway.fixture.FrameClient.CANCEL;
import static bluehub.gateway.fixture.FrameClient.ENHANCE_YOUR_CALM;
import static bluehub.gateway.fixture.FrameClient.GOAWAY;
import static bluehub.gateway.fixture.FrameClient.HEADERS;
import static bluehub.gateway.fixture.FrameClient.NO_ERROR;
import static bluehub.gateway.fixture.FrameClient.PING;
import static bluehub.gateway.fixture.FrameClient.RST_STREAM;
import static bluehub.gateway.fixture.FrameClient.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import bluehub.example.v1.SayHelloResponse;
import bluehub.gateway.fixture.FrameClient;
import bluehub.gateway.fixture.FrameClient.Frame;
import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.RawClient;
import bluehub.gateway.fixture.ServedCall;
import bluehub.gateway.fixture.TestService;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How long HTTP/2 connections live, and how they end. */
class Http2LifeTest {
  private static final String PATH = "/v1/example/sayhello/x";
  private static final String BODY = "{\"message\":\"x\"}";

  private static TestService service;

  @BeforeAll
  static void start() {
    service = new TestService().answering(Http2LifeTest::reply);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static void reply(ServedCall call) {
    call.reply(SayHelloResponse.newBuilder().setMessage("x").build());
  }

  private static CompletableFuture<Void> stop(Gateway gateway) {
    CompletableFuture<Void> stopped = new CompletableFuture<>();
    gateway.server().stop(() -> stopped.complete(null));
    return stopped;
  }

  @Test
  void stop_answersWhatIsUnderWay_andWhatCameBeforeTheClientKnew() throws Exception {
    try (TestService slow = new TestService().answering(call -> {});
        Gateway gateway = new Gateway(slow.port());
        FrameClient client = new FrameClient(gateway.port()).open().get(1, PATH)) {
      ServedCall first = slow.takeCall();
      CompletableFuture<Void> stopped = stop(gateway);
      Frame warning = client.await(GOAWAY);
      assertThat(warning.lastStream()).isEqualTo(Integer.MAX_VALUE);
      assertThat(warning.error()).isEqualTo(NO_ERROR);

      // Sent before the answer to the PING: the gateway has to take it.
      client.get(3, PATH);
      ServedCall second = slow.takeCall();
      client.await(PING);
      assertThat(client.await(GOAWAY).lastStream()).isEqualTo(3);
      // Behind that: nobody has looked at it, so the client can send it elsewhere.
      client.get(5, PATH);

      reply(second);
      assertThat(client.answer(3).body()).isEqualTo(BODY);
      assertThat(stopped).isNotDone();
      reply(first);
      assertThat(client.answer(1).body()).isEqualTo(BODY);
      client.awaitClosed();
      client.hangUp();
      stopped.join();
      assertThat(slow.wasCalled()).isFalse();
    }
  }

  @Test
  void stop_whenIdle_closes() {
    try (Gateway gateway = new Gateway(service.port());
        FrameClient client = new FrameClient(gateway.port()).open().get(1, PATH)) {
      assertThat(client.answer(1).body()).isEqualTo(BODY);
      CompletableFuture<Void> stopped = stop(gateway);

      client.await(PING);
      assertThat(client.await(GOAWAY).lastStream()).isEqualTo(1);
      client.awaitClosed();
      client.hangUp();
      stopped.join();
    }
  }

  /** It is not waited for longer than a moment. */
  @Test
  void stop_ofAClientThatDoesNotAnswerThePing_closes() {
    try (Gateway gateway = new Gateway(service.port(), "bluehub.http.timeouts.idle=1s");
        RawClient client = gateway.connect()) {
      client.sendExactly(FrameClient.PREFACE).sendBytes(FrameClient.bytes(4, 0, 0, new byte[0]));
      stop(gateway).join();
    }
  }

  @Test
  void stop_withADelay_servesOn() {
    try (Gateway gateway = new Gateway(service.port(), "bluehub.http.drain.delay=1h")) {
      CompletableFuture<Void> stopped = stop(gateway);
      try (FrameClient after = new FrameClient(gateway.port()).open().get(1, PATH)) {
        assertThat(after.await(GOAWAY).lastStream()).isEqualTo(Integer.MAX_VALUE);
        assertThat(after.answer(1).body()).isEqualTo(BODY);
      }
      assertThat(stopped).isNotDone();
    }
  }

  @Test
  void stop_afterTheDrainTime_cutsOff() throws Exception {
    try (TestService slow = new TestService().answering(call -> {});
        Gateway gateway = new Gateway(slow.port(), "bluehub.http.drain.time=50ms");
        FrameClient client = new FrameClient(gateway.port()).open().get(1, PATH)) {
      ServedCall call = slow.takeCall();
      CompletableFuture<Void> stopped = stop(gateway);

      Frame reset = client.next(1);
      assertThat(reset.type()).isEqualTo(RST_STREAM);
      assertThat(reset.error()).isEqualTo(CANCEL);
      Frame farewell = client.await(GOAWAY);
      assertThat(farewell.error()).isEqualTo(NO_ERROR);
      assertThat(farewell.lastStream()).isEqualTo(1);
      client.awaitClosed();
      client.hangUp();
      call.awaitCancelled();
      stopped.join();
    }
  }

  @Test
  void stop_afterTheDrainTime_resetsAStreamInTheMiddle() throws Exception {
    try (TestService slow = new TestService().answering(call -> {});
        Gateway gateway = new Gateway(slow.port(), "bluehub.http.drain.time=50ms");
        FrameClient client = new FrameClient(gateway.port()).open()) {
      client.get(1, "/v1/example/greetings/x").get(3, PATH);
      slow.takeCall().send(SayHelloResponse.getDefaultInstance());
      slow.takeCall().send(SayHelloResponse.getDefaultInstance());
      assertThat(client.next(1).type()).isEqualTo(HEADERS);
      assertThat(client.next(1).last()).isFalse();
      CompletableFuture<Void> stopped = stop(gateway);

      assertThat(client.next(1).error()).isEqualTo(CANCEL);
      assertThat(client.next(3).error()).isEqualTo(CANCEL);
      client.hangUp();
      stopped.join();
    }
  }

  @Test
  void idle_isToldAndClosed() {
    try (Gateway impatient = new Gateway(service.port(), "bluehub.http.timeouts.idle=50ms");
        FrameClient client = new FrameClient(impatient.port()).open()) {
      assertThat(client.await(GOAWAY).error()).isEqualTo(NO_ERROR);
      client.awaitClosed();
    }
  }

  @Test
  void frame_thatDoesNotComeWhole_endsTheConnection() {
    try (Gateway impatient = new Gateway(service.port(), "bluehub.http.timeouts.header=50ms");
        FrameClient client = new FrameClient(impatient.port()).open()) {
      client.send(new byte[] {0, 0, 9, HEADERS});

      assertThat(client.await(GOAWAY).error()).isEqualTo(ENHANCE_YOUR_CALM);
      client.awaitClosed();
    }
  }

  @Test
  void head_thatDoesNotComeToItsEnd_endsTheConnection() {
    try (Gateway impatient = new Gateway(service.port(), "bluehub.http.timeouts.header=50ms");
        FrameClient client = new FrameClient(impatient.port()).open()) {
      // Acknowledged now, as nothing may come between the pieces of a head.
      client.await(SETTINGS);
      client.frame(HEADERS, 0, 1, client.block(client.head("GET", PATH)));

      assertThat(client.await(GOAWAY).error()).isEqualTo(ENHANCE_YOUR_CALM);
    }
  }

  @Test
  void preface_thatDoesNotComeWhole_isClosed() {
    try (Gateway impatient = new Gateway(service.port(), "bluehub.http.timeouts.header=50ms");
        RawClient client = impatient.connect()) {
      assertThat(client.sendExactly("PRI * HT").read().status()).isEqualTo(408);
      assertThat(client.closedByServer()).isTrue();
    }
  }

  @Test
  void body_thatDoesNotCome_is408_andOthersGoOn() {
    try (Gateway impatient = new Gateway(service.port(), "bluehub.http.timeouts.body=50ms");
        FrameClient client = new FrameClient(impatient.port()).open()) {
      client.request(1, false, "POST", "/v1/example/cards").data(1, false, "{");

      assertThat(client.answer(1).status()).isEqualTo("408");
      Frame reset = client.next(1);
      assertThat(reset.type()).isEqualTo(RST_STREAM);
      assertThat(reset.error()).isEqualTo(NO_ERROR);
      assertThat(client.get(3, PATH).answer(3).body()).isEqualTo(BODY);
    }
  }

  @Test
  void connections_beyondTheLimit_areRefusedInHttp1() {
    try (Gateway small = new Gateway(service.port(), "bluehub.http.limits.max-connections=1");
        FrameClient first = new FrameClient(small.port()).open().get(1, PATH)) {
      assertThat(first.answer(1).body()).isEqualTo(BODY);
      try (FrameClient second = new FrameClient(small.port())) {
        assertThat(second.line()).isEqualTo("HTTP/1.1 503 Service Unavailable");
      }
    }
  }

  @Test
  void switchedOff_isHttp1Alone() {
    try (Gateway old = new Gateway(service.port(), "bluehub.http.http2.enabled=false");
        RawClient client = old.connect()) {
      assertThat(client.sendExactly(FrameClient.PREFACE).read().status()).isEqualTo(505);
      assertThat(client.closedByServer()).isTrue();
    }
  }
}
