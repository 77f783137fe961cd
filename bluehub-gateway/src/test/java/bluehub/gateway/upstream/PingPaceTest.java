package bluehub.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.gateway.settings.KeepAliveSettings;
import bluehub.gateway.upstream.http2.Pings;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class PingPaceTest {
  private static PingPace pace(Duration interval) {
    return new PingPace("a", new KeepAliveSettings(interval, Duration.ofSeconds(3), true));
  }

  @Test
  void tooMany_doublesTheInterval_andSaysSo(CapturedOutput output) {
    PingPace pace = pace(Duration.ofMinutes(1));
    pace.tooMany(pace.now());

    assertThat(pace.now())
        .isEqualTo(new Pings(TimeUnit.MINUTES.toNanos(2), TimeUnit.SECONDS.toNanos(3), true));
    assertThat(output)
        .contains("Upstream a closed a connection for too many PINGs")
        .contains("one in PT2M")
        .contains("Raise bluehub.upstreams.a.keep-alive.interval");
  }

  @Test
  void tooMany_onSeveralConnectionsAtOnce_countsOnce() {
    PingPace pace = pace(Duration.ofMinutes(1));
    Pings both = pace.now();
    pace.tooMany(both);
    pace.tooMany(both);

    assertThat(pace.now().intervalNanos()).isEqualTo(TimeUnit.MINUTES.toNanos(2));
  }

  @Test
  void tooMany_againAndAgain_isADayAtMost() {
    PingPace pace = pace(Duration.ofHours(1));
    for (int i = 0; i < 100; i++) {
      pace.tooMany(pace.now());
    }

    assertThat(pace.now().intervalNanos()).isEqualTo(TimeUnit.DAYS.toNanos(1));
  }
}
