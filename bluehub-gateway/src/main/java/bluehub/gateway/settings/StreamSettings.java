package bluehub.gateway.settings;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Streams, and the WebSockets that may carry them.
 *
 * @param keepAlive how long a {@code text/event-stream} may be silent before a comment is sent, so
 *     that neither client nor proxy takes it for dead; less than the read time-outs on the way.
 *     Zero for no comments
 * @param origins whose pages may open a WebSocket, besides those of the host that serves it: {@code
 *     https://example.com}, or {@code *} for all
 */
public record StreamSettings(
    @DefaultValue("15s") Duration keepAlive, @DefaultValue List<String> origins) {

  public StreamSettings {
    Bounds.notNegative("streams.keep-alive", keepAlive);
    origins = List.copyOf(origins);
  }
}
