package bluehub.gateway.edge;

import bluehub.gateway.call.Refusal;
import bluehub.gateway.settings.HttpSettings;
import bluehub.gateway.settings.LimitSettings;
import bluehub.transcoder.fault.Code;
import bluehub.transcoder.fault.RequestFault;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.codec.http2.Http2StreamVisitor;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One HTTP/2 connection (RFC 9113). Netty's handler reads and writes the frames and keeps the state
 * of the streams; each stream is an {@link Http2Turn}, without a channel of its own, for that would
 * cost more than the request.
 *
 * <p>It ends as {@link Http2Departure} says. As with HTTP/1.1 its output closes first, and input is
 * thrown away for a moment, so that no reset overtakes an answer.
 */
final class Http2Session extends Http2ConnectionHandler implements EdgeConnection {
  private static final Logger log = LoggerFactory.getLogger(Http2Session.class);

  private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** Stands for a request whose head was too large to be kept. */
  private static final Http2Headers NO_REQUEST =
      new DefaultHttp2Headers(false).method("GET").path("/");

  private final EdgeLoop loop;
  private final LimitSettings limits;
  private final int connectionWindow;
  private final Http2Connection.PropertyKey turnKey;
  private final Http2Frames listener;
  private final FloodGuard guard;
  private final Http2Gatherer gatherer;
  private final FrameProgress progress = new FrameProgress();
  private final Patience patience = new Patience();
  private final Http2Output output = new Http2Output(this);
  private final Http2Departure departure = new Http2Departure(this);
  private final BurstFlush flushing = new BurstFlush(this::flush);

  private @Nullable ChannelHandlerContext context;
  private boolean unfinished;
  private long frameDeadline;
  private boolean busy;
  private boolean ending;
  private int index;

  Http2Session(
      Http2ConnectionDecoder decoder,
      Http2ConnectionEncoder encoder,
      Http2Settings initial,
      Http2Gatherer gatherer,
      FloodGuard guard,
      EdgeLoop loop,
      HttpSettings settings) {
    super(decoder, encoder, initial, true, false);
    this.loop = loop;
    this.limits = settings.limits();
    this.connectionWindow = (int) settings.http2().connectionWindow().toBytes();
    this.gatherer = gatherer;
    this.guard = guard;
    this.turnKey = connection().newKey();
    this.listener = new Http2Frames(this, guard);
    connection().addListener(new Streams());
    encoder.flowController().listener(this::becameWritable);
  }

  Http2FrameListener listener() {
    return listener;
  }

  EdgeLoop loop() {
    return loop;
  }

  Http2Output output() {
    return output;
  }

  LimitSettings limits() {
    return limits;
  }

  ChannelHandlerContext context() {
    ChannelHandlerContext current = context;
    if (current == null) {
      throw new IllegalStateException("Not in a pipeline yet");
    }
    return current;
  }

  @Override
  public int index() {
    return index;
  }

  @Override
  public void index(int next) {
    index = next;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
    context = ctx;
    super.handlerAdded(ctx);
    loop.add(this);
    patience.until(loop.after(loop.state().idleNanos()));
    Http2Stream whole = connection().connectionStream();
    int more = connectionWindow - decoder().flowController().windowSize(whole);
    if (more > 0) {
      decoder().flowController().incrementWindowSize(whole, more);
    }
    if (loop.state().draining()) {
      leave();
    }
    flush();
  }

