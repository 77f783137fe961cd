package bluehub.gateway.edge;

import bluehub.gateway.settings.LimitSettings;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;

/**
 * Netty's decoder, strict as it comes: bare line feeds, a Content-Length beside a
 * Transfer-Encoding, several lengths, and codings other than chunked are refused (RFC 9112 §6). It
 * tells the connection that bytes have come, as a head may come slowly.
 */
final class RequestDecoder extends HttpRequestDecoder {
  /** Bodies come in pieces of up to this size. */
  private static final int MAX_PIECE = 64 * 1024;

  private final Http1Connection connection;

  RequestDecoder(LimitSettings limits, Http1Connection connection) {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength((int) limits.maxUri().toBytes())
            .setMaxHeaderSize((int) limits.maxHeader().toBytes())
            .setMaxChunkSize(MAX_PIECE));
    this.connection = connection;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) throws Exception {
    connection.bytesCame((ByteBuf) msg);
    super.channelRead(ctx, msg);
  }
}
