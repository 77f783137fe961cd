package bluehub.gateway.edge;

import bluehub.transcoder.fault.Code;
import bluehub.transcoder.fault.RequestFault;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One HTTP/1.1 connection. Requests are served one after the other, so that pipelined ones are
 * answered in their order; what comes meanwhile waits, and when that becomes too much, the socket
 * is not read.
 *
 * <p>A connection that ends while its client may still be sending lingers: its output is closed,
 * and what comes is thrown away for a moment. Else the client's system would meet a reset, and
 * might throw the answer away (RFC 9112 §9.6).
 */
final class Http1Connection extends ChannelInboundHandlerAdapter implements EdgeConnection {
  private static final Logger log = LoggerFactory.getLogger(Http1Connection.class);

  private final EdgeLoop loop;
  private final @Nullable Supplier<Http2Session> http2;
  private final Backlog waiting = new Backlog();
  private final BurstFlush flushing = new BurstFlush(() -> context().flush());
  private final Patience patience = new Patience();

  private @Nullable ChannelHandlerContext context;
  private @Nullable Http1Turn turn;
  private @Nullable Http2Upgrade upgrade;
  private boolean fresh = true;
  private Http1Phase phase = Http1Phase.IDLE;
  private boolean pumping;

  /** The body has come to its end, which the exchange shall not learn before it resumes. */
  private boolean endHeld;

  private boolean used;
  private int index;

  /**
   * @param http2 makes what takes over when a client asks for HTTP/2, or null
   */
  Http1Connection(EdgeLoop loop, @Nullable Supplier<Http2Session> http2) {
    this.loop = loop;
    this.http2 = http2;
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
    waiting.release();
    Http1Turn current = turn;
    turn = null;
    if (current != null) {
      current.gone();
    }
  }

