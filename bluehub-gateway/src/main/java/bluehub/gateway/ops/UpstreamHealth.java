package bluehub.gateway.ops;

import bluehub.gateway.upstream.Upstream;
import bluehub.gateway.upstream.Upstreams;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up when at least one upstream has a live connection: then there is something to serve. */
public final class UpstreamHealth implements HealthIndicator {
  private final Upstreams upstreams;

  public UpstreamHealth(Upstreams upstreams) {
    this.upstreams = upstreams;
  }

  @Override
  public Health health() {
    boolean any = false;
    Health.Builder health = Health.unknown();
    for (Upstream upstream : upstreams.all()) {
      boolean live = upstream.live();
      any |= live;
      health.withDetail(upstream.name(), live ? "connected" : "not connected");
    }
    return any ? health.up().build() : health.outOfService().build();
  }
}
