package bluehub.gateway.edge;

import bluehub.gateway.call.Exchange;
import bluehub.gateway.call.Request;
import bluehub.gateway.call.Responder;
import bluehub.gateway.call.ResponseHead;
import bluehub.transcoder.fault.Code;
import bluehub.transcoder.fault.RequestFault;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that asks for a WebSocket (RFC 6455), and what is said on it. Until it opens, answers
 * are plain ones of HTTP/1.1. Then each text is a message; an empty one ends the requests, for a
 * WebSocket itself cannot be closed on one side. An error is told as the last text, {@code
 * {"error": Status}}, and by the code of the close: 4000 and the HTTP status.
 */
final class WebSocketTurn implements Request, Responder {
  private static final int OK = 200;
  private static final int HTTP_ERRORS = 4_000;
  private static final byte[] ERROR = "{\"error\":".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ERROR_END = {'}'};

  private final Http1Connection connection;
  private final Http1Turn plain;
  private @Nullable Exchange exchange;
  private String accept = "";
  private boolean switching;
  private boolean open;
  private boolean ended;
  private boolean closed;
  private int closeCode = WebSocketCloseStatus.NORMAL_CLOSURE.code();

  WebSocketTurn(Http1Connection connection, Http1Turn plain) {
    this.connection = connection;
    this.plain = plain;
  }

  /** Whether a request asks for a WebSocket, as a server must take it (RFC 6455 §4.2.1). */
  static boolean asked(HttpRequest request) {
    if (!request.method().equals(HttpMethod.GET)) {
      return false;
    }
    HttpHeaders headers = request.headers();
    return headers.contains(HttpHeaderNames.UPGRADE)
        && headers.containsValue(HttpHeaderNames.UPGRADE, "websocket", true)
        && headers.containsValue(HttpHeaderNames.CONNECTION, "upgrade", true)
        && request.protocolVersion().minorVersion() > 0
        && !HttpUtil.isTransferEncodingChunked(request)
        && HttpUtil.getContentLength(request, 0L) == 0;
  }

  /** Checks the handshake; gives what is wrong with it, or null. */
  @Nullable RequestFault begin(HttpRequest request, Exchange served) {
    exchange = served;
    HttpHeaders headers = request.headers();
    RequestFault fault = WebSocketHandshake.check(headers, connection.loop().state().origins());
    if (fault == null) {
      accept = WebSocketHandshake.accept(headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY));
    }
    return fault;
  }

  @Override
  public boolean socket() {
    return true;
  }

  @Override
  public String method() {
    return plain.method();
  }

  @Override
  public String path() {
    return plain.path();
  }

  @Override
  public @Nullable String query() {
    return plain.query();
  }

  @Override
  public @Nullable String header(CharSequence name) {
    // What the client takes in gzip are plain answers, and no texts.
    return HttpHeaderNames.ACCEPT_ENCODING.contentEqualsIgnoreCase(name)
        ? null
        : plain.header(name);
  }

  @Override
  public Iterator<Map.Entry<CharSequence, CharSequence>> headers() {
    return plain.headers();
  }

  @Override
  public long declaredLength() {
    return -1;
  }

  /** The request is in order: the protocol is switched once its head has been read to its end. */
  @Override
  public void proceed() {
    switching = true;
  }

  /** The request has been read to its end. */
  void open() {
    if (switching) {
      open = true;
      ChannelHandlerContext ctx = connection.context();
      var _ = ctx.write(WebSocketHandshake.switching(accept));
      WebSocketFrames.install(ctx, this, connection.loop().state().maxMessage());
      connection.flush();
      if (connection.requests().pipelines()) {
        broken(WebSocketCloseStatus.PROTOCOL_ERROR);
      }
    }
  }

  /** A text has come. */
  void text(ByteBuf text) {
    Exchange current = exchange;
    if (closed || current == null) {
      return;
    }
    int length = text.readableBytes();
    if (ended) {
      broken(WebSocketCloseStatus.PROTOCOL_ERROR);
    } else if (length == 0) {
      ended = true;
      current.bodyEnd();
    } else {
      byte[] line = connection.loop().scratch(length + 1);
      text.getBytes(text.readerIndex(), line, 0, length);
      // JSON takes a carriage return where it takes a line feed, and in strings neither of them.
      for (int i = 0; i < length; i++) {
        if (line[i] == '\n') {
          line[i] = '\r';
        }
      }
      line[length] = '\n';
      current.body(line, 0, length + 1);
    }
  }

  /** The client closes, or does what the protocol does not have: the call is given up. */
  void broken(WebSocketCloseStatus status) {
    Exchange current = exchange;
    if (!closed && current != null) {
      closeCode = status.code();
      current.gone();
      close();
    }
  }

  /** The server goes, and no longer waits for the end of the talk; false where none has begun. */
  boolean goAway() {
    if (open) {
      broken(WebSocketCloseStatus.ENDPOINT_UNAVAILABLE);
    }
    return open;
  }

  boolean closed() {
    return closed;
  }

  @Override
  public void hold() {
    connection.context().channel().config().setAutoRead(false);
  }

  @Override
  public void resume() {
    connection.context().channel().config().setAutoRead(true);
  }

  @Override
  public ByteBuf buffer(int capacity) {
    return plain.buffer(capacity);
  }

  @Override
  public void answer(ResponseHead head, ByteBuf body) {
    if (!switching) {
      if (head.status() == WebSocketHandshake.UPGRADE_REQUIRED) {
        WebSocketHandshake.addVersionTo(head);
      }
      plain.answer(head, body);
      return;
    }
    if (head.status() == OK) {
      send(body);
    } else {
      closeCode = HTTP_ERRORS + head.status();
      send(
          Unpooled.wrappedBuffer(
              Unpooled.wrappedBuffer(ERROR), body, Unpooled.wrappedBuffer(ERROR_END)));
    }
    close();
  }

  @Override
  public void begin(ResponseHead head) {
    // The head has been sent, by the switch.
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    int text = length > 0 && bytes[offset + length - 1] == '\n' ? length - 1 : length;
    if (text > 0) {
      send(connection.context().alloc().ioBuffer(text).writeBytes(bytes, offset, text));
      connection.flushSoon();
    }
  }

  @Override
  public void failing(Code code) {
    closeCode = HTTP_ERRORS + code.httpStatus();
  }

  @Override
  public boolean takesTrailers() {
    return false;
  }

  @Override
  public void trailer(String name, String value) {
    // There is no place for it.
  }

  @Override
  public void end() {
    close();
  }

  @Override
  public void abort() {
    closeCode = WebSocketCloseStatus.INTERNAL_SERVER_ERROR.code();
    close();
  }

  @Override
  public boolean writable() {
    return plain.writable();
  }

  private void send(ByteBuf text) {
    if (closed) {
      text.release();
    } else {
      var _ = connection.context().write(new TextWebSocketFrame(text));
    }
  }

  /** Says why the connection ends, and ends it; the client's own close is waited for a moment. */
  private void close() {
    if (!closed) {
      closed = true;
      var _ = connection.context().write(new CloseWebSocketFrame(closeCode, ""));
      connection.end(false);
    }
  }
}
