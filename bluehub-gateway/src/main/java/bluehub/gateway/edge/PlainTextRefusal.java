package bluehub.gateway.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Looks whether the first byte on a port for TLS is one of TLS; else says so in clear text. */
final class PlainTextRefusal extends ByteToMessageDecoder {
  /** ContentType handshake, RFC 8446 §5.1 */
  private static final int HANDSHAKE = 22;

  private static final String BODY =
      "{\"code\":3,\"message\":\"The request came without TLS, expected https on this port.\"}";
  private static final byte[] ANSWER =
      ("HTTP/1.1 400 Bad Request\r\ncontent-type: application/json\r\ncontent-length: "
              + BODY.length()
              + "\r\nconnection: close\r\n\r\n"
              + BODY)
          .getBytes(StandardCharsets.US_ASCII);

  private boolean refused;

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (refused) {
      in.skipBytes(in.readableBytes());
    } else if (in.getUnsignedByte(in.readerIndex()) == HANDSHAKE) {
      ctx.pipeline().remove(this);
    } else {
      refused = true;
      in.skipBytes(in.readableBytes());
      // What still comes is thrown away, until the gate closes.
      ctx.writeAndFlush(Unpooled.wrappedBuffer(ANSWER))
          .addListener(_ -> Farewell.shutdown(ctx.channel()));
    }
  }
}
