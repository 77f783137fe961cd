package bluehub.gateway.settings;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Sizes and counts beyond which a request or a connection is refused.
 *
 * @param maxBody bytes of one request body; more is 413
 * @param maxHeader bytes of all header fields of one request together; more is 431. HTTP/2 counts
 *     32 more for each field, and the path among them, for which there is {@code maxUri} besides
 * @param maxHeaders header fields of one request; more is 431
 * @param maxUri bytes of the request line, or of HTTP/2's path; more is 414
 * @param maxConnections open client connections; more get 503 and are closed
 * @param maxCalls requests that are not answered yet, streams included; more get 503 at once. Each
 *     event loop has an equal share, and at least one
 */
public record LimitSettings(
    @DefaultValue("4MB") DataSize maxBody,
    @DefaultValue("16KB") DataSize maxHeader,
    @DefaultValue("100") int maxHeaders,
    @DefaultValue("8KB") DataSize maxUri,
    @DefaultValue("10000") int maxConnections,
    @DefaultValue("2000") int maxCalls) {

  public LimitSettings {
    Bounds.size("limits.max-body", maxBody, 0);
    Bounds.size("limits.max-header", maxHeader, 256);
    Bounds.range("limits.max-headers", maxHeaders, 1, 100_000);
    Bounds.size("limits.max-uri", maxUri, 64);
    Bounds.range("limits.max-connections", maxConnections, 1, Integer.MAX_VALUE);
    Bounds.range("limits.max-calls", maxCalls, 1, Integer.MAX_VALUE);
  }
}
