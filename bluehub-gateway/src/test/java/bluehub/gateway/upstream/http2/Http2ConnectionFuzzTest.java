package bluehub.gateway.upstream.http2;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.gateway.upstream.http2.Wire.Sent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * Peers and callers that do one thing after the other at random, mostly what they may, beside a
 * model of the windows. Seeds are fixed, so that what is found once is found again.
 */
@ExtendWith(OutputCaptureExtension.class)
class Http2ConnectionFuzzTest {
  private static final int ROUNDS = 2_000;
  private static final int STEPS = 60;
  private static final int HEAD = Frame.END_HEADERS;
  private static final int TRAILERS = Frame.END_HEADERS | Frame.END_STREAM;

  @Test
  void anyOrder_keepsTheWindows_andTellsEachStreamOneEnd(CapturedOutput output) {
    for (int seed = 0; seed < ROUNDS; seed++) {
      try (Play play = new Play(seed)) {
        play.run();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("Seed " + seed, e);
      }
    }
    // An exception of ours would have ended a connection, and been logged.
    assertThat(output).doesNotContain("failed");
  }

  /** One connection, and what the peer allows at each moment. */
  private static final class Play implements AutoCloseable {
    private final Random random;
    private final ScriptedPeer peer;
    private final List<RecordedStream> streams = new ArrayList<>();
    private final List<RecordedStream> givenUp = new ArrayList<>();
    private final Map<Integer, Long> windows = new HashMap<>();
    private long window = Frame.DEFAULT_WINDOW;
    private int initial = Frame.DEFAULT_WINDOW;
    private int maxFrame = Frame.DEFAULT_MAX_FRAME;

    Play(int seed) {
      random = new Random(seed);
      peer = ScriptedPeer.settled();
    }

    void run() {
      for (int i = 0; i < STEPS && peer.channel.isOpen(); i++) {
        if (random.nextInt(3) == 0) {
          call();
        } else {
          peer.says(frame());
        }
        look();
      }
      if (peer.channel.isOpen()) {
        assertThat(streams).noneMatch(stream -> stream.queued && !stream.open);
      }
      peer.connection.close();
      for (RecordedStream stream : streams) {
        long ends = stream.told.stream().filter(Play::end).count();
        assertThat(ends).isEqualTo(givenUp.contains(stream) ? 0 : 1);
        assertThat(givenUp.contains(stream) || end(stream.told.getLast())).isTrue();
      }
      assertThat(peer.connection.size()).isZero();
    }

    private static boolean end(String told) {
      return !told.startsWith("headers");
    }

    private RecordedStream any() {
      return streams.get(random.nextInt(streams.size()));
    }

    private boolean done(RecordedStream stream) {
      return givenUp.contains(stream) || stream.told.stream().anyMatch(Play::end);
    }

    /** What callers do. */
    private void call() {
      if (streams.isEmpty() || random.nextInt(3) == 0) {
        if (peer.connection.available()) {
          windows.put(2 * streams.size() + 1, (long) initial);
          streams.add(peer.open(random.nextInt(4) * random.nextInt(60_000)));
        }
        return;
      }
      RecordedStream stream = any();
      if (random.nextBoolean()) {
        stream.push(random.nextInt(100_000));
      } else if (!done(stream)) {
        givenUp.add(stream);
        peer.connection.reset(stream, ErrorCode.CANCEL);
      }
    }

    /** What the peer does. */
    private byte[] frame() {
      // Now and then one that was never opened, which ends the connection.
      int unknown = random.nextInt(40) == 0 ? 1 : 0;
      if (streams.size() + unknown == 0) {
        return Wire.frame(Frame.PING, 0, 0, new byte[8]);
      }
      int id = 2 * random.nextInt(streams.size() + unknown) + 1;
      return switch (random.nextInt(14)) {
        case 0, 1 -> {
          window += 20_000;
          yield Wire.numbers(Frame.WINDOW_UPDATE, 0, 20_000);
        }
        case 2, 3, 4 -> {
          windows.computeIfPresent(id, (_, before) -> before + 10_000);
          yield Wire.numbers(Frame.WINDOW_UPDATE, id, 10_000);
        }
        case 5 -> settings();
        case 6, 7 -> Wire.headers(HEAD, id, ":status", "200");
        case 8 -> Wire.headers(TRAILERS, id, "grpc-status", "0");
        case 9 -> Wire.frame(Frame.DATA, random.nextInt(2), id, new byte[random.nextInt(9_000)]);
        case 10 -> Wire.frame(Frame.DATA, Frame.PADDED, id, new byte[1 + random.nextInt(300)]);
        case 11 -> Wire.numbers(Frame.RST_STREAM, id, random.nextInt(14));
        case 12 ->
            random.nextInt(4) == 0
                ? Wire.numbers(Frame.GOAWAY, 0, id, random.nextInt(14))
                : Wire.frame(Frame.PING, 0, 0, new byte[8]);
        default ->
            random.nextInt(10) == 0
                ? Wire.frame(random.nextInt(12), random.nextInt(64), id, new byte[8])
                : Wire.frame(99, 0, id, new byte[8]);
      };
    }

    private byte[] settings() {
      int next = random.nextInt(3) * 40_000;
      windows.replaceAll((_, before) -> before + next - initial);
      initial = next;
      maxFrame = Frame.DEFAULT_MAX_FRAME + random.nextInt(10_000);
      return Wire.settings(
          Frame.INITIAL_WINDOW_SIZE,
          next,
          Frame.MAX_FRAME_SIZE,
          maxFrame,
          Frame.MAX_CONCURRENT_STREAMS,
          random.nextInt(6));
    }

    /** What the connection sends stays within what it may. */
    private void look() {
      for (Sent sent : peer.sees()) {
        assertThat(sent.payload().length).isLessThanOrEqualTo(maxFrame);
        if (sent.type() == Frame.DATA && sent.payload().length > 0) {
          int length = sent.payload().length;
          window -= length;
          long left = windows.merge(sent.stream(), (long) -length, Long::sum);
          assertThat(window).isNotNegative();
          assertThat(left).isNotNegative();
        }
      }
    }

    @Override
    public void close() {
      peer.close();
    }
  }
}
