package bluehub.gateway.settings;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * HTTP/2 towards clients (RFC 9113). What all HTTP versions share is in {@link LimitSettings} and
 * {@link TimeoutSettings}.
 *
 * @param enabled whether clients may speak HTTP/2 at all
 * @param maxConcurrentStreams requests of one connection at a time; more are refused, and may be
 *     sent again
 * @param streamWindow bytes of one request's body that may be on their way or wait
 * @param connectionWindow the same for all requests of one connection together
 * @param maxFrameSize bytes of one frame of a client
 * @param maxResets streams of one connection that may be reset within 30 seconds, by the client or
 *     because of its mistakes; more end the connection
 * @param maxControlFrames PING, SETTINGS, PRIORITY and unknown frames of one connection within 30
 *     seconds; more end it
 */
public record Http2Settings(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("100") int maxConcurrentStreams,
    @DefaultValue("256KB") DataSize streamWindow,
    @DefaultValue("1MB") DataSize connectionWindow,
    @DefaultValue("16KB") DataSize maxFrameSize,
    @DefaultValue("200") int maxResets,
    @DefaultValue("1000") int maxControlFrames) {
  /** The window that a connection has before anything is said (RFC 9113 §6.9.2). */
  private static final int LEAST_WINDOW = 65_535;

  /** RFC 9113 §4.2 */
  private static final int LEAST_FRAME = 16_384;

  private static final int MOST_FRAME = 16_777_215;

  public Http2Settings {
    Bounds.range("http2.max-concurrent-streams", maxConcurrentStreams, 1, Integer.MAX_VALUE);
    Bounds.size("http2.stream-window", streamWindow, 1);
    Bounds.size("http2.connection-window", connectionWindow, LEAST_WINDOW);
    Bounds.size("http2.max-frame-size", maxFrameSize, LEAST_FRAME, MOST_FRAME);
    Bounds.range("http2.max-resets", maxResets, 1, Integer.MAX_VALUE);
    Bounds.range("http2.max-control-frames", maxControlFrames, 1, Integer.MAX_VALUE);
  }
}
