package bluehub.gateway.edge;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Error;

/**
 * How an HTTP/2 connection ends without losing a request, in two steps (RFC 9113 §6.8). The client
 * is told to begin nothing new, without dropping what is on its way already; a PING finds out when
 * that has come. Then the last stream is named, and with its answer the connection may close.
 */
final class Http2Departure {
  /** Marks the PING that follows the first GOAWAY. */
  private static final long PING = 0x426c75654875620aL;

  private final Http2Session session;
  private boolean begun;
  private boolean lastNamed;

  Http2Departure(Http2Session session) {
    this.session = session;
  }

  boolean begun() {
    return begun;
  }

  /** Whether the last stream was named, so that the connection is over when no stream is left. */
  boolean lastNamed() {
    return lastNamed;
  }

  /** The first step, once. */
  void begin() {
    begun = true;
    ChannelHandlerContext ctx = session.context();
    goAway(Integer.MAX_VALUE);
    var _ = session.encoder().writePing(ctx, false, PING, ctx.newPromise());
    session.flushSoon();
  }

  /** The client has answered a PING; true where it is that of the first step. */
  boolean answered(long ping) {
    return begun && ping == PING;
  }

  /** The second step, once: what the client had sent before it knew of the first is there. */
  void nameLast() {
    lastNamed = true;
    goAway(session.connection().remote().lastStreamCreated());
    session.flushSoon();
  }

  private void goAway(int last) {
    ChannelHandlerContext ctx = session.context();
    var _ =
        session.goAway(
            ctx, last, Http2Error.NO_ERROR.code(), Unpooled.EMPTY_BUFFER, ctx.newPromise());
  }
}
