package bluehub.gateway.call;

import bluehub.gateway.settings.CorsSettings;
import io.netty.util.AsciiString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers browsers that ask whether a page of another origin may read an answer: the CORS protocol
 * of the Fetch standard (§3.2). Immutable.
 */
final class Cors {
  private static final AsciiString ORIGIN = AsciiString.cached("origin");
  private static final AsciiString REQUEST_METHOD =
      AsciiString.cached("access-control-request-method");
  private static final AsciiString REQUEST_HEADERS =
      AsciiString.cached("access-control-request-headers");
  private static final String ANY = "*";

  private final Origins origins;
  private final CorsSettings settings;
  private final boolean anyMethod;
  private final @Nullable String headers;
  private final String exposed;
  private final String maxAge;

  private Cors(CorsSettings settings) {
    this.settings = settings;
    origins = new Origins(settings.allowedOrigins());
    anyMethod = settings.allowedMethods().contains(ANY);
    headers =
        settings.allowedHeaders().contains(ANY)
            ? null
            : String.join(", ", settings.allowedHeaders());
    exposed = String.join(", ", settings.exposedHeaders());
    maxAge = Long.toString(settings.maxAge().toSeconds());
  }

  /** Null where the settings switch it off. */
  static @Nullable Cors of(CorsSettings settings) {
    return settings.enabled() ? new Cors(settings) : null;
  }

  /** Adds what every answer says, whatever it is: an error can be read as well as a success. */
  void addTo(ResponseHead head, Request request) {
    head.crossOrigin();
    if (!origins.any()) {
      head.add("vary", "origin");
    }
    if (allow(head, request) && !exposed.isEmpty() && !isPreflight(request)) {
      head.add("access-control-expose-headers", exposed);
    }
  }

  private boolean allow(ResponseHead head, Request request) {
    String origin = request.header(ORIGIN);
    if (origin == null || !origins.allows(origin)) {
      return false;
    }
    head.add("access-control-allow-origin", origins.any() ? ANY : origin);
    if (settings.allowCredentials()) {
      head.add("access-control-allow-credentials", "true");
    }
    return true;
  }

  /** Whether a browser asks before it sends the request itself. */
  boolean isPreflight(Request request) {
    return request.method().equals("OPTIONS")
        && request.header(ORIGIN) != null
        && request.header(REQUEST_METHOD) != null;
  }

  /** The method that a preflight asks for. */
  String requestedMethod(Request request) {
    String method = request.header(REQUEST_METHOD);
    return method == null ? "" : method;
  }

  /**
   * Adds what a browser wants to know before it sends the request itself.
   *
   * @param methods those that the route has
   */
  void addPreflightTo(ResponseHead head, Request request, List<String> methods) {
    head.add("vary", "access-control-request-method, access-control-request-headers");
    if (head.value("access-control-allow-origin") == null) {
      return;
    }
    head.add(
        "access-control-allow-methods",
        String.join(", ", methods.stream().filter(this::allowed).toList()));
    String asked = request.header(REQUEST_HEADERS);
    String allowed = headers == null ? asked : headers;
    if (allowed != null && printable(allowed)) {
      head.add("access-control-allow-headers", allowed);
    }
    head.add("access-control-max-age", maxAge);
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

  private boolean allowed(String method) {
    return anyMethod || settings.allowedMethods().contains(method);
  }
}
