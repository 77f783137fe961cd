package bluehub.gateway.edge;

import bluehub.gateway.call.ResponseHead;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Makes the heads of HTTP/2 answers. One per event loop. */
final class Http2Heads {
  /** The body's length is not told. */
  static final long NO_LENGTH = -1;

  private static final AsciiString[] STATUS = new AsciiString[600];

  static {
    for (int status = 100; status < STATUS.length; status++) {
      STATUS[status] = AsciiString.cached(Integer.toString(status));
    }
  }

  /** Status, type, length and date besides. */
  private static final int OWN_FIELDS = 4;

  private AsciiString date = AsciiString.EMPTY_STRING;
  private long dateSecond = -1;

  /**
   * The head of an answer.
   *
   * @param contentLength of the body, or {@link #NO_LENGTH}
   */
  Http2Headers of(ResponseHead head, long contentLength) {
    Http2Headers headers = new DefaultHttp2Headers(false, head.size() + OWN_FIELDS);
    headers.status(STATUS[head.status()]);
    String type = head.contentType();
    if (type != null) {
      headers.add(
          HttpHeaderNames.CONTENT_TYPE,
          type.equals(ResponseHead.JSON) ? HttpHeaderValues.APPLICATION_JSON : type);
    }
    if (contentLength >= 0) {
      headers.add(HttpHeaderNames.CONTENT_LENGTH, Long.toString(contentLength));
    }
    for (int i = 0; i < head.size(); i++) {
      add(headers, head.name(i), head.value(i));
    }
    return headers.add(HttpHeaderNames.DATE, date());
  }

  /** The head of an answer before the answer. */
  static Http2Headers informational(int status) {
    return new DefaultHttp2Headers(false, 1).status(STATUS[status]);
  }

  /** The last fence against a field that ends early: what is not printable becomes "?". */
  static void add(Http2Headers headers, String name, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] < ' ' || bytes[i] > '~') {
        bytes[i] = '?';
      }
    }
    headers.add(name, new AsciiString(bytes, false));
  }

  private AsciiString date() {
    long second = TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis());
    if (second != dateSecond) {
      dateSecond = second;
      date = new AsciiString(ImfDate.of(second));
    }
    return date;
  }
}
