package bluehub.gateway.edge;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;

/** The trailing fields of a chunked answer (RFC 9112 §7.1.2). */
final class Trailers {
  private static final String ACCEPTED = "trailers";

  private Trailers() {}

  /** Whether {@code TE} says that the client takes trailers (RFC 9110 §10.1.4). */
  static boolean taken(HttpHeaders headers) {
    return headers.containsValue(HttpHeaderNames.TE, ACCEPTED, true);
  }

  /** Adds {@code field-name ":" field-value CRLF}; what is not printable becomes "?". */
  static void add(StringBuilder lines, String name, String value) {
    lines.append(name).append(": ");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      lines.append(c >= ' ' && c <= '~' ? c : '?');
    }
    lines.append("\r\n");
  }
}
