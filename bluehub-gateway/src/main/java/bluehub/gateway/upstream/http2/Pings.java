package bluehub.gateway.upstream.http2;

/**
 * When a peer that is silent is asked whether it is still there (RFC 9113 §6.7).
 *
 * @param intervalNanos how long it has been silent at least, and at most twice; 0 for never asking
 * @param timeoutNanos how long it may be silent then, until it is taken for gone
 * @param idle whether it is asked, too, when no stream is open
 */
public record Pings(long intervalNanos, long timeoutNanos, boolean idle) {
  /** Nobody is asked. */
  public static final Pings NONE = new Pings(0, 0, false);

  boolean on() {
    return intervalNanos > 0;
  }
}
