package bluehub.gateway.ops;

import bluehub.gateway.api.SchemaState;
import bluehub.gateway.api.SchemaStates;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Instant;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** How it stands with the schema of each upstream. */
public final class SchemaGauges implements MeterBinder {
  private final SchemaStates states;

  public SchemaGauges(SchemaStates states) {
    this.states = states;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (SchemaState state : states.all()) {
      String upstream = state.upstream();
      gauge(
          registry,
          upstream,
          "serving",
          "1 while what the source has is served, 0.5 while the last good schema is, else 0",
          each ->
              switch (each.status()) {
                case SERVING -> 1;
                case LAST_GOOD -> 0.5;
                case WAITING, REFUSED -> 0;
              });
      gauge(
          registry,
          upstream,
          "confirmed.time.seconds",
          "When the source had last the schema that is served, in seconds since 1970",
          each -> seconds(each.confirmed()));
      gauge(
          registry,
          upstream,
          "problems",
          "What stands against the schema that the source has",
          each -> each.problems().size());
      gauge(registry, upstream, "routes", "Routes that are served", SchemaState::routes);
      counter(registry, upstream, "swaps", "Schemas put into service", SchemaState::swaps);
      counter(
          registry,
          upstream,
          "failures",
          "How often the source could not be had",
          SchemaState::failures);
    }
  }

  private static double seconds(@Nullable Instant time) {
    return time == null ? 0 : time.toEpochMilli() / 1_000.0;
  }

  private void gauge(
      MeterRegistry registry,
      String upstream,
      String name,
      String description,
      ToDoubleFunction<SchemaState> value) {
    Gauge.builder("bluehub.schema." + name, states, all -> value.applyAsDouble(all.get(upstream)))
        .description(description)
        .tag("upstream", upstream)
        .register(registry);
  }

  private void counter(
      MeterRegistry registry,
      String upstream,
      String name,
      String description,
      ToDoubleFunction<SchemaState> value) {
    FunctionCounter.builder(
            "bluehub.schema." + name, states, all -> value.applyAsDouble(all.get(upstream)))
        .description(description)
        .tag("upstream", upstream)
        .register(registry);
  }
}
