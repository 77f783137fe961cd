package bluehub.gateway.edge;

import bluehub.gateway.settings.LimitSettings;
import bluehub.transcoder.fault.Code;
import bluehub.transcoder.fault.RequestFault;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an HTTP/2 head must be besides what Netty's decoder sees to: names in lower case, the pseudo
 * fields there, once, known, and in front, no field of a single connection, no {@code te} but
 * trailers, no length that the body does not have (RFC 9113 §8.2, §8.3).
 */
final class Http2HeadCheck {
  private static final String CROSSED = "Host and :authority differ";

  private Http2HeadCheck() {}

  /**
   * @throws Http2Exception an error of the stream, for a malformed head (RFC 9113 §8.1.1)
   */
  static void wellFormed(int stream, Http2Headers headers) throws Http2Exception {
    if (!isToken(headers.method())) {
      throw malformed(stream, "The method is no token");
    }
    CharSequence path = headers.path();
    if (path != null && !isTarget(path, headers.method())) {
      throw malformed(stream, "The path is neither absolute nor *");
    }
    CharSequence authority = headers.authority();
    if (authority != null && !HostField.isValid(authority.toString())) {
      throw malformed(stream, "The authority is no host");
    }
    List<CharSequence> hosts = headers.getAll(HttpHeaderNames.HOST);
    if (hosts.isEmpty()) {
      return;
    }
    // RFC 9113 §8.3.1: a Host that differs could be taken for another request behind us.
    CharSequence expected = authority == null ? hosts.getFirst() : authority;
    for (CharSequence host : hosts) {
      if (!AsciiString.contentEqualsIgnoreCase(host, expected)) {
        throw malformed(stream, CROSSED);
      }
    }
  }

  /** The fault of a well-formed request that must not be served, or null. */
  static @Nullable RequestFault of(Http2Headers headers, LimitSettings limits) {
    CharSequence path = headers.path();
    if (path == null || AsciiString.contentEquals("CONNECT", headers.method())) {
      return RequestFault.of(Code.UNIMPLEMENTED, 501, "The gateway is no proxy for CONNECT.");
    }
    if (path.length() > limits.maxUri().toBytes()) {
      return RequestFault.of(Code.INVALID_ARGUMENT, 414, "The request's path is too long.");
    }
    int fields = headers.size();
    if (fields > limits.maxHeaders()) {
      return RequestFault.of(
          Code.RESOURCE_EXHAUSTED,
          431,
          "The request has %d header fields, expected at most %d."
              .formatted(fields, limits.maxHeaders()));
    }
    CharSequence expect = headers.get(HttpHeaderNames.EXPECT);
    if (expect != null && !AsciiString.contentEqualsIgnoreCase("100-continue", expect)) {
      return RequestFault.of(
          Code.INVALID_ARGUMENT, 417, "The gateway meets no expectation but 100-continue.");
    }
    return null;
  }

  /** Joins what HTTP/2 allows to come in crumbs (RFC 9113 §8.2.3). */
  static void joinCookies(Http2Headers headers) {
    List<CharSequence> crumbs = headers.getAll(HttpHeaderNames.COOKIE);
    if (crumbs.size() > 1) {
      headers.set(HttpHeaderNames.COOKIE, String.join("; ", crumbs));
    }
  }

  private static boolean isToken(CharSequence method) {
    for (int i = 0; i < method.length(); i++) {
      char c = method.charAt(i);
      boolean ok =
          (c >= 'A' && c <= 'Z')
              || (c >= 'a' && c <= 'z')
              || (c >= '0' && c <= '9')
              || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
      if (!ok) {
        return false;
      }
    }
    return !method.isEmpty();
  }

  /** Visible ASCII; what may stand in a path, the router decides. */
  private static boolean isTarget(CharSequence path, CharSequence method) {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c <= ' ' || c > '~') {
        return false;
      }
    }
    return path.charAt(0) == '/'
        || (AsciiString.contentEquals("*", path) && AsciiString.contentEquals("OPTIONS", method));
  }

  private static Http2Exception malformed(int stream, String what) {
    return Http2Exception.streamError(stream, Http2Error.PROTOCOL_ERROR, what);
  }
}
