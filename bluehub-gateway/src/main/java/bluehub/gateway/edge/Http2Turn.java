package bluehub.gateway.edge;

import bluehub.gateway.call.Exchange;
import bluehub.gateway.call.Request;
import bluehub.gateway.call.Responder;
import bluehub.gateway.call.ResponseHead;
import bluehub.transcoder.fault.Code;
import bluehub.transcoder.fault.RequestFault;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.AsciiString;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request of an HTTP/2 connection, which is one stream, and its answer. */
final class Http2Turn implements Request, Responder {
  /** An unwanted body up to this size is read to its end; a longer one is cut off. */
  private static final int MAX_DISCARDED = 64 * 1024;

  /** What is gathered of a streamed answer before it is handed over without waiting for a flush. */
  private static final int MAX_GATHERED = 16 * 1024;

  /** Room for some small messages, before the buffer has to grow. */
  private static final int MIN_GATHERED = 512;

  private final Http2Session session;
  private final Http2Stream stream;
  private final Http2Headers headers;
  private final String method;
  private final String path;
  private final @Nullable String query;
  private final boolean withoutBody;
  private final long declaredLength;

  private @Nullable Exchange exchange;
  private @Nullable Http2Headers headDue;
  private @Nullable Http2Headers trailers;
  private @Nullable HeldBody waiting;
  private @Nullable ByteBuf gathered;
  private boolean held;
  private boolean begun;
  private boolean expects;
  private boolean answered;
  private boolean bodyComplete;
  private boolean endTold;
  private boolean unwanted;
  private boolean closed;
  private int discarded;
  private long bodyDeadline;
  private int window;
  private long stalledSince;
  private boolean stalled;

  /**
   * @param last whether the request has no body
   */
  Http2Turn(Http2Session session, Http2Stream stream, Http2Headers headers, boolean last) {
    this.session = session;
    this.stream = stream;
    this.headers = headers;
    this.method = headers.method().toString();
    CharSequence target = headers.path();
    String text = target == null ? "" : target.toString();
    int mark = text.indexOf('?');
    this.path = mark < 0 ? text : text.substring(0, mark);
    this.query = mark < 0 ? null : text.substring(mark + 1);
    this.withoutBody = method.equals("HEAD");
    this.declaredLength = last ? 0 : headers.getLong(HttpHeaderNames.CONTENT_LENGTH, -1L);
    this.bodyComplete = last;
  }

  void begin() {
    awaitBody();
    Exchange next = session.loop().lane().take(this, this);
    exchange = next;
    RequestFault fault = Http2HeadCheck.of(headers, session.limits());
    if (fault != null) {
      next.refuse(fault);
      return;
    }
    expects = !bodyComplete && headers.contains(HttpHeaderNames.EXPECT);
    next.begin();
    if (bodyComplete) {
      deliverEnd();
    }
  }

  /** Answers what went wrong with a request that was not begun. */
  void refuse(RequestFault fault) {
    Exchange next = session.loop().lane().take(this, this);
    exchange = next;
    next.refuse(fault);
  }

  /**
   * Takes a piece of the body.
   *
   * @return the bytes that the client gets window for again
   */
  int body(ByteBuf bytes, int padding) {
    expects = false;
    awaitBody();
    if (held) {
      HeldBody pieces = waiting;
      if (pieces == null) {
        pieces = new HeldBody();
        waiting = pieces;
      }
      return pieces.add(bytes, padding);
    }
    deliver(bytes);
    return bytes.readableBytes() + padding;
  }

  private void deliver(ByteBuf bytes) {
    Exchange current = exchange;
    if (answered || current == null) {
      discard(bytes.readableBytes());
    } else {
      session.loop().deliver(bytes, current);
    }
  }

  void bodyEnd() {
    bodyComplete = true;
    if (!held) {
      deliverEnd();
    }
  }

  private void deliverEnd() {
    endTold = true;
    Exchange current = exchange;
    if (!answered && current != null) {
      current.bodyEnd();
    }
  }

  void becameWritable() {
    Exchange current = exchange;
    if (current != null && !answered) {
      current.writable();
    }
  }

  /** The stream is closed, by whichever side. */
  void gone() {
    closed = true;
    dropWaiting();
    rest().release();
    Exchange current = exchange;
    if (current != null && !answered) {
      answered = true;
      current.gone();
    }
  }

  /** Looks whether the client has kept this request waiting too long. */
  void sweep(long now) {
    if (!bodyComplete && !unhurried() && now - bodyDeadline >= 0) {
      bodyTimedOut();
    }
    if (!session.output().waits(stream)) {
      stalled = false;
      return;
    }
    int left = session.output().window(stream);
    if (!stalled || left != window) {
      stalled = true;
      window = left;
      stalledSince = now;
    } else if (now - stalledSince > session.loop().state().writeNanos()) {
      // The client takes nothing of the answer.
      session.output().reset(stream, Http2Error.CANCEL);
    }
  }

  /** Whether the rest of the body may take its time: it is held, or the answer is on its way. */
  private boolean unhurried() {
    return held || (begun && !answered);
  }

  private void bodyTimedOut() {
    Exchange current = exchange;
    if (answered || current == null) {
      session.output().resetAnswered(stream);
      return;
    }
    current.refuse(
        RequestFault.of(
            Code.DEADLINE_EXCEEDED, 408, "The rest of the request's body did not come."));
  }

