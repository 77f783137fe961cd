package bluehub.gateway.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ByteProcessor;
import io.netty.util.ReferenceCountUtil;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One HTTP/1.1 connection: what its socket and its time-outs have to do with. What it serves is in
 * {@link Http1Pipeline}.
 *
 * <p>A connection that ends while its client may still be sending lingers: its output is closed,
 * and what comes is thrown away for a moment. Else the client's system would meet a reset, and
 * might throw the answer away (RFC 9112 §9.6).
 */
final class Http1Connection extends ChannelInboundHandlerAdapter implements EdgeConnection {
  private static final Logger log = LoggerFactory.getLogger(Http1Connection.class);

  private final EdgeLoop loop;
  private final @Nullable Supplier<Http2Session> http2;
  private final Http1Pipeline requests = new Http1Pipeline(this);
  private final BurstFlush flushing = new BurstFlush(() -> context().flush());
  private final Patience patience = new Patience();

  private @Nullable ChannelHandlerContext context;
  private @Nullable Http2Upgrade upgrade;
  private Http1Phase phase = Http1Phase.IDLE;

  /** A body is under way that ends with the connection. */
  private boolean openEnded;

  private int index;

  /**
   * @param http2 makes what takes over when a client asks for HTTP/2, or null
   */
  Http1Connection(EdgeLoop loop, @Nullable Supplier<Http2Session> http2) {
    this.loop = loop;
    this.http2 = http2;
  }

  /** The requests that have come, of which one is served. */
  Http1Pipeline requests() {
    return requests;
  }

  EdgeLoop loop() {
    return loop;
  }

  @Override
  public int index() {
    return index;
  }

  @Override
  public void index(int next) {
    index = next;
  }

  ChannelHandlerContext context() {
    ChannelHandlerContext current = context;
    if (current == null) {
      throw new IllegalStateException("Not in a pipeline yet");
    }
    return current;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
    phase(Http1Phase.IDLE);
    loop.add(this);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    loop.remove(this);
    requests.gone();
  }

  /** Whether the first request asks for HTTP/2, and will get it once it has come to its end. */
  boolean upgrades(HttpRequest first) {
    upgrade = http2 == null ? null : Http2Upgrade.of(first, loop.state().maxHeaders());
    return upgrade != null;
  }

  /** Does what {@link #upgrades} has found; false where it has found nothing. */
  boolean upgraded() {
    Http2Upgrade asked = upgrade;
    Supplier<Http2Session> sessions = http2;
    if (asked == null || sessions == null) {
      return false;
    }
    upgrade = null;
    Http2Session session = sessions.get();
    var _ = context().write(Http2Upgrade.switching());
    replace(session);
    session.upgrade(asked);
    return true;
  }

  /** The client speaks HTTP/2: the session takes this connection's place. */
  void replace(Http2Session session) {
    ChannelPipeline pipeline = context().pipeline();
    loop.remove(this);
    pipeline.addAfter(context().name(), null, session);
    pipeline.remove(this);
    // What it has not decoded goes to the session.
    pipeline.remove(RequestDecoder.class);
  }

  /**
   * Called by the decoder before it looks at bytes. Empty lines are no request that has begun (RFC
   * 9112 §2.2): some clients send one behind a body.
   */
  void bytesCame(ByteBuf bytes) {
    flushing.readBegun();
    if (phase == Http1Phase.IDLE && bytes.forEachByte(ByteProcessor.FIND_NON_CRLF) >= 0) {
      phase(Http1Phase.HEAD);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (phase == Http1Phase.LINGERING) {
      ReferenceCountUtil.release(message);
    } else {
      requests.take((HttpObject) message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    flushing.readEnded();
    flushing.now();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (ctx.channel().isWritable()) {
      requests.becameWritable();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!EdgeConnection.isTheirs(cause)) {
      log.error("A client connection failed", cause);
    }
    close();
  }

  /**
   * Ends the connection after what has been written.
   *
   * @param allRead whether the client has nothing more to send that is known of
   */
  void end(boolean allRead) {
    // A client that pipelines may have sent more than has been read.
    boolean linger = !allRead || requests.werePipelined();
    requests.end();
    phase(Http1Phase.LINGERING);
    ChannelHandlerContext ctx = context();
    var written = ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> openEnded = false);
    if (!linger) {
      written.addListener(ChannelFutureListener.CLOSE);
    } else {
      ctx.channel().config().setAutoRead(true);
      written.addListener(_ -> Farewell.closeOutput(ctx.channel()));
    }
  }

  /** Sees to it that what has been written is sent: once per burst of reads. */
  void flush() {
    flushing.flush();
  }

  /** The same for pieces of a stream, of which several may come in one burst from upstream. */
  void flushSoon() {
    flushing.soon(context().channel().eventLoop());
  }

  Http1Phase phase() {
    return phase;
  }

  void phase(Http1Phase next) {
    phase = next;
    next.begin(patience, loop);
  }

  /** The answer that begins has no other end than the connection's. */
  void openEnded() {
    openEnded = true;
  }

  /** The phase may last as long as it takes. */
  void unhurried() {
    patience.forever();
  }

  @Override
  public void sweep(long now) {
    if (patience.stalled(context().channel(), now, loop.state().writeNanos())) {
      close();
      return;
    }
    if (!patience.isOver(now)) {
      return;
    }
    switch (phase) {
      case HEAD, BODY -> requests.timedOut();
      default -> close();
    }
  }

  /** Each answer tells it. */
  @Override
  public void leave() {}

  /** Closes a connection without a request; one that never had any may still bring its first. */
  @Override
  public void closeIfIdle() {
    if (phase == Http1Phase.IDLE && requests.wereAny()) {
      close();
    } else if (phase == Http1Phase.IDLE) {
      phase(Http1Phase.IDLE);
    }
  }

  @Override
  public void cutOff() {
    if (!requests.goAway()) {
      close();
    }
  }

  @Override
  public void close() {
    if (openEnded) {
      Farewell.reset(context().channel());
    } else {
      var _ = context().close();
    }
  }
}
