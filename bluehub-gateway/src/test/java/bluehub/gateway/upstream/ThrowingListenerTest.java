package bluehub.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.example.v1.SayHelloResponse;
import bluehub.gateway.fixture.ArrivedStreams;
import bluehub.gateway.fixture.FrameService;
import bluehub.gateway.fixture.FrameStream;
import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.RawClient;
import bluehub.transcoder.fault.Code;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A listener that fails ends its own call; others on the same connection go on. */
@ExtendWith(OutputCaptureExtension.class)
class ThrowingListenerTest {
  private static final String GET = "GET /v1/example/sayhello/x HTTP/1.1\nHost: a\n\n";
  private static final String MISTAKE = "IllegalStateException: the mistake";
  private static final RawMethod UNARY = new RawMethod("a.B/Unary", false, false, false);
  private static final RawMethod UPLOAD = new RawMethod("a.B/Upload", true, false, false);

  private final ArrivedStreams streams = new ArrivedStreams();

  /** Starts a call, which has its place among others when this returns. */
  private static void start(Gateway gateway, RawMethod method, Throwing listener) throws Exception {
    EventLoop loop = gateway.lanes().all().getFirst().loop();
    RawChannel channel = gateway.upstream().channel(0);
    Runnable start =
        () -> {
          long timeout = Duration.ofMinutes(1).toNanos();
          RawCall call = channel.start(method, RawMetadata.EMPTY, timeout, listener);
          call.request(2);
          if (call.ready() || method == UNARY) {
            call.send(new byte[0]);
            call.end();
          }
        };
    loop.submit(start).get(1, TimeUnit.MINUTES);
  }

  @ParameterizedTest
  @CsvSource({
    "direct, headers, INTERNAL",
    "direct, message, INTERNAL",
    "direct, closed, OK",
    "grpc-java, headers, INTERNAL",
    "grpc-java, message, INTERNAL",
    "grpc-java, closed, OK",
  })
  void listener_thatThrows_endsItsOwnCall(
      String transport, String where, Code code, CapturedOutput output) throws Exception {
    try (FrameService service = new FrameService(streams);
        Gateway gateway =
            new Gateway(
                new EventLoops(1),
                service.port(),
                "bluehub.upstreams.router.transport=" + transport);
        RawClient client = gateway.connect()) {
      client.send(GET);
      FrameStream other = streams.take();
      Throwing throwing = new Throwing(where);
      start(gateway, UNARY, throwing);
      streams.take().reply(SayHelloResponse.getDefaultInstance());

      assertThat(throwing.end().code()).isEqualTo(code);
      other.reply(SayHelloResponse.getDefaultInstance());
      assertThat(client.read().status()).isEqualTo(200);
      assertThat(service.connections()).isEqualTo(1);
      assertThat(output.toString()).containsOnlyOnce(MISTAKE).contains("\tat ");
    }
  }

  @Test
  void listener_thatThrowsWhenItsTimeIsUp_keepsNoOtherCallFromItsEnd(CapturedOutput output)
      throws Exception {
    try (FrameService service = new FrameService(streams);
        Gateway gateway =
            new Gateway(
                new EventLoops(1), service.port(), "bluehub.upstreams.router.deadline=1s")) {
      EventLoop loop = gateway.lanes().all().getFirst().loop();
      RawChannel channel = gateway.upstream().channel(0);
      Throwing first = new Throwing("closed");
      Throwing second = new Throwing("nowhere");
      long nanos = Duration.ofMillis(50).toNanos();
      loop.execute(
          () -> {
            // The timer looks at those that came last first.
            channel.start(UNARY, RawMetadata.EMPTY, nanos, second).end();
            channel.start(UNARY, RawMetadata.EMPTY, nanos, first).end();
          });

      assertThat(first.end().code()).isEqualTo(Code.DEADLINE_EXCEEDED);
      assertThat(second.end().code()).isEqualTo(Code.DEADLINE_EXCEEDED);
      assertThat(output.toString()).containsOnlyOnce(MISTAKE);
    }
  }

  /** It is told so when its call, which waits, is given a connection: others wait behind it. */
  @Test
  void listener_thatThrowsWhenItMaySend_endsItsOwnCall(CapturedOutput output) throws Exception {
    try (FrameService service = new FrameService(streams).maxStreams(1);
        Gateway gateway =
            new Gateway(
                new EventLoops(1),
                service.port(),
                "bluehub.upstreams.router.max-connections=1",
                "bluehub.upstreams.router.transport=direct");
        RawClient before = gateway.connect();
        RawClient after = gateway.connect()) {
      before.send(GET);
      FrameStream first = streams.take();
      Throwing throwing = new Throwing("ready");
      start(gateway, UPLOAD, throwing);
      after.send(GET);
      first.reply(SayHelloResponse.getDefaultInstance());

      assertThat(throwing.end().code()).isEqualTo(Code.INTERNAL);
      assertThat(before.read().status()).isEqualTo(200);
      streams.take().reply(SayHelloResponse.getDefaultInstance());
      assertThat(after.read().status()).isEqualTo(200);
      assertThat(service.connections()).isEqualTo(1);
      assertThat(output.toString()).containsOnlyOnce(MISTAKE);
    }
  }

  /** Fails where it is told to. */
  private static final class Throwing implements RawCall.Listener {
    private final String where;
    private final CompletableFuture<RawStatus> end = new CompletableFuture<>();

    Throwing(String where) {
      this.where = where;
    }

    RawStatus end() throws Exception {
      return end.get(1, TimeUnit.MINUTES);
    }

    private void failIf(String here) {
      if (where.equals(here)) {
        throw new IllegalStateException("the mistake");
      }
    }

    @Override
    public void ready() {
      failIf("ready");
    }

    @Override
    public void headers(RawMetadata metadata) {
      failIf("headers");
    }

    @Override
    public void message(byte[] bytes, int length) {
      failIf("message");
    }

    @Override
    public void closed(RawStatus status) {
      end.complete(status);
      failIf("closed");
    }
  }
}