  private void upgrade(Http2Upgrade asked) {
    Supplier<Http2Session> sessions = http2;
    if (sessions != null) {
      Http2Session session = sessions.get();
      var _ = context().write(Http2Upgrade.switching());
      replace(session);
      session.upgrade(asked);
    }
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

  /** Called by the decoder before it looks at bytes. */
  void bytesCame() {
    flushing.readBegun();
    if (phase == Http1Phase.IDLE) {
      phase(Http1Phase.HEAD);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (phase == Http1Phase.LINGERING) {
      ReferenceCountUtil.release(message);
    } else if (!waiting.isEmpty() || !takes()) {
      waiting.add((HttpObject) message);
      if (waiting.isFull()) {
        ctx.channel().config().setAutoRead(false);
      }
    } else {
      handle((HttpObject) message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    flushing.readEnded();
    flushing.now();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    Http1Turn current = turn;
    if (current != null && ctx.channel().isWritable()) {
      current.becameWritable();
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
   * Whether the next decoded piece can be dealt with now: not so while an answer is due, or held.
   */
  private boolean takes() {
    Http1Turn current = turn;
    return current == null || (!current.bodyComplete() && !current.held());
  }

  private void handle(HttpObject message) {
    try {
      if (message instanceof HttpRequest request) {
        head(request);
      } else if (message instanceof HttpContent content) {
        content(content);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void head(HttpRequest request) {
    Throwable failure = request.decoderResult().cause();
    if (failure instanceof PrematureChannelClosureException) {
      return;
    }
    if (fresh) {
      fresh = false;
      if (failure == null && http2 != null) {
        upgrade = Http2Upgrade.of(request, loop.state().maxHeaders());
        if (upgrade != null) {
          return;
        }
      }
    }
    Http1Turn next = new Http1Turn(this, request);
    turn = next;
    endHeld = false;
    used = true;
    phase(Http1Phase.BODY);
    if (failure != null) {
      next.refuseLast(DecoderFault.ofHead(failure));
    } else {
      next.begin();
    }
  }

  private void content(HttpContent content) {
    Http2Upgrade asked = upgrade;
    if (asked != null) {
      upgrade = null;
      upgrade(asked);
      return;
    }
    Http1Turn current = turn;
    if (current == null) {
      return;
    }
    if (content.decoderResult().isFailure()) {
      current.refuseLast(DecoderFault.ofBody());
      return;
    }
    ByteBuf bytes = content.content();
    if (bytes.isReadable()) {
      if (!current.unhurried()) {
        patience.until(loop.after(loop.state().bodyNanos()));
      }
      current.body(bytes);
    }
    if (content instanceof LastHttpContent && phase == Http1Phase.BODY) {
      if (current.held()) {
        endHeld = true;
      } else {
        bodyEnd(current);
      }
    }
  }

  private void bodyEnd(Http1Turn current) {
    phase(Http1Phase.SERVING);
    current.bodyEnd();
  }

  /**
   * The exchange wants no more of the body for now. Epoll tells of a client that leaves all the
   * same, NIO does not before the socket is read again.
   */
  void held() {
    patience.forever();
    context().channel().config().setAutoRead(false);
  }

  /** The exchange takes more of the body. */
  void resumed() {
    Http1Turn current = turn;
    if (current == null || phase != Http1Phase.BODY) {
      return;
    }
    if (!current.unhurried()) {
      patience.until(loop.after(loop.state().bodyNanos()));
    }
    if (endHeld) {
      endHeld = false;
      bodyEnd(current);
    }
    pump();
    readOn();
  }

  /** The answer is on its way, so the rest of the body belongs to a talk that may take its time. */
  void begun() {
    if (phase == Http1Phase.BODY) {
      patience.forever();
    }
  }

  /** The turn's answer has been written; what is left of its body is thrown away. */
  void answered(Http1Turn done) {
    // One that has not been told is kept while the server stops: it may have sent its next request.
    if (!done.keepsAlive()) {
      end(done.bodyComplete());
    } else if (done.bodyComplete()) {
      turn = null;
      phase(Http1Phase.IDLE);
      pump();
    } else {
      resumed();
    }
  }

  /**
   * Whether the server is stopping and no request waits here: an answer that says so is the last
   * one of the connection (RFC 9112 §9.6), and what came before it must be answered.
   */
  boolean isLast() {
    return loop.state().draining() && waiting.isEmpty();
  }

  /** Whether the client has sent something behind the request that is being served. */
  boolean pipelines() {
    return !waiting.isEmpty();
  }

  /** The body that nobody wanted has been read to its end. */
  void discarded() {
    turn = null;
    phase(Http1Phase.IDLE);
    pump();
  }

  private void pump() {
    if (pumping || waiting.isEmpty()) {
      return;
    }
    pumping = true;
    try {
      while (phase != Http1Phase.LINGERING && takes()) {
        HttpObject next = waiting.poll();
        if (next == null) {
          break;
        }
        if (phase == Http1Phase.IDLE) {
          phase(Http1Phase.HEAD);
        }
        handle(next);
      }
    } finally {
      pumping = false;
    }
    readOn();
  }

  private void readOn() {
    Http1Turn current = turn;
    ChannelConfig config = context().channel().config();
    if (!config.isAutoRead() && !waiting.isFull() && (current == null || !current.held())) {
      config.setAutoRead(true);
    }
  }

  /**
   * Ends the connection after what has been written.
   *
   * @param allRead whether the client has nothing more to send that is known of
   */
  void end(boolean allRead) {
    // A client that pipelines may have sent more than has been read.
    boolean linger = !allRead || waiting.wasUsed();
    waiting.release();
    turn = null;
    phase(Http1Phase.LINGERING);
    ChannelHandlerContext ctx = context();
    var written = ctx.writeAndFlush(Unpooled.EMPTY_BUFFER);
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

  private void phase(Http1Phase next) {
    phase = next;
    next.begin(patience, loop);
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
      case HEAD -> timedOut(new Http1Turn(this, Http1Turn.NO_REQUEST), "head");
      case BODY -> {
        Http1Turn current = turn;
        if (current == null || current.answered()) {
          close();
        } else {
          timedOut(current, "body");
        }
      }
      default -> close();
    }
  }

  private void timedOut(Http1Turn late, String part) {
    turn = late;
    late.refuseLast(
        RequestFault.of(
            Code.DEADLINE_EXCEEDED,
            408,
            "The rest of the request's %s did not come.".formatted(part)));
  }

  /** Each answer tells it. */
  @Override
  public void leave() {}

  /** Closes a connection without a request; one that never had any may still bring its first. */
  @Override
  public void closeIfIdle() {
    if (phase == Http1Phase.IDLE && used) {
      close();
    } else if (phase == Http1Phase.IDLE) {
      phase(Http1Phase.IDLE);
    }
  }

  @Override
  public void cutOff() {
    Http1Turn current = turn;
    if (current == null || !current.goAway()) {
      close();
    }
  }

  @Override
  public void close() {
    var _ = context().close();
  }
}
