package bluehub.gateway.settings;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the metrics tell.
 *
 * @param latencyBuckets bounds of the latency histogram, ascending; each costs a line for each
 *     route and outcome
 */
public record MetricsSettings(
    @DefaultValue({
          "1ms", "2ms", "5ms", "10ms", "20ms", "50ms", "100ms", "200ms", "500ms", "1s", "2s", "5s",
          "10s"
        })
        List<Duration> latencyBuckets) {
  public MetricsSettings {
    latencyBuckets = List.copyOf(latencyBuckets);
    Bounds.range("metrics.latency-buckets (their number)", latencyBuckets.size(), 1, 100);
    Duration last = Duration.ZERO;
    for (Duration bucket : latencyBuckets) {
      if (bucket.compareTo(last) <= 0) {
        throw new IllegalArgumentException(
            "metrics.latency-buckets has %s after %s, expected ascending durations"
                .formatted(bucket, last));
      }
      last = bucket;
    }
  }
}
