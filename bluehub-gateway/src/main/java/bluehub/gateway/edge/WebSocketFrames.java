package bluehub.gateway.edge;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import org.jspecify.annotations.Nullable;

/** Takes a WebSocket's frames in the place of the HTTP decoder. */
final class WebSocketFrames extends SimpleChannelInboundHandler<WebSocketFrame> {
  private final WebSocketTurn turn;

  /** The answer to the last PING, while the client does not read. */
  private byte @Nullable [] pong;

  private WebSocketFrames(WebSocketTurn turn) {
    this.turn = turn;
  }

  /**
   * Makes a connection one of frames.
   *
   * @param ctx the connection's
   * @param maxMessage bytes of one message, of all its frames together
   */
  static void install(ChannelHandlerContext ctx, WebSocketTurn turn, int maxMessage) {
    WebSocketDecoderConfig config =
        WebSocketDecoderConfig.newBuilder()
            .expectMaskedFrames(true)
            .allowExtensions(false)
            .allowMaskMismatch(false)
            .maxFramePayloadLength(maxMessage)
            .closeOnProtocolViolation(false)
            // The JSON parser checks it, and knows the place.
            .withUTF8Validator(false)
            .build();
    ChannelPipeline pipeline = ctx.pipeline();
    String connection = ctx.name();
    pipeline.addBefore(connection, null, new WebSocket13FrameDecoder(config));
    pipeline.addBefore(connection, null, new WebSocket13FrameEncoder(false));
    pipeline.addBefore(connection, null, new WebSocketFrameAggregator(maxMessage));
    pipeline.addBefore(connection, null, new WebSocketFrames(turn));
    // What it has not decoded goes to the frames.
    pipeline.remove(RequestDecoder.class);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
    switch (frame) {
      case TextWebSocketFrame text -> turn.text(text.content());
      case PingWebSocketFrame ping -> {
        pong = ByteBufUtil.getBytes(ping.content());
        answerPing(ctx);
      }
      case PongWebSocketFrame _ -> {}
      case CloseWebSocketFrame close -> turn.broken(answerTo(close));
      default -> turn.broken(WebSocketCloseStatus.INVALID_MESSAGE_TYPE);
    }
  }

  /** RFC 6455 §5.5.3: of several PINGs the last one's answer is enough. */
  private void answerPing(ChannelHandlerContext ctx) {
    byte[] content = pong;
    if (content != null && ctx.channel().isWritable() && !turn.closed()) {
      pong = null;
      var _ = ctx.writeAndFlush(new PongWebSocketFrame(Unpooled.wrappedBuffer(content)));
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    answerPing(ctx);
    ctx.fireChannelWritabilityChanged();
  }

  private static WebSocketCloseStatus answerTo(CloseWebSocketFrame close) {
    int code = close.statusCode();
    return WebSocketCloseStatus.isValidStatusCode(code)
        ? WebSocketCloseStatus.valueOf(code)
        : WebSocketCloseStatus.NORMAL_CLOSURE;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    switch (cause) {
      case CorruptedWebSocketFrameException corrupted -> turn.broken(corrupted.closeStatus());
      case TooLongFrameException _ -> turn.broken(WebSocketCloseStatus.MESSAGE_TOO_BIG);
      default -> ctx.fireExceptionCaught(cause);
    }
  }
}
