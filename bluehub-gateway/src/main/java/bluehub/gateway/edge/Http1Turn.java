package bluehub.gateway.edge;

import bluehub.gateway.call.Exchange;
import bluehub.gateway.call.Lane;
import bluehub.gateway.call.Request;
import bluehub.gateway.call.Responder;
import bluehub.gateway.call.ResponseHead;
import bluehub.gateway.edge.HeadWriter.Connection;
import bluehub.transcoder.fault.RequestFault;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request of an HTTP/1.1 connection, and the text of its answer. */
final class Http1Turn implements Request, Responder {
  /** Stands for a request whose head never came. */
  static final HttpRequest NO_REQUEST =
      new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");

  /** Room in front of a body for its head; a longer head gets a buffer of its own. */
  private static final int HEADROOM = 512;

  /** An unwanted body up to this size is read to its end, so that the connection can go on. */
  private static final int MAX_DISCARDED = 64 * 1024;

  private static final byte[] CONTINUE = ascii("HTTP/1.1 100 Continue\r\n\r\n");

  private final Http1Connection connection;
  private final HttpRequest request;
  private final String path;
  private final @Nullable String query;
  private final boolean withoutBody;
  private final long declaredLength;

  private @Nullable Exchange exchange;
  private boolean keepsAlive;
  private boolean expects;
  private boolean chunked;
  private boolean answered;
  private boolean bodyComplete;
  private @Nullable WebSocketTurn socket;
  private boolean held;
  private boolean begun;
  private int discarded;
  private @Nullable StringBuilder trailers;

  Http1Turn(Http1Connection connection, HttpRequest request) {
    this.connection = connection;
    this.request = request;
    String target = RequestTarget.origin(request.uri());
    int mark = target.indexOf('?');
    this.path = mark < 0 ? target : target.substring(0, mark);
    this.query = mark < 0 ? null : target.substring(mark + 1);
    this.withoutBody = request.method().equals(HttpMethod.HEAD);
    this.keepsAlive = HttpUtil.isKeepAlive(request);
    // A head that could not be read may have any length, or none.
    this.declaredLength =
        request.decoderResult().isSuccess() ? HttpUtil.getContentLength(request, -1L) : -1;
  }

  void begin() {
    WebSocketTurn talk = WebSocketTurn.asked(request) ? new WebSocketTurn(connection, this) : null;
    Lane lane = connection.loop().lane();
    Exchange next = talk == null ? lane.take(this, this) : lane.take(talk, talk);
    socket = talk;
    exchange = next;
    RequestFault fault = HeadCheck.of(request, connection.loop().state().maxHeaders());
    if (fault == null && talk != null) {
      fault = talk.begin(request, next);
    }
    if (fault != null) {
      keepsAlive = false;
      next.refuse(fault);
      return;
    }
    expects = http11() && request.headers().contains(HttpHeaderNames.EXPECT);
    next.begin();
  }

  /** Answers what went wrong, and ends the connection. */
  void refuseLast(RequestFault fault) {
    keepsAlive = false;
    if (answered) {
      connection.end(false);
      return;
    }
    Exchange current = exchange;
    if (current == null) {
      current = connection.loop().lane().take(this, this);
      exchange = current;
    }
    current.refuse(fault);
  }

  void body(ByteBuf bytes) {
    expects = false;
    Exchange current = exchange;
    if (answered || current == null) {
      discard(bytes.readableBytes());
    } else {
      connection.loop().deliver(bytes, current);
    }
  }

  void bodyEnd() {
    bodyComplete = true;
    Exchange current = exchange;
    WebSocketTurn talk = socket;
    if (talk != null && !answered) {
      talk.open();
    } else if (answered) {
      connection.requests().discarded();
    } else if (current != null) {
      current.bodyEnd();
    }
  }

  void becameWritable() {
    Exchange current = exchange;
    if (current != null && !answered) {
      current.writable();
    }
  }

  /** The connection is closed. */
  void gone() {
    Exchange current = exchange;
    if (current != null && !answered) {
      answered = true;
      current.gone();
    }
  }

  /** The server goes: tells the client of a WebSocket; false where there is none. */
  boolean goAway() {
    WebSocketTurn talk = socket;
    return talk != null && talk.goAway();
  }

  boolean bodyComplete() {
    return bodyComplete;
  }

  boolean answered() {
    return answered;
  }

  boolean keepsAlive() {
    return keepsAlive;
  }

  /** Whether the body must wait. */
  boolean held() {
    return held;
  }

  /** Whether the rest of the body may take its time: it is held, or the answer is on its way. */
  boolean unhurried() {
    return held || (begun && !answered);
  }

  @Override
  public String method() {
    return request.method().name();
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
    return request.headers().get(name);
  }

