package bluehub.gateway.ops;

import bluehub.gateway.api.SchemaStates;
import bluehub.gateway.upstream.Upstream;
import bluehub.gateway.upstream.Upstreams;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Up when at least one upstream has a live connection and a schema: then there is something to
 * serve.
 */
public final class UpstreamHealth implements HealthIndicator {
  private final Upstreams upstreams;
  private final SchemaStates schemas;

  public UpstreamHealth(Upstreams upstreams, SchemaStates schemas) {
    this.upstreams = upstreams;
    this.schemas = schemas;
  }

  @Override
  public Health health() {
    boolean any = false;
    Health.Builder health = Health.unknown();
    for (Upstream upstream : upstreams.all()) {
      boolean live = upstream.live();
      boolean serves = schemas.serves(upstream);
      any |= live && serves;
      String connection = live ? "connected" : "not connected";
      health.withDetail(upstream.name(), serves ? connection : connection + ", no schema");
    }
    return any ? health.up().build() : health.outOfService().build();
  }
}
