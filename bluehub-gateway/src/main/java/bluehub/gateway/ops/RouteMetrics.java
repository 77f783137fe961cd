package bluehub.gateway.ops;

import bluehub.gateway.api.RouteRecorder;
import bluehub.transcoder.fault.Code;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * One timer for each route and code, {@code bluehub.requests}. The labels are bounded by the schema
 * and by gRPC's 17 codes: nothing in them comes from a client. A timer is registered when its code
 * first occurs; after that, recording looks nothing up. Thread-safe.
 */
public final class RouteMetrics implements RouteRecorder.Factory {
  private static final String NAME = "bluehub.requests";

  private final MeterRegistry registry;

  public RouteMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public RouteRecorder of(String upstream, String rpc, String httpMethod, String template) {
    Tags tags = Tags.of("upstream", upstream, "rpc", rpc, "method", httpMethod, "route", template);
    return new Timers(registry, tags);
  }

  private static final class Timers implements RouteRecorder {
    private final MeterRegistry registry;
    private final Tags tags;
    private final AtomicReferenceArray<Timer> byCode =
        new AtomicReferenceArray<>(Code.values().length);

    Timers(MeterRegistry registry, Tags tags) {
      this.registry = registry;
      this.tags = tags;
    }

    @Override
    public void record(Code code, long nanos) {
      Timer timer = byCode.getPlain(code.number());
      if (timer == null) {
        timer = register(code);
      }
      timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** The registry gives the same timer to whoever comes second. */
    private Timer register(Code code) {
      Timer timer =
          Timer.builder(NAME)
              .description("Requests from their head to the end of their answer")
              .tags(tags)
              .tag("code", code.name())
              .register(registry);
      byCode.setRelease(code.number(), timer);
      return timer;
    }
  }
}