  @Override
  public Iterator<Map.Entry<CharSequence, CharSequence>> headers() {
    return request.headers().iteratorCharSequence();
  }

  @Override
  public long declaredLength() {
    return declaredLength;
  }

  @Override
  public void proceed() {
    if (expects) {
      expects = false;
      write(Unpooled.wrappedBuffer(CONTINUE));
      connection.flush();
    }
  }

  @Override
  public void hold() {
    if (!held && !answered && !bodyComplete) {
      held = true;
      connection.requests().held();
    }
  }

  @Override
  public void resume() {
    if (held) {
      held = false;
      connection.requests().resumed();
    }
  }

  @Override
  public ByteBuf buffer(int capacity) {
    ByteBuf buffer = connection.context().alloc().ioBuffer(HEADROOM + capacity);
    return buffer.setIndex(HEADROOM, HEADROOM);
  }

  @Override
  public void answer(ResponseHead head, ByteBuf body) {
    answered = true;
    settleConnection();
    HeadWriter heads = connection.loop().heads();
    boolean noContent = head.status() == 204 || head.status() == 304;
    heads.write(head, noContent ? HeadWriter.NO_LENGTH : body.readableBytes(), connectionField());
    if (withoutBody || noContent) {
      body.skipBytes(body.readableBytes());
    }
    int length = heads.length();
    if (body.readerIndex() >= length && !body.isReadOnly()) {
      int start = body.readerIndex() - length;
      body.setBytes(start, heads.array(), 0, length).readerIndex(start);
    } else {
      write(copy(heads.array(), length));
    }
    if (body.isReadable()) {
      write(body);
    } else {
      body.release();
    }
    connection.flush();
    answeredWhole();
  }

  @Override
  public void begin(ResponseHead head) {
    begun = true;
    connection.requests().begun();
    chunked = http11();
    if (!chunked) {
      // The body of an HTTP/1.0 answer whose length is not known ends with the connection.
      keepsAlive = false;
      connection.openEnded();
    }
    settleConnection();
    HeadWriter heads = connection.loop().heads();
    heads.write(head, chunked ? HeadWriter.CHUNKED_BODY : HeadWriter.NO_LENGTH, connectionField());
    write(copy(heads.array(), heads.length()));
    connection.flushSoon();
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    if (withoutBody || length == 0) {
      return;
    }
    ByteBufAllocator alloc = connection.context().alloc();
    write(
        chunked
            ? Chunks.chunk(alloc, bytes, offset, length)
            : alloc.ioBuffer(length).writeBytes(bytes, offset, length));
    connection.flushSoon();
  }

  @Override
  public boolean takesTrailers() {
    return http11() && Trailers.taken(request.headers());
  }

  @Override
  public void trailer(String name, String value) {
    if (!takesTrailers()) {
      return;
    }
    StringBuilder lines = trailers;
    if (lines == null) {
      lines = new StringBuilder();
      trailers = lines;
    }
    Trailers.add(lines, name, value);
  }

  @Override
  public void end() {
    answered = true;
    if (chunked && !withoutBody) {
      StringBuilder lines = trailers;
      write(lines == null ? Chunks.last() : Chunks.last(connection.context().alloc(), lines));
    }
    connection.flush();
    answeredWhole();
  }

  private void answeredWhole() {
    held = false;
    connection.requests().answered(this);
  }

  /** Without the last chunk, or by a reset, the client knows that something is missing. */
  @Override
  public void abort() {
    answered = true;
    connection.flush();
    connection.close();
  }

  @Override
  public boolean writable() {
    return connection.context().channel().isWritable();
  }

  /** Decides, when the head is written, whether this is the connection's last answer. */
  private void settleConnection() {
    if (connection.requests().isLast()
        || (!bodyComplete && (expects || declaredLength > MAX_DISCARDED))) {
      keepsAlive = false;
    }
  }

  private Connection connectionField() {
    if (!keepsAlive) {
      return Connection.CLOSE;
    }
    return http11() ? Connection.UNSAID : Connection.KEEP_ALIVE;
  }

  private void discard(int length) {
    discarded += length;
    if (discarded > MAX_DISCARDED) {
      keepsAlive = false;
      connection.end(false);
    }
  }

  private boolean http11() {
    return request.protocolVersion().minorVersion() > 0;
  }

  private void write(ByteBuf bytes) {
    ChannelHandlerContext ctx = connection.context();
    // A failed write ends the connection, which tells of it.
    var _ = ctx.write(bytes, ctx.voidPromise());
  }

  private ByteBuf copy(byte[] bytes, int length) {
    return connection.context().alloc().ioBuffer(length).writeBytes(bytes, 0, length);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