  /** Takes the request that asked for HTTP/2 in an HTTP/1.1 connection as the first stream. */
  void upgrade(Http2Upgrade asked) {
    try {
      onHttpServerUpgrade(asked.settings());
      listener.onHeadersRead(
          context(), Http2CodecUtil.HTTP_UPGRADE_STREAM_ID, asked.head(), 0, true);
    } catch (Http2Exception e) {
      onError(context(), false, e);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    loop.remove(this);
    ending = true;
    super.channelInactive(ctx);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
    if (ending) {
      ReferenceCountUtil.release(message);
      return;
    }
    flushing.readBegun();
    ByteBuf bytes = (ByteBuf) message;
    progress.came(bytes);
    // Netty's search for a preface fails where another handler has read from the buffer before.
    super.channelRead(ctx, bytes.readerIndex() == 0 ? bytes : bytes.slice());
    boolean rest = progress.unfinished();
    if (rest && progress.inBody()) {
      frameDeadline = loop.after(loop.state().bodyNanos());
    } else if (rest && !unfinished) {
      frameDeadline = loop.after(loop.state().headerNanos());
    }
    unfinished = rest;
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
    flushing.readEnded();
    flushing.sent();
    // Flushes.
    super.channelReadComplete(ctx);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    onConnectionError(ctx, false, cause, Http2CodecUtil.getEmbeddedHttp2Exception(cause));
  }

  @Nullable Http2Turn turn(int stream) {
    Http2Stream known = connection().stream(stream);
    return known == null ? null : known.getProperty(turnKey);
  }

  /** Takes a new request on. */
  void take(int stream, Http2Headers headers, boolean last) {
    Http2Stream known = connection().stream(stream);
    Http2Turn turn = new Http2Turn(this, known, headers, last);
    known.setProperty(turnKey, turn);
    turn.begin();
  }

  private void becameWritable(Http2Stream stream) {
    Http2Turn turn = stream.getProperty(turnKey);
    if (turn != null && output.writable(stream)) {
      turn.becameWritable();
    }
  }

  /** Sees to it that what has been written is sent, once for all answers of one burst. */
  void flushSoon() {
    flushing.soon(context().channel().eventLoop());
  }

  private void flush() {
    flush(context());
  }

  @Override
  public void flush(ChannelHandlerContext ctx) {
    output.writeOut();
    gatherer.handOver(ctx);
    var _ = ctx.flush();
  }

  @Override
  protected void onStreamError(
      ChannelHandlerContext ctx,
      boolean outbound,
      Throwable cause,
      Http2Exception.StreamException error) {
    if (!outbound) {
      try {
        guard.reset();
      } catch (Http2Exception flood) {
        onConnectionError(ctx, false, flood, flood);
        return;
      }
    }
    boolean tooLarge =
        error instanceof Http2Exception.HeaderListSizeException size && size.duringDecode();
    if (!tooLarge || !refuse(error.streamId())) {
      output.writeOut();
      super.onStreamError(ctx, outbound, cause, error);
    }
  }

  /** Answers a head that is too large; false where the stream takes no answer. */
  private boolean refuse(int id) {
    if (connection().stream(id) != null) {
      return false;
    }
    Http2Stream stream;
    try {
      // Whether a body follows is not known; if so it is refused piece by piece.
      stream = connection().remote().createStream(id, true);
    } catch (Http2Exception e) {
      return false;
    }
    Http2Turn turn = new Http2Turn(this, stream, NO_REQUEST, true);
    stream.setProperty(turnKey, turn);
    turn.refuse(RequestFault.of(Code.RESOURCE_EXHAUSTED, 431, "The header fields are too large."));
    return true;
  }

  @Override
  protected void onConnectionError(
      ChannelHandlerContext ctx,
      boolean outbound,
      Throwable cause,
      @Nullable Http2Exception error) {
    if (error != null) {
      loop.lane().refusals().count(Refusal.PROTOCOL);
      end(error.error(), error.getMessage());
    } else if (EdgeConnection.isTheirs(cause)) {
      close();
    } else {
      if (!ending) {
        log.error("A client connection failed", cause);
      }
      end(Http2Error.INTERNAL_ERROR, "");
    }
  }

  /** Says why, ends all streams, and closes the output. */
  private void end(Http2Error error, @Nullable String reason) {
    if (ending) {
      return;
    }
    ending = true;
    ChannelHandlerContext ctx = context();
    ByteBuf text =
        reason == null ? Unpooled.EMPTY_BUFFER : ByteBufUtil.writeUtf8(ctx.alloc(), reason);
    int last = connection().remote().lastStreamCreated();
    var _ = frameWriter().writeGoAway(ctx, last, error.code(), text, ctx.newPromise());
    eachStream(
        stream -> {
          stream.close();
          return true;
        });
    patience.until(loop.after(LINGER_NANOS));
    ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> Farewell.closeOutput(ctx.channel()));
  }

