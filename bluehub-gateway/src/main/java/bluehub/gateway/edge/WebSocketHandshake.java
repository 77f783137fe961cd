package bluehub.gateway.edge;

import bluehub.gateway.call.ResponseHead;
import bluehub.transcoder.fault.Code;
import bluehub.transcoder.fault.RequestFault;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What opens a WebSocket (RFC 6455 §4.2). */
final class WebSocketHandshake {
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final String VERSION = "13";
  private static final int KEY_BYTES = 16;

  static final int UPGRADE_REQUIRED = 426;

  private WebSocketHandshake() {}

  /**
   * What is wrong with a handshake, or null.
   *
   * @param origins whose pages are let in besides those of the same host
   */
  static @Nullable RequestFault check(HttpHeaders headers, List<String> origins) {
    if (!VERSION.equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
      return RequestFault.of(
          Code.INVALID_ARGUMENT, UPGRADE_REQUIRED, "The gateway speaks version 13 of WebSocket.");
    }
    List<String> keys = headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_KEY);
    if (keys.size() != 1 || !isKey(keys.getFirst())) {
      return RequestFault.invalid("Sec-WebSocket-Key is not 16 bytes in base64, once.");
    }
    String origin = headers.get(HttpHeaderNames.ORIGIN);
    // A browser sends cookies to whatever host a page names, and says whose page it is (§10.2).
    if (origin != null && !lets(origins, origin, headers.get(HttpHeaderNames.HOST))) {
      return RequestFault.of(
          Code.PERMISSION_DENIED, "Pages of this origin may not open a WebSocket here.");
    }
    return null;
  }

  /** Adds what the answer to a handshake of another version has (§4.4, RFC 9110 §15.5.22). */
  static void addVersionTo(ResponseHead head) {
    head.add("connection", "upgrade")
        .add("upgrade", "websocket")
        .add("sec-websocket-version", VERSION);
  }

  private static boolean lets(List<String> origins, String origin, @Nullable String host) {
    if (origins.contains("*") || origins.contains(origin)) {
      return true;
    }
    int authority = origin.indexOf("://");
    return authority >= 0 && origin.substring(authority + 3).equalsIgnoreCase(host);
  }

  private static boolean isKey(String key) {
    try {
      return Base64.getDecoder().decode(key).length == KEY_BYTES;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The proof that the server has read the key (§4.2.2). */
  static String accept(String key) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      byte[] digest = sha1.digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-1", e);
    }
  }

  static ByteBuf switching(String accept) {
    return Unpooled.copiedBuffer(
        "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n"
            + "sec-websocket-accept: "
            + accept
            + "\r\n\r\n",
        StandardCharsets.US_ASCII);
  }
}
