package bluehub.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bluehub.example.v1.SayHelloResponse;
import bluehub.gateway.fixture.Addresses;
import bluehub.gateway.fixture.FrameService;
import bluehub.gateway.fixture.FrameStream;
import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.RawClient;
import bluehub.gateway.fixture.Schemas;
import bluehub.gateway.fixture.TestService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which calls are made again when they fail, and which are not. */
class RetryTest {
  private static final String GET = "GET /v1/example/sayhello/x HTTP/1.1\nHost: a\n\n";
  private static final String STREAM = "GET /v1/example/greetings/x HTTP/1.1\nHost: a\n\n";
  private static final String POST =
      "POST /v1/example/cards HTTP/1.1\nHost: a\nContent-Length: 2\n\n{}";

  private static final int REFUSED_STREAM = 7;
  private static final int INTERNAL_ERROR = 2;

  /** What came of one request. */
  private record Outcome(int status, int requests, int connections) {}

  private static Outcome outcome(
      String request, FrameService.Behaviour behaviour, String... settings) {
    try (FrameService service = new FrameService(behaviour);
        Gateway gateway = new Gateway(service.port(), settings);
        RawClient client = gateway.connect()) {
      int status = client.send(request).read().status();
      return new Outcome(status, service.requests(), service.connections());
    }
  }

  /** The first request meets that, others are answered. */
  private static FrameService.Behaviour first(FrameService.Behaviour failure) {
    AtomicBoolean failed = new AtomicBoolean();
    return stream -> {
      if (failed.compareAndSet(false, true)) {
        failure.serve(stream);
      } else {
        reply(stream);
      }
    };
  }

  private static void reply(FrameStream stream) throws IOException {
    stream.reply(SayHelloResponse.getDefaultInstance());
  }

  @Test
  void refused_isMadeAgain_whateverTheMethod() {
    Outcome outcome = outcome(POST, first(s -> s.reset(REFUSED_STREAM)));

    assertThat(outcome.status()).isEqualTo(200);
    assertThat(outcome.requests()).isEqualTo(2);
  }

  @Test
  void refusedStream_beforeItsFirstMessage_isMadeAgain() {
    Outcome outcome = outcome(STREAM, first(s -> s.reset(REFUSED_STREAM)));

    assertThat(outcome.status()).isEqualTo(200);
    assertThat(outcome.requests()).isEqualTo(2);
  }

  @Test
  void refused_againAndAgain_is503AfterTheRetriesOfTheSettings() {
    Outcome outcome =
        outcome(POST, s -> s.reset(REFUSED_STREAM), "bluehub.upstreams.router.retries=3");

    assertThat(outcome.status()).isEqualTo(503);
    assertThat(outcome.requests()).isEqualTo(4);
  }

  @Test
  void refused_withoutRetries_is503() {
    Outcome outcome =
        outcome(GET, first(s -> s.reset(REFUSED_STREAM)), "bluehub.upstreams.router.retries=0");

    assertThat(outcome.status()).isEqualTo(503);
    assertThat(outcome.requests()).isEqualTo(1);
  }

  @Test
  void goAway_beforeTheCall_isMadeAgainOnANewConnection() {
    AtomicInteger refusing = new AtomicInteger();
    Outcome outcome =
        outcome(
            POST,
            s -> {
              if (refusing.compareAndSet(0, s.connection().number())) {
                s.connection().goAway(0, 0);
              } else {
                reply(s);
              }
            });

    assertThat(outcome.status()).isEqualTo(200);
    assertThat(outcome.requests()).isEqualTo(2);
  }

  @Test
  void goAway_withAnError_mayHaveBeenProcessed_andIsNotMadeAgain() {
    Outcome outcome = outcome(POST, first(s -> s.connection().goAway(0, INTERNAL_ERROR)));

    assertThat(outcome.status()).isEqualTo(500);
    assertThat(outcome.requests()).isEqualTo(1);
  }

  @Test
  void cutOff_mayHaveBeenProcessed_andIsNotMadeAgain() {
    Outcome outcome = outcome(POST, first(s -> s.connection().reset()));

    assertThat(outcome.status()).isEqualTo(503);
    assertThat(outcome.requests()).isEqualTo(1);
  }