  private void eachStream(Http2StreamVisitor action) {
    try {
      var _ = connection().forEachActiveStream(action);
    } catch (Http2Exception e) {
      // None of the actions throws it.
      onError(context(), true, e);
    }
  }

  @Override
  public void sweep(long now) {
    if (patience.stalled(context().channel(), now, loop.state().writeNanos())) {
      close();
    } else if (ending) {
      if (patience.isOver(now)) {
        close();
      }
    } else if (unfinished && now - frameDeadline >= 0) {
      end(Http2Error.ENHANCE_YOUR_CALM, "The rest of a frame did not come");
    } else {
      guard.sweep(now);
      sweepStreams(now);
    }
  }

  private void sweepStreams(long now) {
    if (departure.begun() && patience.isOver(now)) {
      // The client does not answer the PING.
      nameLast();
    }
    boolean wasBusy = busy;
    busy = connection().numActiveStreams() > 0;
    if (busy) {
      eachStream(stream -> sweep(stream, now));
      return;
    }
    if (departure.begun()) {
      return;
    }
    if (wasBusy) {
      patience.until(loop.after(loop.state().idleNanos()));
    } else if (patience.isOver(now)) {
      end(Http2Error.NO_ERROR, null);
    }
  }

  private boolean sweep(Http2Stream stream, long now) {
    Http2Turn turn = stream.getProperty(turnKey);
    if (turn != null) {
      try {
        turn.sweep(now);
      } catch (RuntimeException e) {
        onError(context(), false, failed(stream.id(), e));
      }
    }
    return true;
  }

  /** A mistake of ours in the serving of a stream ends that stream, and not the connection. */
  Http2Exception failed(int stream, RuntimeException cause) {
    log.error("A stream of a client connection failed", cause);
    return Http2Exception.streamError(stream, Http2Error.INTERNAL_ERROR, cause, "Failed");
  }

  @Override
  public void leave() {
    if (!departure.begun() && !ending) {
      patience.until(loop.after(LINGER_NANOS));
      departure.begin();
    }
  }

  /** The client has answered a PING. */
  void pinged(long ping) {
    if (departure.answered(ping)) {
      nameLast();
    }
  }

  private void nameLast() {
    if (!departure.lastNamed() && !ending) {
      departure.nameLast();
      endIfDone();
    }
  }

  private void endIfDone() {
    if (departure.lastNamed() && !ending && connection().numActiveStreams() == 0) {
      end(Http2Error.NO_ERROR, null);
    }
  }

  @Override
  public void closeIfIdle() {
    leave();
  }

  /** Resets what is under way: without END_STREAM a client that reads on would wait for more. */
  @Override
  public void cutOff() {
    if (ending) {
      return;
    }
    eachStream(
        stream -> {
          output.reset(stream, Http2Error.CANCEL);
          return true;
        });
    end(Http2Error.NO_ERROR, null);
  }

  @Override
  public void close() {
    var _ = context().close();
  }

  /** What Netty tells of the streams. */
  private final class Streams extends Http2ConnectionAdapter {
    @Override
    public void onStreamClosed(Http2Stream stream) {
      Http2Turn turn = stream.getProperty(turnKey);
      if (turn != null) {
        turn.gone();
      }
    }

    @Override
    public void onStreamRemoved(Http2Stream stream) {
      endIfDone();
    }
  }
}