  private void awaitBody() {
    bodyDeadline = session.loop().after(session.loop().state().bodyNanos());
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public @Nullable String query() {
    return query;
  }

  @Override
  public @Nullable String header(CharSequence name) {
    CharSequence value = headers.get(name);
    if (value == null && AsciiString.contentEquals(HttpHeaderNames.HOST, name)) {
      value = headers.authority();
    }
    return value == null ? null : value.toString();
  }

  @Override
  public Iterator<Map.Entry<CharSequence, CharSequence>> headers() {
    return new RegularFields(headers.iterator());
  }

  @Override
  public long declaredLength() {
    return declaredLength;
  }

  @Override
  public void proceed() {
    if (expects && !closed) {
      expects = false;
      var _ = session.output().head(stream, Http2Heads.informational(100), false);
    }
  }

  @Override
  public void hold() {
    // The end may have come, and wait behind pieces of the body.
    held = !answered && !endTold;
  }

  @Override
  public void resume() {
    if (!held) {
      return;
    }
    held = false;
    awaitBody();
    HeldBody pieces = waiting;
    while (pieces != null && !held && !pieces.isEmpty()) {
      session.output().consumed(stream, pieces.next(this::deliver));
    }
    if (!held && bodyComplete) {
      deliverEnd();
    }
  }

  private void dropWaiting() {
    held = false;
    HeldBody pieces = waiting;
    waiting = null;
    while (pieces != null && !pieces.isEmpty()) {
      int bytes = pieces.next(_ -> {});
      if (!closed) {
        session.output().consumed(stream, bytes);
      }
    }
  }

  @Override
  public ByteBuf buffer(int capacity) {
    return session.context().alloc().ioBuffer(capacity);
  }

  @Override
  public void answer(ResponseHead head, ByteBuf body) {
    answered = true;
    if (closed) {
      body.release();
      return;
    }
    boolean noContent = head.status() == 204 || head.status() == 304;
    Http2Headers made =
        session
            .loop()
            .http2Heads()
            .of(head, noContent ? Http2Heads.NO_LENGTH : body.readableBytes());
    if (withoutBody || noContent || !body.isReadable()) {
      body.release();
      settleBody(session.output().head(stream, made, true));
    } else {
      var _ = session.output().head(stream, made, false);
      settleBody(session.output().body(stream, body, true));
    }
  }

  @Override
  public void begin(ResponseHead head) {
    begun = true;
    if (closed) {
      return;
    }
    Http2Headers made = session.loop().http2Heads().of(head, Http2Heads.NO_LENGTH);
    if (withoutBody) {
      // Goes out with the end, so that the stream does not end before the exchange.
      headDue = made;
    } else {
      var _ = session.output().head(stream, made, false);
    }
  }

  /**
   * Gathers what is written until the next flush: to Netty each piece is a frame with a promise.
   */
  @Override
  public void write(byte[] bytes, int offset, int length) {
    if (closed || answered || withoutBody || length == 0) {
      return;
    }
    ByteBuf pieces = gathered;
    if (pieces == null) {
      pieces = buffer(Math.max(length, MIN_GATHERED));
      gathered = pieces;
      session.output().gathers(this);
    }
    pieces.writeBytes(bytes, offset, length);
    if (pieces.readableBytes() >= MAX_GATHERED) {
      handOver();
    }
  }

  /** Gives the connection what has been gathered; called before each flush. */
  void handOver() {
    if (gathered != null) {
      session.output().gathered(stream, rest());
    }
  }

  private ByteBuf rest() {
    ByteBuf pieces = gathered;
    gathered = null;
    return pieces == null ? Unpooled.EMPTY_BUFFER : pieces;
  }

  /** Any client of HTTP/2 can be sent trailers, for it need not look at them. */
  @Override
  public boolean takesTrailers() {
    return true;
  }

  @Override
  public void trailer(String name, String value) {
    Http2Headers fields = trailers;
    if (fields == null) {
      fields = new DefaultHttp2Headers(false);
      trailers = fields;
    }
    Http2Heads.add(fields, name, value);
  }

  @Override
  public void end() {
    answered = true;
    if (closed) {
      return;
    }
    Http2Headers last = headDue == null ? trailers : headDue;
    if (last == null) {
      settleBody(session.output().body(stream, rest(), true));
    } else {
      handOver();
      settleBody(session.output().head(stream, last, true));
    }
  }

  /** Without END_STREAM the client knows that something is missing. */
  @Override
  public void abort() {
    answered = true;
    if (!closed) {
      session.output().reset(stream, Http2Error.INTERNAL_ERROR);
    }
  }

  @Override
  public boolean writable() {
    return !closed && session.output().writable(stream);
  }

  /** The answer is complete, and nobody wants what may still come (RFC 9113 §8.1). */
  private void settleBody(ChannelFuture end) {
    dropWaiting();
    if (!bodyComplete) {
      unwanted = expects || declaredLength > MAX_DISCARDED;
      // What comes in the same read as the answer is made in is thrown away before that is written.
      end.addListener(_ -> cutOffUnwanted());
    }
  }

  private void discard(int length) {
    discarded += length;
    if (discarded > MAX_DISCARDED) {
      unwanted = true;
      cutOffUnwanted();
    }
  }

  private void cutOffUnwanted() {
    if (unwanted) {
      session.output().resetAnswered(stream);
    }
  }
}
