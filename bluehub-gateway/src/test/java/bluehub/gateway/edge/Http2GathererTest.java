package bluehub.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What Netty's reader finds in the buffers that are handed over, and when the promises are kept.
 */
class Http2GathererTest {
  private static final int BLOCK = 40_000;

  private final EmbeddedChannel channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter());
  private final ChannelHandlerContext ctx = channel.pipeline().firstContext();
  private final FloodGuard guard = new FloodGuard(Integer.MAX_VALUE, Integer.MAX_VALUE);
  private final Http2Gatherer gatherer = new Http2Gatherer(guard);
  private final DefaultHttp2FrameReader reader =
      new DefaultHttp2FrameReader(new DefaultHttp2HeadersDecoder(false, 2 * BLOCK));
  private final List<String> frames = new ArrayList<>();

  @AfterEach
  void end() {
    gatherer.close();
    reader.close();
    channel.finishAndReleaseAll();
  }

  private static Http2Headers head(String requestId) {
    return new DefaultHttp2Headers().status("200").add("x-request-id", requestId);
  }

  private ChannelFuture headers(int stream, Http2Headers head, boolean last) {
    return gatherer.writeHeaders(ctx, stream, head, 0, last, ctx.newPromise());
  }

  private ChannelFuture data(int stream, ByteBuf bytes, boolean last) {
    return gatherer.writeData(ctx, stream, bytes, 0, last, ctx.newPromise());
  }

  private static ByteBuf text(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
  }

  /** Hands over and flushes; the bytes of each buffer that the channel was given. */
  private List<byte[]> flushed() {
    gatherer.handOver(ctx);
    channel.flush();
    List<byte[]> buffers = new ArrayList<>();
    for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
      buffers.add(ByteBufUtil.getBytes(next));
      next.release();
    }
    return buffers;
  }

  private List<String> read(List<byte[]> buffers) throws Http2Exception {
    frames.clear();
    ByteBuf all = Unpooled.wrappedBuffer(buffers.toArray(byte[][]::new));
    try {
      while (all.isReadable()) {
        reader.readFrame(ctx, all, new Kept());
      }
    } finally {
      all.release();
    }
    return frames;
  }

  @Test
  void answersOfOneFlush_areOneBuffer() throws Exception {
    ChannelFuture first = headers(1, head("a"), false);
    ChannelFuture second = data(1, text("{}"), true);
    var _ = headers(3, head("b"), true);
    assertThat(first.isDone() || second.isDone()).isFalse();

    List<byte[]> buffers = flushed();

    assertThat(buffers).hasSize(1);
    assertThat(read(buffers)).containsExactly("HEADERS 1 a", "DATA 1 {} end", "HEADERS 3 b end");
    assertThat(first.isSuccess() && second.isSuccess()).isTrue();
  }

  @Test
  void largePiece_isNotCopied_andKeepsItsPlace() throws Exception {
    ByteBuf large = text("x".repeat(5_000));
    var _ = headers(1, head("a"), false);
    var _ = data(1, large.retain(), false);
    var _ = data(1, text("y"), true);
    gatherer.handOver(ctx);
    channel.flush();
    ByteBuf before = channel.readOutbound();
    ByteBuf given = channel.readOutbound();
    ByteBuf after = channel.readOutbound();

    assertThat(given).isSameAs(large);
    assertThat(read(List.of(bytes(before), bytes(given), bytes(after))))
        .containsExactly("HEADERS 1 a", "DATA 1 " + "x".repeat(5_000), "DATA 1 y end");
    before.release();
    after.release();
    large.release(2);
  }

  private static byte[] bytes(ByteBuf buffer) {
    return ByteBufUtil.getBytes(buffer);
  }

  @Test
  void head_largerThanAFrame_goesOnInContinuations() throws Exception {
    var _ = headers(1, head("x".repeat(BLOCK)), true);
    var _ = headers(3, head("b"), true);

    List<byte[]> buffers = flushed();

    assertThat(gatherer.maxFrameSize()).isLessThan(BLOCK / 2);
    assertThat(read(buffers))
        .containsExactly("HEADERS 1 " + "x".repeat(BLOCK) + " end", "HEADERS 3 b end");
  }

  @Test
  void otherFrames_keepTheirPlace() throws Exception {
    var _ = headers(1, head("a"), false);
    var _ = gatherer.writePing(ctx, true, 7, ctx.newPromise());
    var _ = data(1, text("b"), false);
    var _ = gatherer.writeSettingsAck(ctx, ctx.newPromise());
    var _ = data(1, text("c"), false);
    var _ = gatherer.writeWindowUpdate(ctx, 1, 5, ctx.newPromise());
    var _ = data(1, text("d"), false);
    var _ = gatherer.writeRstStream(ctx, 1, 8, ctx.newPromise());
    var _ = headers(3, head("e"), false);
    var _ = gatherer.writeGoAway(ctx, 3, 0, Unpooled.EMPTY_BUFFER, ctx.newPromise());

    assertThat(read(flushed()))
        .containsExactly(
            "HEADERS 1 a",
            "PING 7",
            "DATA 1 b",
            "SETTINGS",
            "DATA 1 c",
            "WINDOW_UPDATE 1",
            "DATA 1 d",
            "RST_STREAM 1",
            "HEADERS 3 e",
            "GOAWAY 3");
  }

  /** What comes once must not push out of the client's table what repeats. */
  @Test
  void requestId_isLeftOutOfTheTable() {
    var _ = headers(1, head("first"), true);
    int before = flushed().getFirst().length;
    int length = 0;
    for (int i = 0; i < 1_000; i++) {
      var _ = headers(3 + 2 * i, head("other"), true);
      length = flushed().getFirst().length;
    }
    assertThat(length).isEqualTo(before);
  }

  @Test
  void headTooLargeForTheClient_fails_andLeavesNothing() throws Exception {
    gatherer.headersConfiguration().maxHeaderListSize(100);
    ChannelFuture refused = headers(1, head("x".repeat(100)), true);
    var _ = headers(3, head("b"), true);

    assertThat(refused.cause()).isInstanceOf(Http2Exception.class);
    assertThat(read(flushed())).containsExactly("HEADERS 3 b end");
  }

  @Test
  void end_failsWhatWasNotHandedOver_andWhatComesLater() {
    ChannelFuture gathered = headers(1, head("a"), true);
    gatherer.close();
    var _ = channel.close();
    ChannelFuture late = headers(3, head("b"), true);
    ChannelFuture lateData = data(3, text("b"), true);

    assertThat(gathered.cause()).isInstanceOf(ClosedChannelException.class);
    assertThat(late.cause()).isInstanceOf(ClosedChannelException.class);
    assertThat(lateData.cause()).isInstanceOf(ClosedChannelException.class);
  }

  @Test
  void answersThatNobodyTakes_areBounded() throws Exception {
    for (int i = 0; i < FloodGuard.MAX_WAITING; i++) {
      var _ = gatherer.writePing(ctx, true, i, ctx.newPromise());
      guard.control();
    }
    var _ = gatherer.writeSettingsAck(ctx, ctx.newPromise());

    assertThatThrownBy(guard::control).hasMessage("Too many control frames");
    assertThatThrownBy(guard::reset).hasMessage("Too many resets");
    assertThat(flushed()).isNotEmpty();
    guard.control();
  }

  /** Each frame as a line. */
  private final class Kept extends Http2FrameAdapter {
    private void keep(String frame, boolean last) {
      frames.add(last ? frame + " end" : frame);
    }

    @Override
    public int onDataRead(
        ChannelHandlerContext ctx, int stream, ByteBuf data, int padding, boolean last) {
      keep("DATA " + stream + " " + data.toString(StandardCharsets.US_ASCII), last);
      return 0;
    }

    @Override
    public void onHeadersRead(
        ChannelHandlerContext ctx, int stream, Http2Headers headers, int padding, boolean last) {
      keep("HEADERS " + stream + " " + headers.get(AsciiString.of("x-request-id")), last);
    }

    @Override
    public void onPingAckRead(ChannelHandlerContext ctx, long data) {
      keep("PING " + data, false);
    }

    @Override
    public void onSettingsAckRead(ChannelHandlerContext ctx) {
      keep("SETTINGS", false);
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext ctx, int stream, long error) {
      keep("RST_STREAM " + stream, false);
    }

    @Override
    public void onWindowUpdateRead(ChannelHandlerContext ctx, int stream, int bytes) {
      keep("WINDOW_UPDATE " + stream, false);
    }

    @Override
    public void onGoAwayRead(ChannelHandlerContext ctx, int last, long error, ByteBuf reason) {
      keep("GOAWAY " + last, false);
    }
  }
}
