package bluehub.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bluehub.example.v1.SayHelloResponse;
import bluehub.gateway.fixture.ArrivedStreams;
import bluehub.gateway.fixture.FrameService;
import bluehub.gateway.fixture.FrameStream;
import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.RawClient;
import bluehub.gateway.fixture.TestService;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A service whose connection is up, as far as the system knows, and from which nothing comes. */
@ExtendWith(OutputCaptureExtension.class)
class SilentServiceTest {
  private static final String GET = "GET /v1/example/sayhello/x HTTP/1.1\nHost: a\n\n";
  private static final String POST =
      "POST /v1/example/cards HTTP/1.1\nHost: a\nContent-Length: 2\n\n{}";
  private static final String INTERVAL = "bluehub.upstreams.router.keep-alive.interval=20ms";
  private static final String TIMEOUT = "bluehub.upstreams.router.keep-alive.timeout=500ms";
  private static final String IDLE = "bluehub.upstreams.router.keep-alive.idle=true";
  private static final String DEADLINE = "bluehub.upstreams.router.deadline=1h";
  private static final Duration LONG = Duration.ofMinutes(1);

  private final ArrivedStreams streams = new ArrivedStreams();

  @Test
  void silent_callThatMayBeRepeated_isAnsweredOnAnotherConnection() throws Exception {
    try (FrameService service = new FrameService(streams).deaf(1);
        Gateway gateway =
            new Gateway(new EventLoops(1), service.port(), INTERVAL, TIMEOUT, DEADLINE);
        RawClient client = gateway.connect()) {
      client.send(GET);
      FrameStream first = streams.take();
      FrameStream second = streams.take();
      second.reply(SayHelloResponse.getDefaultInstance());

      assertThat(client.read().status()).isEqualTo(200);
      assertThat(second.connection().number()).isNotEqualTo(first.connection().number());
    }
  }

  @Test
  void silent_callThatMayHaveBeenProcessed_is503_andNotMadeAgain() throws Exception {
    try (FrameService service = new FrameService(streams).deaf(1);
        Gateway gateway =
            new Gateway(new EventLoops(1), service.port(), INTERVAL, TIMEOUT, DEADLINE);
        RawClient client = gateway.connect()) {
      client.send(POST);

      assertThat(client.read().status()).isEqualTo(503);
      assertThat(service.requests()).isEqualTo(1);
    }
  }

  @Test
  void slow_butThere_isWaitedFor() throws Exception {
    try (FrameService service = new FrameService(streams);
        Gateway gateway = new Gateway(service.port(), INTERVAL, DEADLINE);
        RawClient client = gateway.connect()) {
      client.send(GET);
      FrameStream stream = streams.take();
      await().atMost(LONG).until(() -> service.pings() > 5);
      stream.reply(SayHelloResponse.getDefaultInstance());

      assertThat(client.read().status()).isEqualTo(200);
      assertThat(service.requests()).isEqualTo(1);
    }
  }

  @Test
  void silent_withoutCalls_isFound_whereIdleIsSet() {
    try (FrameService service = new FrameService(streams).deaf(1);
        Gateway _ = new Gateway(new EventLoops(1), service.port(), INTERVAL, TIMEOUT, IDLE)) {
      await().atMost(LONG).until(() -> service.connections() == 2 && service.open() == 1);
    }
  }

  /** grpc-java's client asks in ten seconds at the earliest, whatever it is told. */
  @Test
  void silent_overGrpcJava_isFoundAsWell() throws Exception {
    try (FrameService service = new FrameService(streams).deaf(1);
        Gateway gateway =
            new Gateway(
                new EventLoops(1),
                service.port(),
                INTERVAL,
                TIMEOUT,
                DEADLINE,
                "bluehub.upstreams.router.transport=grpc-java");
        RawClient client = gateway.connect()) {
      client.send(POST);

      assertThat(client.read().status()).isEqualTo(503);
      assertThat(service.pings()).isPositive();
    }
  }

  /** grpc-java's server ends a connection at the third PING that comes too early. */
  @Test
  void serviceThatFindsPingsTooMany_getsFewer(CapturedOutput output) throws Exception {
    try (TestService service =
            new TestService(builder -> builder.permitKeepAliveTime(5, TimeUnit.MINUTES))
                .answering(call -> call.reply(SayHelloResponse.getDefaultInstance()));
        Gateway gateway = new Gateway(new EventLoops(1), service.port(), INTERVAL, IDLE);
        RawClient client = gateway.connect()) {
      await().atMost(LONG).until(() -> output.getOut().contains("gets one in PT0.08S"));

      assertThat(client.send(GET).read().status()).isEqualTo(200);
    }
  }
}
