package bluehub.gateway.ops;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.gateway.api.RouteRecorder;
import bluehub.gateway.api.RouteRecorder.Tally;
import bluehub.gateway.settings.MetricsSettings;
import bluehub.transcoder.fault.Code;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouteMetricsTest {
  private static final String LABELS = "method=\"GET\",route=\"/v1/x\",rpc=\"a.B/C\",";

  private long now;
  private final RouteMetrics metrics =
      new RouteMetrics(
          new MetricsSettings(List.of(Duration.ofMillis(1), Duration.ofSeconds(1))), 2, () -> now);
  private final RouteRecorder route = metrics.of("u", "a.B/C", "GET", "/v1/x");

  private static long millis(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }

  private String text() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.create().write(out, metrics.collect());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void latencies_ofAllLoops_areOneHistogram() {
    for (int loop = 0; loop < 2; loop++) {
      Tally tally = route.tally(loop);
      for (long millis : new long[] {1, 2, 2_000}) {
        tally.begun();
        tally.ended(Code.OK, 200, millis(millis), 3, 4);
      }
    }
    String head = "bluehub_requests_seconds_bucket{code=\"OK\"," + LABELS;
    assertThat(text().lines())
        .contains(
            head + "status=\"2xx\",upstream=\"u\",le=\"0.001\"} 2",
            head + "status=\"2xx\",upstream=\"u\",le=\"1.0\"} 4",
            head + "status=\"2xx\",upstream=\"u\",le=\"+Inf\"} 6",
            head.replace("bucket", "sum") + "status=\"2xx\",upstream=\"u\"} 4.006",
            "bluehub_request_bytes_total{" + LABELS + "upstream=\"u\"} 18.0",
            "bluehub_response_bytes_total{" + LABELS + "upstream=\"u\"} 24.0");
  }

  @Test
  void outcomes_areToldApart_byCodeAndClass() {
    Tally tally = route.tally(0);
    tally.begun();
    tally.ended(Code.UNIMPLEMENTED, 405, 1, 0, 0);
    tally.begun();
    tally.ended(Code.UNIMPLEMENTED, 501, 1, 0, 0);

    assertThat(text().lines())
        .contains(
            "bluehub_requests_seconds_count{code=\"UNIMPLEMENTED\","
                + LABELS
                + "status=\"4xx\",upstream=\"u\"} 1",
            "bluehub_requests_seconds_count{code=\"UNIMPLEMENTED\","
                + LABELS
                + "status=\"5xx\",upstream=\"u\"} 1");
  }

  @Test
  void inFlight_andMessages_areThere_whileTheRequestGoesOn() {
    Tally tally = route.tally(1);
    tally.begun();
    tally.messageSent();
    tally.messageSent();
    tally.messageReceived();

    assertThat(text().lines())
        .contains(
            "bluehub_route_in_flight{" + LABELS + "upstream=\"u\"} 1.0",
            "bluehub_stream_messages_sent_total{" + LABELS + "upstream=\"u\"} 2.0",
            "bluehub_stream_messages_received_total{" + LABELS + "upstream=\"u\"} 1.0");
  }

  @Test
  void route_thatIsNotUsed_isNotTold() {
    assertThat(text()).doesNotContain("/v1/x");
  }

  @Test
  void route_ofANewSchema_goesOnWithItsFigures() {
    assertThat(metrics.of("u", "a.B/C", "GET", "/v1/x")).isSameAs(route);
  }

  private void use() {
    route.tally(0).begun();
    route.tally(0).ended(Code.OK, 200, 1, 0, 0);
  }

  @Test
  void route_thatIsGone_isToldForAWhile_andComesBackWithItsFigures() {
    use();
    metrics.retire(List.of(route));
    now += Duration.ofMinutes(15).toNanos();
    assertThat(text()).contains("/v1/x");

    assertThat(metrics.of("u", "a.B/C", "GET", "/v1/x")).isSameAs(route);
    now += Duration.ofDays(1).toNanos();
    assertThat(text()).contains("/v1/x");
  }

  @Test
  void route_thatIsGoneForLong_isForgotten() {
    use();
    metrics.retire(List.of(route));
    now += Duration.ofMinutes(16).toNanos();

    assertThat(text()).doesNotContain("/v1/x");
    assertThat(metrics.of("u", "a.B/C", "GET", "/v1/x")).isNotSameAs(route);
  }

  @Test
  void route_thatIsGone_staysWhileItsRequestsAreUnderWay() {
    route.tally(0).begun();
    metrics.retire(List.of(route));
    now += Duration.ofMinutes(16).toNanos();
    assertThat(text()).contains("/v1/x");

    route.tally(0).ended(Code.OK, 200, 1, 0, 0);
    assertThat(text()).doesNotContain("/v1/x");
  }

  @Test
  void route_thatIsGoneUnused_isForgottenAtOnce() {
    metrics.retire(List.of(route));

    assertThat(metrics.of("u", "a.B/C", "GET", "/v1/x")).isNotSameAs(route);
  }
}
