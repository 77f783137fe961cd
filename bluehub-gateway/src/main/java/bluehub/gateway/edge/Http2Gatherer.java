package bluehub.gateway.edge;

import bluehub.gateway.call.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.DefaultHttp2FrameWriter;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameTypes;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import org.jspecify.annotations.Nullable;

/**
 * Netty's writer of frames, but that heads and small pieces of data are gathered in one buffer,
 * which {@link #handOver} gives to the channel before each flush: Netty makes two buffers of each
 * frame, and the system call that takes many costs more than the one that takes one. The frames
 * that a server has no use for, such as PRIORITY and PUSH_PROMISE, would overtake what is gathered.
 */
final class Http2Gatherer extends DefaultHttp2FrameWriter {
  /** A longer piece of data costs more to copy than to hand over by itself. */
  private static final int MAX_COPIED = 4 * 1024;

  /** What is handed over before a flush, so that the channel knows how much waits. */
  private static final int FULL = 16 * 1024;

  private final DefaultHttp2HeadersEncoder heads;
  private final FloodGuard guard;
  private @Nullable GatheredFrames gathered;
  private boolean closed;

  Http2Gatherer(FloodGuard guard) {
    // A request's name comes once: in the client's table it would take the place of what repeats.
    this(new DefaultHttp2HeadersEncoder((name, _) -> ResponseHead.comesOnce(name)), guard);
  }

  private Http2Gatherer(DefaultHttp2HeadersEncoder heads, FloodGuard guard) {
    super(heads);
    this.heads = heads;
    this.guard = guard;
  }

  /** Gives the channel what has been gathered; to be called before each flush. */
  void handOver(ChannelHandlerContext ctx) {
    GatheredFrames frames = gathered;
    if (frames != null) {
      gathered = null;
      var _ = ctx.write(frames.bytes(), ctx.newPromise().addListener(frames));
    }
  }

  private GatheredFrames frames(ChannelHandlerContext ctx) {
    GatheredFrames frames = gathered;
    if (frames != null && frames.bytes().readableBytes() >= FULL) {
      handOver(ctx);
      frames = null;
    }
    if (frames == null) {
      frames = new GatheredFrames(ctx.alloc());
      gathered = frames;
    }
    return frames;
  }

  /** What comes after the end of the connection is left to Netty, which fails it. */
  @Override
  public void close() {
    closed = true;
    GatheredFrames frames = gathered;
    if (frames != null) {
      gathered = null;
      frames.drop();
    }
    super.close();
  }

  @Override
  public ChannelFuture writeHeaders(
      ChannelHandlerContext ctx,
      int stream,
      Http2Headers headers,
      int padding,
      boolean last,
      ChannelPromise promise) {
    if (closed || padding > 0) {
      handOver(ctx);
      return super.writeHeaders(ctx, stream, headers, padding, last, promise);
    }
    GatheredFrames frames = frames(ctx);
    ByteBuf bytes = frames.bytes();
    int start = bytes.writerIndex();
    bytes.writeZero(Http2CodecUtil.FRAME_HEADER_LENGTH);
    try {
      heads.encodeHeaders(stream, headers, bytes);
    } catch (Http2Exception | RuntimeException e) {
      bytes.writerIndex(start);
      return promise.setFailure(e);
    }
    int length = bytes.writerIndex() - start - Http2CodecUtil.FRAME_HEADER_LENGTH;
    if (length > maxFrameSize()) {
      split(bytes, start, stream, last);
    } else {
      Http2Flags flags = new Http2Flags().endOfHeaders(true).endOfStream(last);
      bytes.writerIndex(start);
      header(bytes, length, Http2FrameTypes.HEADERS, flags, stream);
      bytes.writerIndex(bytes.writerIndex() + length);
    }
    frames.add(promise);
    return promise;
  }

  /** Makes frames of the block that lies behind the place for one header. */
  private void split(ByteBuf bytes, int start, int stream, boolean last) {
    byte[] block =
        ByteBufUtil.getBytes(
            bytes,
            start + Http2CodecUtil.FRAME_HEADER_LENGTH,
            bytes.writerIndex() - start - Http2CodecUtil.FRAME_HEADER_LENGTH);
    bytes.writerIndex(start);
    byte type = Http2FrameTypes.HEADERS;
    for (int at = 0; at < block.length; ) {
      int length = Math.min(maxFrameSize(), block.length - at);
      Http2Flags flags = new Http2Flags().endOfHeaders(at + length == block.length);
      header(bytes, length, type, flags.endOfStream(last && at == 0), stream);
      bytes.writeBytes(block, at, length);
      at += length;
      type = Http2FrameTypes.CONTINUATION;
    }
  }

  @Override
  public ChannelFuture writeData(
      ChannelHandlerContext ctx,
      int stream,
      ByteBuf data,
      int padding,
      boolean last,
      ChannelPromise promise) {
    int length = data.readableBytes();
    if (closed || padding > 0 || length > maxFrameSize()) {
      handOver(ctx);
      return super.writeData(ctx, stream, data, padding, last, promise);
    }
    GatheredFrames frames = frames(ctx);
    header(
        frames.bytes(), length, Http2FrameTypes.DATA, new Http2Flags().endOfStream(last), stream);
    if (length > MAX_COPIED) {
      handOver(ctx);
      return ctx.write(data, promise);
    }
    frames.bytes().writeBytes(data);
    data.release();
    frames.add(promise);
    return promise;
  }

  /** RFC 9113 §4.1. Netty's own makes room for the payload, too, which may not come here. */
  private static void header(ByteBuf bytes, int length, byte type, Http2Flags flags, int stream) {
    bytes.writeMedium(length).writeByte(type).writeByte(flags.value()).writeInt(stream);
  }

  @Override
  public ChannelFuture writeRstStream(
      ChannelHandlerContext ctx, int stream, long error, ChannelPromise promise) {
    handOver(ctx);
    return super.writeRstStream(ctx, stream, error, guard.waits(promise));
  }

  @Override
  public ChannelFuture writeSettings(
      ChannelHandlerContext ctx, Http2Settings settings, ChannelPromise promise) {
    handOver(ctx);
    return super.writeSettings(ctx, settings, promise);
  }

  @Override
  public ChannelFuture writeSettingsAck(ChannelHandlerContext ctx, ChannelPromise promise) {
    handOver(ctx);
    return super.writeSettingsAck(ctx, guard.waits(promise));
  }

  @Override
  public ChannelFuture writePing(
      ChannelHandlerContext ctx, boolean ack, long data, ChannelPromise promise) {
    handOver(ctx);
    return super.writePing(ctx, ack, data, ack ? guard.waits(promise) : promise);
  }

  @Override
  public ChannelFuture writeGoAway(
      ChannelHandlerContext ctx, int last, long error, ByteBuf reason, ChannelPromise promise) {
    handOver(ctx);
    return super.writeGoAway(ctx, last, error, reason, promise);
  }

  @Override
  public ChannelFuture writeWindowUpdate(
      ChannelHandlerContext ctx, int stream, int bytes, ChannelPromise promise) {
    handOver(ctx);
    return super.writeWindowUpdate(ctx, stream, bytes, promise);
  }
}
