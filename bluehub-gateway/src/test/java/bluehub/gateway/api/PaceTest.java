package bluehub.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {

  private static void assertAbout(Duration pause, Duration expected) {
    assertThat(pause)
        .isBetween(expected.multipliedBy(9).dividedBy(10), expected.multipliedBy(11).dividedBy(10));
  }

  @Test
  void failures_makePausesLonger_upToTheirEnd() {
    Pace pace = new Pace(Duration.ofSeconds(10));
    Stream.of(1, 2, 4, 8, 16, 30, 30, 30)
        .forEach(seconds -> assertAbout(pace.afterFailure(), Duration.ofSeconds(seconds)));
  }

  @Test
  void success_beginsAnew() {
    Pace pace = new Pace(Duration.ofSeconds(10));
    pace.afterFailure();
    pace.afterFailure();

    assertAbout(pace.afterSuccess(), Duration.ofSeconds(10));
    assertAbout(pace.afterFailure(), Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @CsvSource({"PT0S, PT1S", "PT10S, PT1S", "PT0.02S, PT0.02S", "PT5M, PT1S"})
  void nothing_isAskedMoreOftenThanThat(Duration interval, Duration least) {
    assertThat(new Pace(interval).least()).isEqualTo(least);
  }

  /** A rare interval is no reason to leave a service without a schema for long. */
  @Test
  void failures_ofARareSource_areRepeatedSoonAtFirst() {
    Pace pace = new Pace(Duration.ofMinutes(5));

    assertAbout(pace.afterFailure(), Duration.ofSeconds(1));
    assertThat(Stream.generate(pace::afterFailure).limit(20))
        .allSatisfy(pause -> assertThat(pause).isLessThan(Duration.ofMinutes(6)));
  }
}
