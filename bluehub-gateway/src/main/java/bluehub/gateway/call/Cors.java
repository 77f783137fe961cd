package bluehub.gateway.call;

import bluehub.gateway.api.CorsPolicy;
import io.netty.util.AsciiString;
import java.util.List;

/**
 * Answers browsers that ask whether a page of another origin may read an answer: the CORS protocol
 * of the Fetch standard (§3.2).
 */
final class Cors {
  private static final AsciiString ORIGIN = AsciiString.cached("origin");
  private static final AsciiString REQUEST_METHOD =
      AsciiString.cached("access-control-request-method");
  private static final AsciiString REQUEST_HEADERS =
      AsciiString.cached("access-control-request-headers");
  private static final String ANY = "*";

  private Cors() {}

  /** Adds what every answer says, whatever it is: an error can be read as well as a success. */
  static void addTo(ResponseHead head, Request request, CorsPolicy policy) {
    head.crossOrigin();
    if (!policy.anyOrigin()) {
      head.add("vary", "origin");
    }
    if (allow(head, request, policy) && !policy.exposed().isEmpty() && !isPreflight(request)) {
      head.add("access-control-expose-headers", policy.exposed());
    }
  }

  private static boolean allow(ResponseHead head, Request request, CorsPolicy policy) {
    String origin = request.header(ORIGIN);
    if (origin == null || !policy.allowsOrigin(origin)) {
      return false;
    }
    head.add("access-control-allow-origin", policy.anyOrigin() ? ANY : origin);
    if (policy.credentials()) {
      head.add("access-control-allow-credentials", "true");
    }
    return true;
  }

  /** Whether a browser asks before it sends the request itself. */
  static boolean isPreflight(Request request) {
    return request.method().equals("OPTIONS")
        && request.header(ORIGIN) != null
        && request.header(REQUEST_METHOD) != null;
  }

  /** The method that a preflight asks for. */
  static String requestedMethod(Request request) {
    String method = request.header(REQUEST_METHOD);
    return method == null ? "" : method;
  }

  /**
   * Adds what a browser wants to know before it sends the request itself.
   *
   * @param methods those that the route has
   */
  static void addPreflightTo(
      ResponseHead head, Request request, CorsPolicy policy, List<String> methods) {
    head.add("vary", "access-control-request-method, access-control-request-headers");
    if (head.value("access-control-allow-origin") == null) {
      return;
    }
    head.add("access-control-allow-methods", String.join(", ", policy.allowedOf(methods)));
    String asked = request.header(REQUEST_HEADERS);
    String allowed = policy.headers() == null ? asked : policy.headers();
    if (allowed != null && printable(allowed)) {
      head.add("access-control-allow-headers", allowed);
    }
    head.add("access-control-max-age", policy.maxAge());
  }

  private static boolean printable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~') {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
