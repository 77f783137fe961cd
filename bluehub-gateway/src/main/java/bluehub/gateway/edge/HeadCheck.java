package bluehub.gateway.edge;

import bluehub.transcoder.fault.Code;
import bluehub.transcoder.fault.RequestFault;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** What a head that could be read must be besides, before anyone looks at its route. */
final class HeadCheck {
  private HeadCheck() {}

  /** The fault of a request that must not be served, or null. */
  static @Nullable RequestFault of(HttpRequest request, int maxHeaders) {
    HttpVersion version = request.protocolVersion();
    if (!isVersion(version.text()) || !isTarget(request.uri())) {
      return RequestFault.invalid("The request line is malformed.");
    }
    if (version.majorVersion() != 1) {
      return RequestFault.of(
          Code.UNIMPLEMENTED,
          505,
          "The request is %s, expected HTTP/1.1.".formatted(version.text()));
    }
    if (request.method().equals(HttpMethod.CONNECT)) {
      return RequestFault.of(Code.UNIMPLEMENTED, 501, "The gateway is no proxy for CONNECT.");
    }
    if (!RequestTarget.isValid(request.uri(), request.method().name())) {
      return RequestFault.invalid(
          "The request's target has no form that is taken, expected a path, or a URL of http.");
    }
    int fields = request.headers().size();
    if (fields > maxHeaders) {
      return RequestFault.of(
          Code.RESOURCE_EXHAUSTED,
          431,
          "The request has %d header fields, expected at most %d.".formatted(fields, maxHeaders));
    }
    Iterator<String> hosts = request.headers().valueStringIterator(HttpHeaderNames.HOST);
    // RFC 9112 §3.2: exactly one Host, or 400; HTTP/1.0 knew none.
    if (hosts.hasNext()) {
      String host = hosts.next();
      if (hosts.hasNext()) {
        return RequestFault.invalid("The request has several Host fields, expected one.");
      }
      if (!HostField.isValid(host)) {
        return RequestFault.invalid("The Host field is no host, expected host or host:port.");
      }
    } else if (version.minorVersion() > 0) {
      return RequestFault.invalid("The request has no Host field.");
    }
    String expect = request.headers().get(HttpHeaderNames.EXPECT);
    if (expect != null && !expect.equalsIgnoreCase("100-continue")) {
      return RequestFault.of(
          Code.INVALID_ARGUMENT, 417, "The gateway meets no expectation but 100-continue.");
    }
    return null;
  }

  /** {@code HTTP-name "/" DIGIT "." DIGIT} (RFC 9112 §2.3), of which the decoder wants less. */
  private static boolean isVersion(String text) {
    return text.length() == 8
        && text.startsWith("HTTP/")
        && Character.isDigit(text.charAt(5))
        && text.charAt(6) == '.'
        && Character.isDigit(text.charAt(7));
  }

  /** What a target never holds, in any form; its route says more. */
  private static boolean isTarget(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c == 0x7f) {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
