package bluehub.gateway.upstream;

import bluehub.gateway.settings.KeepAliveSettings;
import bluehub.gateway.upstream.http2.Pings;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How often the connections of one channel ask whether their peers are there. A service that finds
 * that too often closes the connection, and is asked half as often from then on, as gRPC's other
 * clients do (gRFC A8). Used on one event loop.
 */
final class PingPace {
  private static final Logger log = LoggerFactory.getLogger(PingPace.class);
  private static final long MOST_NANOS = TimeUnit.DAYS.toNanos(1);

  private final String upstream;
  private Pings pings;

  PingPace(String upstream, KeepAliveSettings settings) {
    this.upstream = upstream;
    this.pings =
        new Pings(settings.interval().toNanos(), settings.timeout().toNanos(), settings.idle());
  }

  /** For the connection that is made next. */
  Pings now() {
    return pings;
  }

  /** Those were too many. Several connections may be told at once, and that counts once. */
  void tooMany(Pings those) {
    if (!those.equals(pings) || pings.intervalNanos() >= MOST_NANOS) {
      return;
    }
    long next = Math.min(2 * pings.intervalNanos(), MOST_NANOS);
    pings = new Pings(next, pings.timeoutNanos(), pings.idle());
    log.warn(
        "Upstream {} closed a connection for too many PINGs (ENHANCE_YOUR_CALM), and gets one in {}"
            + " from now on. Raise bluehub.upstreams.{}.keep-alive.interval, or what the service"
            + " permits.",
        upstream,
        Duration.ofNanos(next),
        upstream);
  }
}