  @Test
  void cutOff_harmlessMethod_isMadeAgainOnce() {
    assertThat(outcome(GET, first(s -> s.connection().reset())).status()).isEqualTo(200);

    Outcome outcome = outcome(GET, s -> s.connection().reset());
    assertThat(outcome.status()).isEqualTo(503);
    assertThat(outcome.requests()).isEqualTo(2);
  }

  @Test
  void cutOff_harmlessMethod_whoseAnswerHasBegun_isNotMadeAgain() {
    Outcome outcome = outcome(GET, first(s -> s.begin().connection().close()));

    assertThat(outcome.status()).isEqualTo(503);
    assertThat(outcome.requests()).isEqualTo(1);
  }

  @Test
  void cutOff_idempotentRpc_isMadeAgain(@TempDir Path folder) throws Exception {
    Path schema = Files.write(folder.resolve("s.binpb"), Schemas.withIdempotentPost());
    String setting = "bluehub.upstreams.router.schema.descriptor-set=file:" + schema;
    String request = "POST /v1/twice/x HTTP/1.1\nHost: a\nContent-Length: 0\n\n";

    assertThat(outcome(request, first(s -> s.connection().reset()), setting).status())
        .isEqualTo(200);
  }

  @Test
  void resetByTheService_isItsAnswer_andNotMadeAgain() {
    Outcome outcome = outcome(GET, first(s -> s.reset(INTERNAL_ERROR)));

    assertThat(outcome.status()).isEqualTo(500);
    assertThat(outcome.requests()).isEqualTo(1);
  }

  @Test
  void statusOfTheService_isItsAnswer_andNotMadeAgain() {
    Outcome outcome =
        outcome(
            GET,
            first(
                s ->
                    s.trailers(
                        ":status",
                        "200",
                        "content-type",
                        "application/grpc",
                        "grpc-status",
                        "14",
                        "grpc-message",
                        "RST_STREAM closed stream. HTTP/2 error code: REFUSED_STREAM")));

    assertThat(outcome.status()).isEqualTo(503);
    assertThat(outcome.requests()).isEqualTo(1);
  }

  @Test
  void oneOfTwoAddressesThatResets_failsNoSafeCall() {
    try (FrameService bad = new FrameService(s -> s.connection().reset());
        FrameService good = new FrameService(RetryTest::reply);
        Addresses addresses = new Addresses(bad.port(), good.port());
        Gateway gateway = new Gateway(0, addresses.target());
        RawClient client = gateway.connect()) {
      await().atMost(Duration.ofMinutes(1)).until(() -> good.connections() > 0);
      for (int i = 0; i < 100; i++) {
        assertThat(client.send(GET).read().status()).isEqualTo(200);
      }
      assertThat(bad.requests()).isPositive();
    }
  }

  @Test
  void rollingRestart_failsNoCall() throws Exception {
    TestService.Behaviour reply = call -> call.reply(SayHelloResponse.getDefaultInstance());
    try (TestService one = new TestService().answering(reply);
        TestService two = new TestService().answering(reply);
        Addresses addresses = new Addresses(one.port(), two.port());
        Gateway gateway =
            new Gateway(0, addresses.target(), "bluehub.upstreams.router.reconnect=20ms")) {
      AtomicBoolean done = new AtomicBoolean();
      AtomicInteger answered = new AtomicInteger();
      AtomicInteger failed = new AtomicInteger();
      Thread load = Thread.ofPlatform().start(() -> load(gateway, done, answered, failed));
      for (TestService service : new TestService[] {one, two, one, two}) {
        int before = answered.get();
        service.stopGracefully();
        service.resume();
        await().atMost(Duration.ofMinutes(1)).until(() -> answered.get() > before + 50);
      }
      done.set(true);
      load.join();

      assertThat(failed).hasValue(0);
      assertThat(answered.get()).isGreaterThan(200);
    }
  }

  private static void load(
      Gateway gateway, AtomicBoolean done, AtomicInteger answered, AtomicInteger failed) {
    try (RawClient client = gateway.connect();
        RawClient other = gateway.connect()) {
      while (!done.get()) {
        client.send(POST);
        other.send(GET);
        if (client.read().status() != 200 || other.read().status() != 200) {
          failed.incrementAndGet();
        }
        answered.incrementAndGet();
      }
    }
  }
}
