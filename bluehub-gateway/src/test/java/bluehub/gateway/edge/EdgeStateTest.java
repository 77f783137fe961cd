package bluehub.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.gateway.settings.HttpSettings;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class EdgeStateTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final EdgeState state = state(Map.of());

  private static EdgeState state(Map<String, String> properties) {
    Binder binder = new Binder(new MapConfigurationPropertySource(properties));
    return new EdgeState(binder.bindOrCreate("bluehub.http", HttpSettings.class));
  }

  @Test
  void opened_upToTheLimit() {
    EdgeState small = state(Map.of("bluehub.http.limits.max-connections", "2"));

    assertThat(small.opened()).isTrue();
    assertThat(small.opened()).isTrue();
    assertThat(small.opened()).isFalse();
    small.closed();
    small.closed();
    assertThat(small.opened()).isTrue();
  }

  @Test
  void empty_withoutConnections_isDone() {
    assertThat(state.empty(LONG)).isDone();
  }

  @Test
  void empty_withConnections_isDoneWhenTheLastCloses() {
    state.opened();
    state.opened();
    CompletableFuture<Void> empty = state.empty(LONG);

    state.closed();
    assertThat(empty).isNotDone();
    state.closed();
    assertThat(empty).isDone();
  }

  /** While the listener is still open, further connections come. */
  @Test
  void empty_afterADrainThatSawNone_waitsForThoseThatCameLater() {
    state.opened();
    state.drain();
    state.closed();
    state.opened();

    assertThat(state.empty(LONG)).isNotDone();
  }

  @Test
  void sweep_isAFractionOfTheShortestTimeout_withinBounds() {
    assertThat(state.sweepNanos()).isEqualTo(Duration.ofMillis(500).toNanos());
    assertThat(state(Map.of("bluehub.http.timeouts.body", "80ms")).sweepNanos())
        .isEqualTo(Duration.ofMillis(10).toNanos());
    assertThat(state(Map.of("bluehub.http.timeouts.body", "1ms")).sweepNanos())
        .isEqualTo(Duration.ofMillis(5).toNanos());
  }
}
