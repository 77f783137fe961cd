package bluehub.gateway.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import java.util.List;
import java.util.function.Supplier;

/**
 * Looks at the first bytes of a connection for the preface of HTTP/2 (RFC 9113 §3.4), and then
 * goes. Behind it HTTP/1.1 is in place already, so that its time-outs hold from the start.
 */
final class ProtocolSniffer extends ByteToMessageDecoder {
  private static final ByteBuf PREFACE =
      Unpooled.unreleasableBuffer(Http2CodecUtil.connectionPrefaceBuf()).asReadOnly();

  private final Http1Connection http1;
  private final Supplier<Http2Session> http2;

  ProtocolSniffer(Http1Connection http1, Supplier<Http2Session> http2) {
    this.http1 = http1;
    this.http2 = http2;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    int length = Math.min(in.readableBytes(), PREFACE.readableBytes());
    boolean same = ByteBufUtil.equals(PREFACE, PREFACE.readerIndex(), in, in.readerIndex(), length);
    ChannelPipeline pipeline = ctx.pipeline();
    if (!same) {
      pipeline.remove(this);
    } else if (length == PREFACE.readableBytes()) {
      http1.replace(http2.get());
      pipeline.remove(this);
    } else {
      http1.bytesCame(in);
    }
  }
}
