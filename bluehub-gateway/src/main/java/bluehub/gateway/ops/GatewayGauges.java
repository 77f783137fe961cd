package bluehub.gateway.ops;

import bluehub.gateway.call.Lanes;
import bluehub.gateway.call.Refusal;
import bluehub.gateway.upstream.Upstream;
import bluehub.gateway.upstream.Upstreams;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** What is under way at this moment, and which upstreams are there. */
public final class GatewayGauges implements MeterBinder {
  private final Lanes lanes;
  private final Upstreams upstreams;
  private final IntSupplier connections;
  private final LongSupplier accepted;

  /**
   * @param connections counts the open client connections
   * @param accepted counts all client connections since the start
   */
  public GatewayGauges(
      Lanes lanes, Upstreams upstreams, IntSupplier connections, LongSupplier accepted) {
    this.lanes = lanes;
    this.upstreams = upstreams;
    this.connections = connections;
    this.accepted = accepted;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("bluehub.requests.in.flight", lanes, Lanes::inFlight)
        .description("Requests that are not answered yet")
        .register(registry);
    Gauge.builder("bluehub.connections", connections, IntSupplier::getAsInt)
        .description("Open client connections")
        .register(registry);
    FunctionCounter.builder("bluehub.connections.accepted", accepted, LongSupplier::getAsLong)
        .description("Client connections, those that were refused included")
        .register(registry);
    for (Refusal reason : Refusal.values()) {
      FunctionCounter.builder("bluehub.refused", lanes, each -> each.refused(reason))
          .description("Requests and connections that the gateway itself refused")
          .tag("reason", reason.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
    for (Upstream upstream : upstreams.all()) {
      Gauge.builder("bluehub.upstream.live", upstream, each -> each.live() ? 1 : 0)
          .description("1 while the upstream has a live connection")
          .tag("upstream", upstream.name())
          .register(registry);
    }
  }
}
