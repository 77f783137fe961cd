package bluehub.gateway.upstream;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * The parts of an authority (RFC 3986 §3.2).
 *
 * @param host without brackets
 * @param port -1 where there is none
 */
record HostAndPort(String host, int port) {
  static HostAndPort of(String authority) {
    try {
      URI uri = new URI(null, authority, null, null, null);
      String host = uri.getHost();
      if (host != null) {
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        return new HostAndPort(
            bracketed ? host.substring(1, host.length() - 1) : host, uri.getPort());
      }
    } catch (URISyntaxException e) {
      // A name that no URI can have is taken as it is.
    }
    return new HostAndPort(authority, -1);
  }
}
