package bluehub.router.greeting;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.example.v1.HelloWorldServiceGrpc;
import bluehub.example.v1.StreamGreetingsRequest;
import bluehub.example.v1.StreamGreetingsResponse;
import bluehub.router.GreetingReader;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Durations;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Everything runs on the test's thread: what a step causes has happened when it returns. */
class GreetingStreamTest {
  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00.000000001Z");

  private final String name = InProcessServerBuilder.generateName();
  private final HeldPacer pacer = new HeldPacer();
  private final Server server =
      InProcessServerBuilder.forName(name)
          .directExecutor()
          .addService(new HelloWorldService(InstantSource.fixed(NOW), pacer))
          .build();
  private final ManagedChannel channel =
      InProcessChannelBuilder.forName(name).directExecutor().build();

  @BeforeEach
  void start() throws IOException {
    server.start();
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.shutdownNow();
    pacer.shutdownNow();
  }

  @Test
  void stream_countUnset_isTenGreetingsNumberedFromOne() {
    GreetingReader reader = read(request().clearCount());
    reader.request(100);
    assertThat(reader.end()).isEqualTo(Status.OK);
    assertThat(reader.numbers())
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 10).boxed().toList());
  }

  @Test
  void stream_oneGreeting_hasAllItsFields() {
    GreetingReader reader = read(request().setCount(1));
    reader.request(1);
    assertThat(reader.taken())
        .containsExactly(
            StreamGreetingsResponse.newBuilder()
                .setMessage("Hello ritsu")
                .setNumber(1)
                .setSentAt(
                    Timestamp.newBuilder().setSeconds(NOW.getEpochSecond()).setNanos(1).build())
                .build());
    assertThat(reader.end()).isEqualTo(Status.OK);
  }

  @Test
  void stream_readerAsksForSome_sendsNoMoreThanThose() {
    GreetingReader reader = read(request().setCount(1_000_000));
    assertThat(reader.numbers()).isEmpty();
    reader.request(2);
    assertThat(reader.numbers()).containsExactly(1, 2);
    reader.request(1);
    assertThat(reader.numbers()).containsExactly(1, 2, 3);
    assertThat(reader.hasEnded()).isFalse();
  }

  @Test
  void stream_withInterval_pausesBetweenGreetingsAndNotAfterTheLast() {
    GreetingReader reader = read(request().setCount(2).setInterval(Durations.fromMillis(1_500)));
    reader.request(100);
    assertThat(reader.numbers()).containsExactly(1);
    assertThat(pacer.pauses()).containsExactly(1_500L);
    pacer.endPause();
    assertThat(reader.numbers()).containsExactly(1, 2);
    assertThat(reader.end()).isEqualTo(Status.OK);
    assertThat(pacer.pauses()).hasSize(1);
  }

  @Test
  void stream_pauseEndsWhileTheReaderIsBusy_waitsForTheReader() {
    GreetingReader reader = read(request().setCount(3).setInterval(Durations.fromSeconds(1)));
    reader.request(1);
    pacer.endPause();
    assertThat(reader.numbers()).containsExactly(1);
    reader.request(1);
    assertThat(reader.numbers()).containsExactly(1, 2);
  }

  @Test
  void stream_readerIsReadyDuringThePause_waitsForThePause() {
    GreetingReader reader = read(request().setCount(3).setInterval(Durations.fromSeconds(1)));
    reader.request(1);
    reader.request(1);
    assertThat(reader.numbers()).containsExactly(1);
    pacer.endPause();
    assertThat(reader.numbers()).containsExactly(1, 2);
  }

  @Test
  void stream_readerLeavesDuringAPause_forgetsThePause() {
    GreetingReader reader = read(request().setCount(3).setInterval(Durations.fromSeconds(60)));
    reader.request(3);
    assertThat(pacer.isHolding()).isTrue();
    reader.cancel();
    assertThat(pacer.isHolding()).isFalse();
    pacer.endPause(); // as when it ended at the very moment that the reader left
    assertThat(reader.numbers()).containsExactly(1);
    assertThat(pacer.pauses()).hasSize(1);
  }

  private static StreamGreetingsRequest.Builder request() {
    return StreamGreetingsRequest.newBuilder().setName("ritsu");
  }

  private GreetingReader read(StreamGreetingsRequest.Builder request) {
    GreetingReader reader = new GreetingReader();
    HelloWorldServiceGrpc.newStub(channel).streamGreetings(request.build(), reader);
    return reader;
  }
}
