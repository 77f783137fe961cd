package bluehub.gateway.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.HttpConversionUtil;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request of HTTP/1.1 that asks for HTTP/2 (RFC 7540 §3.2). One with a body is answered in
 * HTTP/1.1, as a server may do, for its body would have to be kept until it is whole.
 *
 * @param settings the client's first SETTINGS
 * @param head the request as HTTP/2 has it
 */
record Http2Upgrade(Http2Settings settings, Http2Headers head) {
  private static final String H2C = "h2c";
  private static final String SETTINGS = "http2-settings";

  /** {@code Identifier (16) Value (32)}, RFC 9113 §6.5.1 */
  private static final int SETTING = 6;

  private static final byte[] SWITCHING =
      "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  /** The upgrade that a request asks for that is in order itself, or null. */
  static @Nullable Http2Upgrade of(HttpRequest request, int maxHeaders) {
    HttpHeaders fields = request.headers();
    if (!fields.containsValue(HttpHeaderNames.UPGRADE, H2C, true)
        || !fields.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
        || !fields.containsValue(HttpHeaderNames.CONNECTION, SETTINGS, true)
        || HeadCheck.of(request, maxHeaders) != null
        || hasBody(request)) {
      return null;
    }
    List<String> sent = fields.getAll(SETTINGS);
    Http2Settings settings = sent.size() == 1 ? settings(sent.getFirst()) : null;
    return settings == null ? null : new Http2Upgrade(settings, head(request));
  }

  /** The answer that comes first, in HTTP/1.1. */
  static ByteBuf switching() {
    return Unpooled.wrappedBuffer(SWITCHING);
  }

  private static boolean hasBody(HttpRequest request) {
    return HttpUtil.isTransferEncodingChunked(request)
        || HttpUtil.getContentLength(request, 0L) > 0
        || request.headers().contains(HttpHeaderNames.EXPECT)
        || request.protocolVersion().minorVersion() == 0;
  }

  private static @Nullable Http2Settings settings(String text) {
    Http2Settings settings = new Http2Settings();
    try {
      ByteBuf payload = Unpooled.wrappedBuffer(Base64.getUrlDecoder().decode(text));
      while (payload.readableBytes() >= SETTING) {
        settings.put((char) payload.readUnsignedShort(), (Long) payload.readUnsignedInt());
      }
      return payload.isReadable() ? null : settings;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static Http2Headers head(HttpRequest request) {
    // Without the fields that belong to the connection alone.
    Http2Headers head = HttpConversionUtil.toHttp2Headers(request.headers(), false);
    String host = request.headers().get(HttpHeaderNames.HOST);
    head.remove(HttpHeaderNames.HOST);
    return head.method(request.method().asciiName())
        .scheme("http")
        .authority(host)
        .path(RequestTarget.origin(request.uri()));
  }
}
