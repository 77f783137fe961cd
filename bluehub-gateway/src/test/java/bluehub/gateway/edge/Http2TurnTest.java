package bluehub.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.gateway.call.ResponseHead;
import bluehub.gateway.fixture.FrameClient;
import bluehub.gateway.settings.HttpSettings;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The frames of a streamed answer: as few as the flushes, and all of them in their order. */
class Http2TurnTest {
  private static final HttpSettings SETTINGS =
      new Binder(new MapConfigurationPropertySource())
          .bindOrCreate("bluehub.http", HttpSettings.class);
  private static final int STREAM = 1;

  @SuppressWarnings("NullAway") // A loop without a lane, which an answer has no need of.
  private final Http2Session session =
      Http2SessionBuilder.session(new EdgeLoop(null, new EdgeState(SETTINGS)), SETTINGS);

  private final EmbeddedChannel channel = new EmbeddedChannel(session);
  private Http2Stream stream;
  private Http2Turn turn;

  @BeforeEach
  void begin() throws Exception {
    channel.writeInbound(
        Unpooled.wrappedBuffer(
            FrameClient.PREFACE.getBytes(StandardCharsets.US_ASCII),
            FrameClient.bytes(FrameClient.SETTINGS, 0, 0, new byte[0])));
    stream = session.connection().remote().createStream(STREAM, true);
    turn = new Http2Turn(session, stream, new DefaultHttp2Headers().method("GET").path("/"), true);
    turn.begin(new ResponseHead(200, "application/x-ndjson"));
    channel.runPendingTasks();
    var _ = written();
  }

  @AfterEach
  void end() {
    channel.finishAndReleaseAll();
  }

  private void write(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    turn.write(bytes, 0, bytes.length);
  }

  /** The frames of the stream that have left: type, flags, and for DATA the text. */
  private List<String> written() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
      all.writeBytes(ByteBufUtil.getBytes(next));
      next.release();
    }
    List<String> frames = new ArrayList<>();
    ByteBuffer bytes = ByteBuffer.wrap(all.toByteArray());
    while (bytes.hasRemaining()) {
      int length = Byte.toUnsignedInt(bytes.get()) << 16 | Short.toUnsignedInt(bytes.getShort());
      int type = bytes.get();
      int flags = bytes.get();
      boolean ours = bytes.getInt() == STREAM;
      byte[] payload = new byte[length];
      bytes.get(payload);
      if (ours) {
        String text =
            type == FrameClient.DATA ? new String(payload, StandardCharsets.US_ASCII) : "";
        frames.add(type + " " + flags + " " + text);
      }
    }
    return frames;
  }

  @Test
  void messagesOfOneBurst_areOneFrame_andTheLastOneEndsTheStream() {
    write("a");
    write("b");
    assertThat(written()).isEmpty();
    channel.runPendingTasks();
    assertThat(written()).containsExactly("0 0 ab");

    write("c");
    write("d");
    turn.end();
    channel.runPendingTasks();
    assertThat(written()).containsExactly("0 1 cd");
  }

  @Test
  void end_withoutMore_isAnEmptyFrame() {
    turn.end();
    channel.runPendingTasks();
    assertThat(written()).containsExactly("0 1 ");
  }

  @Test
  void trailers_comeBehindWhatWasWritten() {
    write("a");
    turn.trailer("grpc-status", "0");
    turn.end();
    channel.runPendingTasks();
    assertThat(written()).containsExactly("0 0 a", "1 5 ");
  }

  @Test
  void muchOfOneBurst_isHandedOverInPieces_andNothingIsLost() {
    String text = "x".repeat(10_000);
    write(text);
    write(text);
    assertThat(session.output().waits(stream)).isTrue();
    write("y");
    channel.runPendingTasks();
    assertThat(String.join("", written()).replaceAll("0 0 ", "")).isEqualTo(text + text + "y");
  }

  /** RFC 9113 §5.1: on a stream that was reset, no frame follows. */
  @Test
  void reset_comesBehindWhatWasWritten_andIsTheEnd() {
    write("a");
    turn.abort();
    write("b");
    channel.runPendingTasks();
    assertThat(written()).containsExactly("0 0 a", "3 0 ");
  }

  /** The same where Netty resets it, for a fault of the client or a mistake of ours. */
  @Test
  void streamError_comesBehindWhatWasWritten_andIsTheEnd() {
    write("a");
    session.onError(
        session.context(),
        false,
        Http2Exception.streamError(STREAM, Http2Error.PROTOCOL_ERROR, "malformed"));
    channel.runPendingTasks();
    assertThat(written()).containsExactly("0 0 a", "3 0 ");
  }

  /** What the window does not let out waits, and what comes later waits behind it. */
  @Test
  void closedWindow_keepsTheOrder() throws Exception {
    String all = "z".repeat(70_000);
    write(all);
    write("a");
    channel.runPendingTasks();
    assertThat(String.join("", written()).replaceAll("0 0 ", "")).hasSize(65_535);
    assertThat(turn.writable()).isFalse();

    byte[] more = {0, 1, 0, 0};
    channel.writeInbound(
        Unpooled.wrappedBuffer(
            FrameClient.bytes(FrameClient.WINDOW_UPDATE, 0, 0, more),
            FrameClient.bytes(FrameClient.WINDOW_UPDATE, 0, STREAM, more)));
    assertThat(String.join("", written()).replaceAll("0 0 ", ""))
        .isEqualTo(all.substring(65_535) + "a");
  }
}
