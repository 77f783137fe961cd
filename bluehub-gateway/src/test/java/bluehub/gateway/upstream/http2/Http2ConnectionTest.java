package bluehub.gateway.upstream.http2;

import static bluehub.gateway.fixture.Bytes.join;
import static org.assertj.core.api.Assertions.assertThat;

import bluehub.gateway.upstream.http2.Wire.Sent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule of RFC 9113 that a client keeps, against a peer of bytes made by hand. */
class Http2ConnectionTest {
  private static final int ALL_HEADERS = Frame.END_HEADERS;
  private static final int LAST_HEADERS = Frame.END_HEADERS | Frame.END_STREAM;
  private static final int WINDOW = 65_535;

  /** What a peer says, and the code that the connection ends with. */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
  record Violation(String name, int code, byte[]... says) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static List<Integer> sizes(List<Sent> frames) {
    return frames.stream()
        .filter(f -> f.type() == Frame.DATA)
        .map(f -> f.payload().length)
        .toList();
  }

  private static int bytes(List<Sent> frames) {
    return sizes(frames).stream().mapToInt(Integer::intValue).sum();
  }

  private static Sent only(List<Sent> frames, int type) {
    List<Sent> found = frames.stream().filter(f -> f.type() == type).toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private static byte[] data(int flags, int stream, int length) {
    return Wire.frame(Frame.DATA, flags, stream, new byte[length]);
  }

  @Test
  void beginning_isPrefaceSettingsAndAWindow() {
    try (ScriptedPeer peer = new ScriptedPeer()) {
      List<Sent> frames = peer.sees();

      assertThat(frames)
          .extracting(Sent::type)
          .containsExactly(Frame.SETTINGS, Frame.WINDOW_UPDATE);
      assertThat(frames.getFirst().payload())
          .startsWith(0, Frame.ENABLE_PUSH, 0, 0, 0, 0)
          .containsSequence(0, Frame.INITIAL_WINDOW_SIZE, 0, 4, 0, 0)
          .containsSequence(0, Frame.MAX_HEADER_LIST_SIZE, 0, 0, 3, (byte) 0xe8);
      assertThat(peer.connection.available()).isFalse();
    }
  }

  @Test
  void settings_areAcknowledged_andOpenTheConnection() {
    try (ScriptedPeer peer = new ScriptedPeer()) {
      peer.sees();
      peer.says(Wire.settings());
      Sent ack = only(peer.sees(), Frame.SETTINGS);

      assertThat(ack.flags()).isEqualTo(Frame.ACK);
      assertThat(ack.payload()).isEmpty();
      assertThat(peer.events).containsExactly("settled");
      assertThat(peer.connection.available()).isTrue();
    }
  }

  @Test
  void request_isHeadersAndData_andTheAnswerIsTold() {
    try (ScriptedPeer peer = ScriptedPeer.settled()) {
      RecordedStream stream = peer.open(10);
      List<Sent> frames = peer.sees();
      assertThat(frames).extracting(Sent::type).containsExactly(Frame.HEADERS, Frame.DATA);
      assertThat(frames).extracting(Sent::flags).containsExactly(ALL_HEADERS, Frame.END_STREAM);

      peer.says(
          Wire.headers(ALL_HEADERS, 1, ":status", "200", "a", "b"),
          data(0, 1, 3),
          Wire.headers(LAST_HEADERS, 1, "c", "d"));
      assertThat(stream.told).containsExactly("headers :status=200 a=b", "trailers c=d");
      assertThat(stream.content.size()).isEqualTo(3);
      assertThat(peer.connection.size()).isZero();
      assertThat(peer.sees()).isEmpty();
    }
  }

  /** However the bytes are cut, the same is told. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8, 9, 10, 11, 23, 64})
  void answer_inPieces_isTheSame(int piece) {
    byte[] answer = answer();
    try (ScriptedPeer peer = ScriptedPeer.settled()) {
      RecordedStream stream = peer.open(0);
      for (int at = 0; at < answer.length; at += piece) {
        peer.says(Arrays.copyOfRange(answer, at, Math.min(answer.length, at + piece)));
      }
      assertWhole(stream);
    }
  }

  @Test
  void answer_cutAtRandom_isTheSame() {
    Random random = new Random(11);
    byte[] answer = answer();
    for (int round = 0; round < 500; round++) {
      try (ScriptedPeer peer = ScriptedPeer.settled()) {
        RecordedStream stream = peer.open(0);
        int at = 0;
        while (at < answer.length) {
          int next = Math.min(answer.length, at + 1 + random.nextInt(40));
          peer.says(Arrays.copyOfRange(answer, at, next));
          at = next;
        }
        assertWhole(stream);
      }
    }
  }

  private static byte[] answer() {
    byte[] block = Wire.block(":status", "200", "x-long", "y".repeat(100));
    byte[] start = Arrays.copyOf(block, 20);
    byte[] rest = Arrays.copyOfRange(block, 20, block.length);
    byte[] text = "0hello\0\0".getBytes(StandardCharsets.US_ASCII);
    text[0] = 2;
    return join(
        Wire.frame(Frame.PING, 0, 0, new byte[8]),
        Wire.headers(ALL_HEADERS, 1, ":status", "103"),
        Wire.frame(Frame.HEADERS, 0, 1, start),
        Wire.frame(Frame.CONTINUATION, 0, 1),
        Wire.frame(Frame.CONTINUATION, Frame.END_HEADERS, 1, rest),
        Wire.frame(77, 3, 1, new byte[5]),
        Wire.frame(Frame.PRIORITY, 0, 1, new byte[5]),
        Wire.frame(Frame.DATA, Frame.PADDED, 1, text),
        Wire.settings(99, 4),
        Wire.frame(Frame.DATA, 0, 1, " world".getBytes(StandardCharsets.US_ASCII)),
        Wire.headers(LAST_HEADERS, 1, "a", "b"));
  }

  private static void assertWhole(RecordedStream stream) {
    assertThat(stream.told)
        .containsExactly(
            "headers :status=103", "headers :status=200 x-long=" + "y".repeat(100), "trailers a=b");
    assertThat(stream.content.toString(StandardCharsets.US_ASCII)).isEqualTo("hello world");
  }

  static List<Violation> violations() {
    List<Violation> rows = new ArrayList<>();
    rows.add(
        new Violation(
            "not HTTP/2", 6, "HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
    rows.add(new Violation("frame beyond the size", 6, Wire.frame(99, 0, 0, new byte[16_385])));
    rows.add(
        new Violation("PRIORITY of no stream", 1, Wire.frame(Frame.PRIORITY, 0, 0, new byte[5])));
    rows.add(new Violation("SETTINGS of a stream", 1, Wire.frame(Frame.SETTINGS, 0, 1)));
    rows.add(
        new Violation("SETTINGS of a bad size", 6, Wire.frame(Frame.SETTINGS, 0, 0, new byte[5])));
    rows.add(
        new Violation(
            "SETTINGS ACK with content", 6, Wire.frame(Frame.SETTINGS, Frame.ACK, 0, new byte[6])));
    rows.add(new Violation("push allowed", 1, Wire.settings(Frame.ENABLE_PUSH, 1)));
    rows.add(
        new Violation("window beyond 2^31-1", 3, Wire.settings(Frame.INITIAL_WINDOW_SIZE, -1)));
    rows.add(new Violation("small frames", 1, Wire.settings(Frame.MAX_FRAME_SIZE, 16_383)));
    rows.add(new Violation("huge frames", 1, Wire.settings(Frame.MAX_FRAME_SIZE, 16_777_216)));
    rows.add(new Violation("PING of a stream", 1, Wire.frame(Frame.PING, 0, 1, new byte[8])));
    rows.add(new Violation("PING of a bad size", 6, Wire.frame(Frame.PING, 0, 0, new byte[7])));
    rows.add(new Violation("GOAWAY of a stream", 1, Wire.numbers(Frame.GOAWAY, 1, 1, 0)));
    rows.add(new Violation("GOAWAY of a bad size", 6, Wire.numbers(Frame.GOAWAY, 0, 1)));
    rows.add(
        new Violation(
            "RST_STREAM of a bad size", 6, Wire.frame(Frame.RST_STREAM, 0, 1, new byte[5])));
    rows.add(new Violation("RST_STREAM of no stream", 1, Wire.numbers(Frame.RST_STREAM, 0, 0)));
    rows.add(
        new Violation("RST_STREAM of an idle stream", 1, Wire.numbers(Frame.RST_STREAM, 3, 0)));
    rows.add(
        new Violation(
            "WINDOW_UPDATE of a bad size", 6, Wire.frame(Frame.WINDOW_UPDATE, 0, 0, new byte[3])));
    rows.add(new Violation("WINDOW_UPDATE of nothing", 1, Wire.numbers(Frame.WINDOW_UPDATE, 0, 0)));
    rows.add(
        new Violation(
            "WINDOW_UPDATE beyond 2^31-1",
            3,
            Wire.numbers(Frame.WINDOW_UPDATE, 0, Integer.MAX_VALUE)));
    rows.add(
        new Violation(
            "WINDOW_UPDATE of an idle stream", 1, Wire.numbers(Frame.WINDOW_UPDATE, 3, 1)));
    rows.add(
        new Violation(
            "SETTINGS that make a window too large",
            3,
            Wire.numbers(Frame.WINDOW_UPDATE, 1, 100),
            Wire.settings(Frame.INITIAL_WINDOW_SIZE, Integer.MAX_VALUE)));
    rows.add(new Violation("DATA of no stream", 1, Wire.frame(Frame.DATA, 0, 0, new byte[1])));
    rows.add(new Violation("DATA of an idle stream", 1, Wire.frame(Frame.DATA, 0, 3, new byte[1])));
    rows.add(
        new Violation(
            "DATA of a stream of the server", 1, Wire.frame(Frame.DATA, 0, 2, new byte[1])));
    rows.add(
        new Violation(
            "DATA with more padding than frame",
            1,
            Wire.frame(Frame.DATA, Frame.PADDED, 1, (byte) 5, (byte) 0)));
    rows.add(
        new Violation("padded DATA without a byte", 6, Wire.frame(Frame.DATA, Frame.PADDED, 1)));
    rows.add(
        new Violation(
            "HEADERS shorter than their priority",
            6,
            Wire.frame(Frame.HEADERS, Frame.HAS_PRIORITY, 1, new byte[4])));
    rows.add(new Violation("PUSH_PROMISE", 1, Wire.frame(Frame.PUSH_PROMISE, 4, 1, new byte[5])));
    rows.add(new Violation("CONTINUATION of nothing", 1, Wire.frame(Frame.CONTINUATION, 4, 1)));
    rows.add(
        new Violation(
            "CONTINUATION of another stream",
            1,
            Wire.frame(Frame.HEADERS, 0, 1),
            Wire.frame(Frame.CONTINUATION, 4, 3)));
    rows.add(
        new Violation(
            "a PING within a header block",
            1,
            Wire.frame(Frame.HEADERS, 0, 1),
            Wire.frame(Frame.PING, 0, 0, new byte[8])));
    rows.add(
        new Violation("a block that is no HPACK", 9, Wire.frame(Frame.HEADERS, 4, 1, (byte) 0x80)));
    byte[][] flood = new byte[70][];
    Arrays.fill(flood, Wire.frame(Frame.CONTINUATION, 0, 1));
    flood[0] = Wire.frame(Frame.HEADERS, 0, 1);
    rows.add(new Violation("a flood of CONTINUATION", 11, flood));
    rows.add(
        new Violation(
            "a block that is much too large",
            11,
            Wire.frame(Frame.HEADERS, 0, 1, new byte[16_384]),
            Wire.frame(Frame.CONTINUATION, 0, 1, new byte[1])));
    return rows;
  }

  @ParameterizedTest
  @MethodSource("violations")
  void violation_endsTheConnection_withItsCode(Violation row) {
    try (ScriptedPeer peer = ScriptedPeer.settled()) {
      RecordedStream stream = peer.open(0);
      peer.sees();
      peer.says(row.says());

      assertThat(only(peer.sees(), Frame.GOAWAY).payload()).endsWith(0, 0, 0, row.code());
      assertThat(stream.told).containsExactly("VIOLATION " + row.code());
      assertThat(peer.events).containsExactly("settled", "closed");
      assertThat(peer.channel.isOpen()).isFalse();
    }
  }

  @Test
  void firstFrame_thatIsNoSettings_endsTheConnection() {
    try (ScriptedPeer peer = new ScriptedPeer()) {
      peer.sees();
      peer.says(Wire.frame(Frame.PING, 0, 0, new byte[8]));

      assertThat(only(peer.sees(), Frame.GOAWAY).payload()).endsWith(0, 0, 0, 1);
      assertThat(peer.events).containsExactly("closed");
    }
  }

  /** What is wrong with one stream ends that stream, and no other. */
  static List<Violation> streamViolations() {
    byte[] head = Wire.headers(ALL_HEADERS, 1, ":status", "200");
    return List.of(
        new Violation("upper case", 1, Wire.headers(ALL_HEADERS, 1, ":status", "200", "Aa", "b")),
        new Violation("WINDOW_UPDATE of nothing", 1, Wire.numbers(Frame.WINDOW_UPDATE, 1, 0)),
        new Violation(
            "window beyond 2^31-1", 3, Wire.numbers(Frame.WINDOW_UPDATE, 1, Integer.MAX_VALUE)),
        new Violation("DATA behind the end", 5, head, data(Frame.END_STREAM, 1, 1), data(0, 1, 1)),
        new Violation("HEADERS behind the end", 5, head, data(Frame.END_STREAM, 1, 1), head));
  }

  @ParameterizedTest
  @MethodSource("streamViolations")
  void violationOfAStream_resetsIt(Violation row) {
    try (ScriptedPeer peer = ScriptedPeer.settled(Frame.INITIAL_WINDOW_SIZE, 10)) {
      // One that has not ended, so that it is open when the peer has ended it.
      RecordedStream stream = new RecordedStream(peer.connection, 5).unfinished();
      peer.connection.open(stream, (_, _) -> {});
      RecordedStream other = peer.open(0);
      peer.sees();
      peer.says(row.says());

      boolean ended = row.name().endsWith("behind the end");
      Sent reset = only(peer.sees(), Frame.RST_STREAM);
      assertThat(reset.stream()).isEqualTo(1);
      assertThat(reset.number()).isEqualTo(ended ? ErrorCode.CANCEL : row.code());
      assertThat(stream.told.getLast()).isEqualTo(ended ? "end" : "VIOLATION " + row.code());
      peer.says(Wire.headers(LAST_HEADERS, 3, ":status", "204"));
      assertThat(other.told).containsExactly("trailers :status=204");
    }
  }

  @Test
  void headersBeyondTheLimit_endTheirStreamAlone_andTheTableStays() {
    byte[] block = Wire.block(":status", "200", "x", "y".repeat(2_000));
    try (ScriptedPeer peer = ScriptedPeer.settled()) {
      RecordedStream stream = peer.open(0);
      RecordedStream other = peer.open(0);
      peer.sees();
      // With an entry for the table in front, which the next answer names.
      byte[] indexed = {0x40, 1, 'a', 1, 'b'};
      peer.says(Wire.frame(Frame.HEADERS, ALL_HEADERS, 1, join(indexed, block)));
      peer.says(Wire.frame(Frame.HEADERS, LAST_HEADERS, 3, (byte) 0x88, (byte) 0xbe));

      assertThat(stream.told).containsExactly("TOO_LARGE 8");
      assertThat(only(peer.sees(), Frame.RST_STREAM).number()).isEqualTo(ErrorCode.CANCEL);
      assertThat(other.told).containsExactly("trailers :status=200 a=b");
    }
  }

  @Test
  void content_staysWithinTheWindowOfTheStream() {
    try (ScriptedPeer peer = ScriptedPeer.settled(Frame.INITIAL_WINDOW_SIZE, 100)) {
      peer.open(250);
      assertThat(sizes(peer.sees())).containsExactly(100);
      peer.says(Wire.numbers(Frame.WINDOW_UPDATE, 1, 1));
      assertThat(sizes(peer.sees())).containsExactly(1);
      peer.says(Wire.numbers(Frame.WINDOW_UPDATE, 1, 1_000));
      Sent last = only(peer.sees(), Frame.DATA);
      assertThat(last.payload()).hasSize(149);
      assertThat(last.flags()).isEqualTo(Frame.END_STREAM);
    }
  }

  @Test
  void content_staysWithinTheWindowOfTheConnection_inTurns() {
    try (ScriptedPeer peer = ScriptedPeer.settled(Frame.INITIAL_WINDOW_SIZE, 1 << 20)) {
      peer.open(60_000);
      peer.open(60_000);
      peer.open(60_000);
      assertThat(bytes(peer.sees())).isEqualTo(WINDOW);
      peer.says(Wire.numbers(Frame.WINDOW_UPDATE, 0, 40_000));
      List<Sent> frames = peer.sees();
      assertThat(bytes(frames)).isEqualTo(40_000);
      assertThat(frames).extracting(Sent::stream).containsExactly(3, 5, 3);
      peer.says(Wire.numbers(Frame.WINDOW_UPDATE, 0, 1_000_000));
      assertThat(bytes(peer.sees())).isEqualTo(180_000 - WINDOW - 40_000);
    }
  }

  @Test
  void settings_thatLowerTheWindow_canMakeItNegative() {
    try (ScriptedPeer peer = ScriptedPeer.settled(Frame.INITIAL_WINDOW_SIZE, 100)) {
      peer.open(500);
      assertThat(bytes(peer.sees())).isEqualTo(100);
      peer.says(Wire.settings(Frame.INITIAL_WINDOW_SIZE, 40));
      peer.says(Wire.numbers(Frame.WINDOW_UPDATE, 1, 60));
      assertThat(sizes(peer.sees())).isEmpty();
      peer.says(Wire.numbers(Frame.WINDOW_UPDATE, 1, 1));
      assertThat(bytes(peer.sees())).isEqualTo(1);
      peer.says(Wire.settings(Frame.INITIAL_WINDOW_SIZE, 50));
      assertThat(bytes(peer.sees())).isEqualTo(10);
    }
  }

  /**
   * Or a peer that gives no window would have the gateway keep each request that ran out of time.
   */
  @Test
  void givenUp_whileItWaitsForTheConnectionsWindow_isKeptNoLonger() {
    try (ScriptedPeer peer = ScriptedPeer.settled()) {
      peer.open(WINDOW);
      RecordedStream mine = peer.open(10);
      RecordedStream theirs = peer.open(10);
      RecordedStream stays = peer.open(10);
      assertThat(mine.queued).isTrue();
      peer.connection.reset(mine, ErrorCode.CANCEL);
      peer.says(Wire.numbers(Frame.RST_STREAM, theirs.number(), ErrorCode.CANCEL));
      assertThat(mine.queued).isFalse();
      assertThat(theirs.queued).isFalse();
      peer.sees();
      peer.says(Wire.numbers(Frame.WINDOW_UPDATE, 0, 100));

      assertThat(only(peer.sees(), Frame.DATA).stream()).isEqualTo(stays.number());
    }
  }

  /** RFC 7541 §4.2: the smallest size between two blocks is told, too. */
  @Test
  void tableSize_thatFallsAndRises_emptiesTheTable() {
    HeaderField field = new HeaderField("a", "b");
    byte[] indexed = {(byte) 0x83, (byte) 0x86, (byte) 0xbe};
    byte[] literal = {0x20, 0x3f, (byte) 0xe1, 0x1f, (byte) 0x83, (byte) 0x86, 0x40};
    try (ScriptedPeer peer = ScriptedPeer.settled()) {
      for (int i = 0; i < 2; i++) {
        peer.connection.open(
            new RecordedStream(peer.connection, 0), (out, encoder) -> encoder.repeated(out, field));
      }
      assertThat(peer.sees().getLast().payload()).isEqualTo(indexed);
      peer.says(Wire.settings(Frame.HEADER_TABLE_SIZE, 0, Frame.HEADER_TABLE_SIZE, 4_096));
      peer.connection.open(
          new RecordedStream(peer.connection, 0), (out, encoder) -> encoder.repeated(out, field));

      assertThat(only(peer.sees(), Frame.HEADERS).payload()).startsWith(literal);
    }
  }

  @Test
  void frames_areAsLargeAsThePeerAllows() {
    int most = 20_000;
    try (ScriptedPeer peer = ScriptedPeer.settled(Frame.MAX_FRAME_SIZE, most)) {
      peer.open(50_000);

      assertThat(sizes(peer.sees())).containsExactly(most, most, 10_000);
    }
  }

  @Test
  void longHead_goesOnInContinuation() {
    try (ScriptedPeer peer = ScriptedPeer.settled()) {
      RecordedStream stream = new RecordedStream(peer.connection, 0);
      byte[] name = {'a'};
      peer.connection.open(stream, (out, encoder) -> encoder.once(out, name, new byte[40_000]));
      List<Sent> frames = peer.sees();

      assertThat(frames)
          .extracting(Sent::type)
          .containsExactly(Frame.HEADERS, Frame.CONTINUATION, Frame.CONTINUATION);
      assertThat(frames)
          .extracting(Sent::flags)
          .containsExactly(Frame.END_STREAM, 0, Frame.END_HEADERS);
    }
  }

  @Test
  void maxConcurrentStreams_isKept_alsoWhenItChanges() {
    try (ScriptedPeer peer = ScriptedPeer.settled(Frame.MAX_CONCURRENT_STREAMS, 2)) {
      peer.open(0);
      assertThat(peer.connection.available()).isTrue();
      peer.open(0);
      assertThat(peer.connection.available()).isFalse();
      peer.says(Wire.settings(Frame.MAX_CONCURRENT_STREAMS, 3));
      assertThat(peer.connection.available()).isTrue();
      peer.says(Wire.settings(Frame.MAX_CONCURRENT_STREAMS, 1));
      peer.says(Wire.headers(LAST_HEADERS, 1, ":status", "200"));
      assertThat(peer.connection.available()).isFalse();
      peer.says(Wire.headers(LAST_HEADERS, 3, ":status", "200"));
      assertThat(peer.connection.available()).isTrue();
    }
  }

  @Test
  void ping_isAnswered() {
    try (ScriptedPeer peer = ScriptedPeer.settled()) {
      byte[] data = {1, 2, 3, 4, 5, 6, 7, 8};
      peer.says(Wire.frame(Frame.PING, 0, 0, data), Wire.frame(Frame.PING, Frame.ACK, 0, data));
      Sent ack = only(peer.sees(), Frame.PING);

      assertThat(ack.flags()).isEqualTo(Frame.ACK);
      assertThat(ack.payload()).isEqualTo(data);
    }
  }

  @Test
  void readContent_isGivenBack_andUnreadIsNot() {
    try (ScriptedPeer peer = ScriptedPeer.settled()) {
      RecordedStream quick = peer.open(0);
      RecordedStream lazy = peer.open(0).lazy();
      peer.sees();
      int half = Http2Connection.STREAM_WINDOW / 2;
      for (int stream : new int[] {1, 3}) {
        for (int sent = 0; sent < half; sent += 16_384) {
          peer.says(data(0, stream, 16_384));
        }
      }
      assertThat(peer.sees()).extracting(Sent::stream).containsExactly(1);
      peer.connection.consumed(lazy, half);
      assertThat(only(peer.sees(), Frame.WINDOW_UPDATE).number()).isEqualTo(half);
      assertThat(quick.content.size()).isEqualTo(half);
    }
  }

  @Test
  void padding_isGivenBack() {
    try (ScriptedPeer peer = ScriptedPeer.settled()) {
      peer.open(0);
      peer.sees();
      byte[] padded = new byte[200];
      padded[0] = (byte) 199;
      for (int sent = 0; sent < Http2Connection.STREAM_WINDOW / 2; sent += 200) {
        peer.says(Wire.frame(Frame.DATA, Frame.PADDED, 1, padded));
      }

      assertThat(peer.sees()).extracting(Sent::stream).containsExactly(1);
    }
  }

  @Test
  void contentBeyondTheWindow_resetsTheStream() {
    try (ScriptedPeer peer = ScriptedPeer.settled()) {
      RecordedStream lazy = peer.open(0).lazy();
      peer.sees();
      for (int sent = 0; sent <= Http2Connection.STREAM_WINDOW; sent += 16_384) {
        peer.says(data(0, 1, 16_384));
      }

      assertThat(lazy.told).containsExactly("VIOLATION 3");
      assertThat(only(peer.sees(), Frame.RST_STREAM).number()).isEqualTo(3);
    }
  }

  @Test
  void connectionsWindow_isGivenBack_forStreamsThatAreGone_too() {
    try (ScriptedPeer peer = ScriptedPeer.settled()) {
      RecordedStream stream = peer.open(0);
      peer.connection.reset(stream, ErrorCode.CANCEL);
      peer.sees();
      for (int sent = 0; sent < 2 * 1024 * 1024; sent += 16_384) {
        peer.says(data(0, 1, 16_384));
      }

      Sent update = only(peer.sees(), Frame.WINDOW_UPDATE);
      assertThat(update.stream()).isZero();
      assertThat(update.number()).isEqualTo(2 * 1024 * 1024);
      assertThat(stream.told).isEmpty();
    }
  }

  @Test
  void reset_crossesTheAnswer_andWhatFollowsIsIgnored() {
    try (ScriptedPeer peer = ScriptedPeer.settled()) {
      RecordedStream stream = peer.open(0);
      RecordedStream next = peer.open(0);
      peer.sees();
      peer.connection.reset(stream, ErrorCode.CANCEL);
      peer.connection.reset(stream, ErrorCode.CANCEL);
      assertThat(only(peer.sees(), Frame.RST_STREAM).number()).isEqualTo(ErrorCode.CANCEL);
      peer.says(
          Wire.frame(
              Frame.HEADERS,
              ALL_HEADERS,
              1,
              (byte) 0x40,
              (byte) 1,
              (byte) 'a',
              (byte) 1,
              (byte) 'b'),
          data(Frame.END_STREAM, 1, 10),
          Wire.numbers(Frame.RST_STREAM, 1, 8),
          Wire.numbers(Frame.WINDOW_UPDATE, 1, 8),
          Wire.frame(Frame.HEADERS, LAST_HEADERS, 3, (byte) 0x88, (byte) 0xbe));

      assertThat(stream.told).isEmpty();
      assertThat(next.told).containsExactly("trailers :status=200 a=b");
      assertThat(peer.sees()).isEmpty();
    }
  }

  @Test
  void givenUp_atItsEnd_isNotReset_unlessItsRequestGoesOn() {
    try (ScriptedPeer peer = ScriptedPeer.settled(Frame.INITIAL_WINDOW_SIZE, 10)) {
      peer.open(0).hasty();
      peer.open(100).hasty();
      peer.sees();
      peer.says(Wire.headers(LAST_HEADERS, 1, ":status", "200"));
      peer.says(Wire.headers(LAST_HEADERS, 3, ":status", "200"));

      assertThat(only(peer.sees(), Frame.RST_STREAM).stream()).isEqualTo(3);
      assertThat(peer.connection.size()).isZero();
    }
  }

  @Test
  void peersReset_isTold_once() {
    try (ScriptedPeer peer = ScriptedPeer.settled()) {
      RecordedStream stream = peer.open(0);
      peer.says(Wire.numbers(Frame.RST_STREAM, 1, 7), Wire.numbers(Frame.RST_STREAM, 1, 8));

      assertThat(stream.told).containsExactly("RESET 7");
    }
  }

  @Test
  void answerBeforeTheRequestsEnd_resetsWhatIsLeft() {
    try (ScriptedPeer peer = ScriptedPeer.settled(Frame.INITIAL_WINDOW_SIZE, 10)) {
      RecordedStream stream = peer.open(100);
      peer.sees();
      peer.says(Wire.headers(LAST_HEADERS, 1, ":status", "200"));

      assertThat(stream.told).containsExactly("trailers :status=200");
      assertThat(only(peer.sees(), Frame.RST_STREAM).number()).isEqualTo(ErrorCode.CANCEL);
      assertThat(peer.connection.size()).isZero();
    }
  }

  @Test
  void goAway_leavesOutLaterStreams_andLetsOthersEnd() {
    try (ScriptedPeer peer = ScriptedPeer.settled()) {
      RecordedStream first = peer.open(0);
      RecordedStream second = peer.open(0);
      peer.sees();
      peer.says(Wire.numbers(Frame.GOAWAY, 0, Integer.MAX_VALUE, 0));
      assertThat(peer.connection.available()).isFalse();
      assertThat(second.told).isEmpty();
      peer.says(Wire.numbers(Frame.GOAWAY, 0, 1, 0));
      assertThat(second.told).containsExactly("LEFT_OUT 0");
      assertThat(peer.channel.isOpen()).isTrue();
      peer.says(Wire.headers(LAST_HEADERS, 1, ":status", "200"));

      assertThat(first.told).containsExactly("trailers :status=200");
      assertThat(peer.events).containsExactly("settled", "leaving", "closed");
      assertThat(peer.channel.isOpen()).isFalse();
    }
  }

  @Test
  void leaving_letsStreamsEnd_andSaysFarewell() {
    try (ScriptedPeer peer = ScriptedPeer.settled()) {
      peer.open(0);
      peer.sees();
      peer.connection.leave();
      assertThat(peer.channel.isOpen()).isTrue();
      peer.says(Wire.headers(LAST_HEADERS, 1, ":status", "200"));

      assertThat(only(peer.sees(), Frame.GOAWAY).payload()).endsWith(0, 0, 0, 0);
      assertThat(peer.channel.isOpen()).isFalse();
    }
  }

  @Test
  void streamNumbers_thatAreUsedUp_endTheConnectionBehindTheLastStream() {
    try (ScriptedPeer peer = new ScriptedPeer(Integer.MAX_VALUE - 2)) {
      peer.says(Wire.settings());
      RecordedStream before = peer.open(0);
      assertThat(peer.connection.available()).isTrue();
      RecordedStream last = peer.open(0);
      assertThat(last.number()).isEqualTo(Integer.MAX_VALUE);
      assertThat(peer.connection.available()).isFalse();
      peer.says(
          Wire.headers(LAST_HEADERS, before.number(), ":status", "200"),
          Wire.headers(LAST_HEADERS, last.number(), ":status", "200"));

      assertThat(last.told).containsExactly("trailers :status=200");
      assertThat(peer.events).containsExactly("settled", "leaving", "closed");
    }
  }

  @Test
  void lostConnection_isTold_toStreamsThatWereSent() {
    try (ScriptedPeer peer = ScriptedPeer.settled()) {
      RecordedStream stream = peer.open(0);
      var _ = peer.channel.close();

      assertThat(stream.told).containsExactly("LOST 0");
      assertThat(peer.events).containsExactly("settled", "closed");
    }
  }

  @Test
  void lostConnection_whoseStreamWasNotSent_saysSo() {
    try (ScriptedPeer peer = ScriptedPeer.settled()) {
      RecordedStream stream = new RecordedStream(peer.connection, 0);
      peer.connection.open(stream, (_, _) -> {});
      // Before the tasks of this turn, and so before the flush.
      peer.connection.channelInactive(peer.channel.pipeline().firstContext());

      assertThat(stream.told).containsExactly("UNSENT 0");
    }
  }

  @Test
  void streamThatGoesOn_endsWhenItsEndIsTold() {
    try (ScriptedPeer peer = ScriptedPeer.settled()) {
      RecordedStream stream = new RecordedStream(peer.connection, 0).unfinished();
      peer.connection.open(stream, (_, _) -> {});
      assertThat(peer.sees()).extracting(Sent::flags).containsExactly(Frame.END_HEADERS);
      stream.push(5);
      assertThat(peer.sees()).extracting(Sent::flags).containsExactly(0);
      stream.finish();
      Sent end = only(peer.sees(), Frame.DATA);

      assertThat(end.payload()).isEmpty();
      assertThat(end.flags()).isEqualTo(Frame.END_STREAM);
    }
  }
}
