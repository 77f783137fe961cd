package bluehub.gateway.ops;

import bluehub.gateway.api.RouteRecorder;
import bluehub.gateway.settings.MetricsSettings;
import bluehub.transcoder.fault.Code;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The figures of all routes, as Prometheus collects them: latencies by gRPC code and class of HTTP
 * status, requests in flight, bytes and messages both ways. The labels are bounded by the schema,
 * gRPC's 17 codes and HTTP's five classes. What a request costs is in {@link LoopFigures}; a timer
 * of Micrometer would cost some ten times as much. So Spring Boot's list of meters has none of
 * these, and meters that only read the figures could not have their names. Thread-safe.
 */
public final class RouteMetrics implements RouteRecorder.Factory, MultiCollector {
  /** How long figures are told of a route that no schema has any more. */
  private static final long KEPT_NANOS = Duration.ofMinutes(15).toNanos();

  private final Map<RouteFigures.Name, RouteFigures> routes = new ConcurrentHashMap<>();
  private final long[] bounds;
  private final double[] upperBounds;
  private final int loops;
  private final LongSupplier nanos;

  /**
   * @param loops the number of event loops
   */
  public RouteMetrics(MetricsSettings settings, int loops) {
    this(settings, loops, System::nanoTime);
  }

  RouteMetrics(MetricsSettings settings, int loops, LongSupplier nanos) {
    this.loops = loops;
    this.nanos = nanos;
    bounds = settings.latencyBuckets().stream().mapToLong(Duration::toNanos).toArray();
    upperBounds = Arrays.copyOf(seconds(bounds), bounds.length + 1);
    upperBounds[bounds.length] = Double.POSITIVE_INFINITY;
  }

  private static double[] seconds(long[] nanos) {
    return Arrays.stream(nanos).mapToDouble(Unit::nanosToSeconds).toArray();
  }

  /** A route of a new schema that an older one had goes on with its figures. */
  @Override
  public RouteRecorder of(String upstream, String rpc, String httpMethod, String template) {
    // In one step, so that it cannot be dropped in between.
    RouteFigures route =
        routes.compute(
            new RouteFigures.Name(upstream, rpc, httpMethod, template),
            (name, known) -> {
              RouteFigures each = known == null ? new RouteFigures(name, bounds, loops) : known;
              each.serve();
              return each;
            });
    return route;
  }

  /** Its figures are told for a while longer: schemas may go back, and scrapes are rare. */
  @Override
  public void retire(Collection<RouteRecorder> recorders) {
    long now = nanos.getAsLong();
    for (RouteRecorder recorder : recorders) {
      if (recorder instanceof RouteFigures route) {
        route.retire(now);
      }
    }
    drop();
  }

  /** Drops what has retired long ago, and at once what was never used. */
  private void drop() {
    long now = nanos.getAsLong();
    routes.keySet().forEach(name -> routes.computeIfPresent(name, (_, route) -> kept(route, now)));
  }

  private static @Nullable RouteFigures kept(RouteFigures route, long now) {
    boolean over = !route.used() || route.retiredFor(now) > KEPT_NANOS;
    return route.retired() && over && route.sum(LoopFigures::inFlight) == 0 ? null : route;
  }

  @Override
  public MetricSnapshots collect() {
    drop();
    List<RouteFigures> used = routes.values().stream().filter(RouteFigures::used).toList();
    List<MetricSnapshot> all = new ArrayList<>();
    all.add(latencies(used));
    all.add(inFlight(used));
    all.add(
        counter(
            used,
            "bluehub_request_bytes",
            "Bytes of request bodies, as they came",
            LoopFigures::receivedBytes));
    all.add(
        counter(
            used, "bluehub_response_bytes", "Bytes of answers' bodies", LoopFigures::sentBytes));
    all.add(
        counter(
            used,
            "bluehub_stream_messages_received",
            "Messages of streams that clients sent",
            LoopFigures::receivedMessages));
    all.add(
        counter(
            used,
            "bluehub_stream_messages_sent",
            "Messages of streams that clients were sent",
            LoopFigures::sentMessages));
    return new MetricSnapshots(all);
  }

  private MetricSnapshot latencies(List<RouteFigures> used) {
    HistogramSnapshot.Builder histogram =
        HistogramSnapshot.builder()
            .name("bluehub_requests_seconds")
            .unit(Unit.SECONDS)
            .help("Requests from their head to the end of their answer");
    for (RouteFigures route : used) {
      for (int outcome = 0; outcome < LoopFigures.OUTCOMES; outcome++) {
        long[] latencies = route.latencies(outcome);
        if (latencies != null) {
          histogram.dataPoint(latency(route, outcome, latencies));
        }
      }
    }
    return histogram.build();
  }

  private HistogramDataPointSnapshot latency(RouteFigures route, int outcome, long[] latencies) {
    long[] counts = Arrays.copyOf(latencies, upperBounds.length);
    Code code = Code.of(outcome / LoopFigures.CLASSES);
    int statusClass = outcome % LoopFigures.CLASSES;
    HistogramDataPointSnapshot.Builder point =
        HistogramDataPointSnapshot.builder()
            .classicHistogramBuckets(ClassicHistogramBuckets.of(upperBounds, counts));
    point.sum(Unit.nanosToSeconds(latencies[upperBounds.length]));
    point.labels(labels(route).add("code", code.name()).add("status", statusClass + "xx"));
    return point.build();
  }

  private static MetricSnapshot inFlight(List<RouteFigures> used) {
    GaugeSnapshot.Builder gauge =
        GaugeSnapshot.builder()
            .name("bluehub_route_in_flight")
            .help("Requests of a route that are not answered yet");
    for (RouteFigures route : used) {
      gauge.dataPoint(
          GaugeDataPointSnapshot.builder()
              .value((double) route.sum(LoopFigures::inFlight))
              .labels(labels(route))
              .build());
    }
    return gauge.build();
  }

  private static MetricSnapshot counter(
      List<RouteFigures> used, String name, String help, ToLongFunction<LoopFigures> number) {
    CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(help);
    for (RouteFigures route : used) {
      counter.dataPoint(
          CounterDataPointSnapshot.builder()
              .value((double) route.sum(number))
              .labels(labels(route))
              .build());
    }
    return counter.build();
  }

  private static Labels labels(RouteFigures route) {
    RouteFigures.Name name = route.name();
    return Labels.of(
        "method",
        name.method(),
        "route",
        name.route(),
        "rpc",
        name.rpc(),
        "upstream",
        name.upstream());
  }
}
