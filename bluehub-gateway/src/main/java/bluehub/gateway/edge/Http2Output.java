package bluehub.gateway.edge;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.ArrayList;
import java.util.List;

/**
 * What the turns of an HTTP/2 connection write, and the windows that they write in and give. Netty
 * keeps what a window does not let out; all is sent at the end of a burst of reads.
 */
final class Http2Output {
  private final Http2Session session;
  private final List<Http2Turn> gathering = new ArrayList<>();

  Http2Output(Http2Session session) {
    this.session = session;
  }

  ChannelFuture head(Http2Stream stream, Http2Headers headers, boolean last) {
    ChannelHandlerContext ctx = session.context();
    ChannelFuture written =
        session.encoder().writeHeaders(ctx, stream.id(), headers, 0, last, ctx.newPromise());
    session.flushSoon();
    return written;
  }

  ChannelFuture body(Http2Stream stream, ByteBuf bytes, boolean last) {
    ChannelFuture written = data(stream, bytes, last);
    session.flushSoon();
    return written;
  }

  /** Has the turn hand over what it gathers before the next flush, which is soon. */
  void gathers(Http2Turn turn) {
    gathering.add(turn);
    session.flushSoon();
  }

  /** Makes frames of all that was written, as far as the windows let it out. */
  void writeOut() {
    while (!gathering.isEmpty()) {
      gathering.removeLast().handOver();
    }
    try {
      session.encoder().flowController().writePendingBytes();
    } catch (Http2Exception | RuntimeException e) {
      session.onError(session.context(), true, e);
    }
  }

  /** Takes what was gathered for the flush that is due. */
  void gathered(Http2Stream stream, ByteBuf bytes) {
    var _ = data(stream, bytes, false);
  }

  private ChannelFuture data(Http2Stream stream, ByteBuf bytes, boolean last) {
    ChannelHandlerContext ctx = session.context();
    return session.encoder().writeData(ctx, stream.id(), bytes, 0, last, ctx.newPromise());
  }

  /** Ends a stream, behind what was written of it and the windows let out (RFC 9113 §5.1). */
  void reset(Http2Stream stream, Http2Error error) {
    writeOut();
    ChannelHandlerContext ctx = session.context();
    var _ = session.resetStream(ctx, stream.id(), error.code(), ctx.newPromise());
    session.flushSoon();
  }

  /** Tells that the rest of a body is not wanted, once the whole answer is on its way. */
  void resetAnswered(Http2Stream stream) {
    if (stream.state() == Http2Stream.State.HALF_CLOSED_LOCAL) {
      reset(stream, Http2Error.NO_ERROR);
    }
  }

  /** Gives the client window for bytes of a body that have been dealt with. */
  void consumed(Http2Stream stream, int bytes) {
    try {
      if (session.decoder().flowController().consumeBytes(stream, bytes)) {
        session.flushSoon();
      }
    } catch (Http2Exception e) {
      session.onError(session.context(), false, e);
    }
  }

  /** Whether something waits for the client's window. */
  boolean waits(Http2Stream stream) {
    return session.encoder().flowController().hasFlowControlled(stream);
  }

  int window(Http2Stream stream) {
    return session.encoder().flowController().windowSize(stream);
  }

  boolean writable(Http2Stream stream) {
    return session.encoder().flowController().isWritable(stream);
  }
}
