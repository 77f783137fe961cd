package bluehub.gateway.edge;

import bluehub.gateway.call.ResponseHead;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Writes the heads of HTTP/1.1 answers into an array of its own: what does not change from one
 * answer to the next is encoded once. One per event loop.
 *
 * <p>{@code status-line *( field-name ":" field-value CRLF ) CRLF} (RFC 9112 §2.1).
 */
final class HeadWriter {
  private static final byte[][] STATUS_LINES = new byte[600][];

  static {
    for (int status = 200; status < STATUS_LINES.length; status++) {
      HttpResponseStatus known = HttpResponseStatus.valueOf(status);
      // 499 has no registered name.
      String reason = status == 499 ? "Client Closed Request" : known.reasonPhrase();
      STATUS_LINES[status] = ascii("HTTP/1.1 " + status + " " + reason + "\r\n");
    }
  }

  private static final byte[] JSON = ascii("content-type: application/json\r\n");
  private static final byte[] CONTENT_TYPE = ascii("content-type: ");
  private static final byte[] CONTENT_LENGTH = ascii("content-length: ");
  private static final byte[] CHUNKED = ascii("transfer-encoding: chunked\r\n");
  private static final byte[] CLOSE = ascii("connection: close\r\n");
  private static final byte[] KEEP_ALIVE = ascii("connection: keep-alive\r\n");
  private static final byte[] COLON = ascii(": ");
  private static final byte[] CRLF = ascii("\r\n");

  private byte[] bytes = new byte[1024];
  private int length;
  private byte[] date = CRLF;
  private long dateSecond = -1;

  /** What holds the head that was last written, from index 0. */
  byte[] array() {
    return bytes;
  }

  int length() {
    return length;
  }

  /**
   * Writes a head.
   *
   * @param contentLength of the body; {@link #CHUNKED_BODY} or {@link #NO_LENGTH} besides
   * @param connection what the Connection field says
   */
  void write(ResponseHead head, long contentLength, Connection connection) {
    length = 0;
    put(STATUS_LINES[head.status()]);
    String type = head.contentType();
    if (type != null) {
      if (type.equals(ResponseHead.JSON)) {
        put(JSON);
      } else {
        field(CONTENT_TYPE, type);
      }
    }
    if (contentLength >= 0) {
      field(CONTENT_LENGTH, Long.toString(contentLength));
    } else if (contentLength == CHUNKED_BODY) {
      put(CHUNKED);
    }
    switch (connection) {
      case CLOSE -> put(CLOSE);
      case KEEP_ALIVE -> put(KEEP_ALIVE);
      case UNSAID -> {}
    }
    for (int i = 0; i < head.size(); i++) {
      put(head.name(i));
      field(COLON, head.value(i));
    }
    put(date());
    put(CRLF);
  }

  /** The body's length is told piece by piece. */
  static final long CHUNKED_BODY = -1;

  /** There is no body, or it ends with the connection. */
  static final long NO_LENGTH = -2;

  /** What the Connection field says; HTTP/1.1 keeps a connection alive without a word. */
  enum Connection {
    UNSAID,
    KEEP_ALIVE,
    CLOSE
  }

  private byte[] date() {
    long millis = System.currentTimeMillis();
    long second = TimeUnit.MILLISECONDS.toSeconds(millis);
    if (second != dateSecond) {
      dateSecond = second;
      date = ascii("date: " + ImfDate.of(second) + "\r\n");
    }
    return date;
  }

  private void field(byte[] name, String value) {
    put(name);
    put(value);
    put(CRLF);
  }

  private void put(byte[] text) {
    ensure(text.length);
    System.arraycopy(text, 0, bytes, length, text.length);
    length += text.length;
  }

  /** The last fence against a field that ends early: what is not printable becomes "?". */
  private void put(String text) {
    int size = text.length();
    ensure(size);
    byte[] target = bytes;
    int at = length;
    for (int i = 0; i < size; i++) {
      char c = text.charAt(i);
      target[at++] = c >= ' ' && c <= '~' ? (byte) c : (byte) '?';
    }
    length = at;
  }

  private void ensure(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
