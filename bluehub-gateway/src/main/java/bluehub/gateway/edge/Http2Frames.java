package bluehub.gateway.edge;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import org.jspecify.annotations.Nullable;

/** Takes the frames of an HTTP/2 connection, once Netty has found them in order. */
final class Http2Frames extends Http2FrameAdapter {
  private final Http2Session session;
  private final FloodGuard guard;

  Http2Frames(Http2Session session, FloodGuard guard) {
    this.session = session;
    this.guard = guard;
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext ctx,
      int stream,
      Http2Headers headers,
      int dependency,
      short weight,
      boolean exclusive,
      int padding,
      boolean last)
      throws Http2Exception {
    onHeadersRead(ctx, stream, headers, padding, last);
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext ctx, int stream, Http2Headers headers, int padding, boolean last)
      throws Http2Exception {
    Http2Turn turn = session.turn(stream);
    try {
      headers(turn, stream, headers, last);
    } catch (RuntimeException e) {
      throw session.failed(stream, e);
    }
  }

  private void headers(@Nullable Http2Turn turn, int stream, Http2Headers headers, boolean last)
      throws Http2Exception {
    if (turn == null) {
      Http2HeadCheck.wellFormed(stream, headers);
      Http2HeadCheck.joinCookies(headers);
      session.take(stream, headers, last);
    } else {
      // Trailers, which nobody asks for; Netty has seen to it that they are the end.
      turn.bodyEnd();
    }
  }

  @Override
  public int onDataRead(
      ChannelHandlerContext ctx, int stream, ByteBuf data, int padding, boolean last)
      throws Http2Exception {
    int bytes = data.readableBytes() + padding;
    Http2Turn turn = session.turn(stream);
    if (turn == null) {
      return bytes;
    }
    try {
      int consumed = turn.body(data, padding);
      if (last) {
        turn.bodyEnd();
      }
      return consumed;
    } catch (RuntimeException e) {
      throw session.failed(stream, e);
    }
  }

  @Override
  public void onRstStreamRead(ChannelHandlerContext ctx, int stream, long error)
      throws Http2Exception {
    guard.reset();
  }

  @Override
  public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings)
      throws Http2Exception {
    guard.control();
  }

  @Override
  public void onPingRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
    guard.control();
  }

  @Override
  public void onPingAckRead(ChannelHandlerContext ctx, long data) {
    session.pinged(data);
  }

  @Override
  public void onPriorityRead(
      ChannelHandlerContext ctx, int stream, int dependency, short weight, boolean exclusive)
      throws Http2Exception {
    guard.control();
  }

  @Override
  public void onUnknownFrame(
      ChannelHandlerContext ctx, byte type, int stream, Http2Flags flags, ByteBuf payload) {
    try {
      guard.control();
    } catch (Http2Exception flood) {
      session.onError(ctx, false, flood);
    }
  }
}
