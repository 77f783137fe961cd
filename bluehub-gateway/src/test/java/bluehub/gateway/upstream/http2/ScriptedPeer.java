package bluehub.gateway.upstream.http2;

import static bluehub.gateway.fixture.Bytes.join;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A connection whose peer is the test: it says byte by byte what comes, and sees what goes. */
final class ScriptedPeer implements Http2Connection.Events, AutoCloseable {
  static final int MAX_HEADERS = 1_000;

  final EmbeddedChannel channel = new EmbeddedChannel();
  final Http2Connection connection;
  final List<String> events = new ArrayList<>();

  ScriptedPeer() {
    this(1);
  }

  ScriptedPeer(int firstId) {
    this(firstId, Pings.NONE);
  }

  ScriptedPeer(int firstId, Pings pings) {
    channel.freezeTime();
    connection = new Http2Connection(channel, false, MAX_HEADERS, firstId, pings, this);
    channel.pipeline().addLast(new Copy(), connection);
    connection.begin();
  }

  /** One that has sent its SETTINGS, and seen what comes at the beginning. */
  static ScriptedPeer settled(int... settings) {
    ScriptedPeer peer = new ScriptedPeer();
    peer.says(Wire.settings(settings));
    peer.sees();
    return peer;
  }

  /** So many seconds go by, in which nothing comes. */
  void waits(int seconds) {
    for (int i = 0; i < seconds; i++) {
      channel.advanceTimeBy(1, TimeUnit.SECONDS);
      channel.runScheduledPendingTasks();
    }
  }

  void says(byte[]... bytes) {
    channel.writeInbound(Unpooled.copiedBuffer(join(bytes)));
    channel.runPendingTasks();
  }

  /** The frames that came since it was asked last. */
  List<Wire.Sent> sees() {
    channel.runPendingTasks();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
      byte[] bytes = new byte[out.readableBytes()];
      out.readBytes(bytes);
      out.release();
      all.writeBytes(bytes);
    }
    return Wire.frames(all.toByteArray());
  }

  /** Opens a stream that wants to send so many bytes, and nothing after them. */
  RecordedStream open(int content) {
    RecordedStream stream = new RecordedStream(connection, content);
    connection.open(
        stream, (out, encoder) -> encoder.repeated(out, new HeaderField(":path", "/a.B/C")));
    channel.runPendingTasks();
    return stream;
  }

  @Override
  public void settled(Http2Connection settled) {
    events.add("settled");
  }

  @Override
  public void available(Http2Connection available) {
    // Often.
  }

  @Override
  public void tooLively(Http2Connection lively) {
    events.add("too lively");
  }

  @Override
  public void leaving(Http2Connection leaving) {
    events.add("leaving");
  }

  @Override
  public void closed(Http2Connection closed) {
    events.add("closed");
  }

  /** The connection writes to its buffers again, which a socket has copied by then. */
  private static final class Copy extends ChannelOutboundHandlerAdapter {
    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
      ByteBuf bytes = (ByteBuf) message;
      var _ = ctx.write(Unpooled.copiedBuffer(bytes), promise);
      bytes.release();
    }
  }

  @Override
  public void close() {
    channel.finishAndReleaseAll();
  }
}
