package bluehub.gateway.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bluehub.gateway.call.CallObserver.CallRecord;
import bluehub.gateway.settings.AccessLogSettings;
import bluehub.transcoder.fault.Code;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AccessLogTest {

  private static CallRecord record(String path, @Nullable String rpc) {
    return new CallRecord(
        "id-1", null, "GET", path, rpc, Code.OK, 200, 3, 15, Duration.ofNanos(1_500_000));
  }

  @Test
  void line_ofACall_isJson() {
    assertThat(AccessLine.of(record("/v1/x", "a.B/C"), Instant.EPOCH))
        .isEqualTo(
            "{\"time\":\"1970-01-01T00:00:00Z\",\"request_id\":\"id-1\",\"method\":\"GET\","
                + "\"path\":\"/v1/x\",\"rpc\":\"a.B/C\",\"code\":\"OK\",\"status\":200,"
                + "\"received\":3,\"sent\":15,\"millis\":1.5}\n");
  }

  @Test
  void line_ofATracedCall_namesTheTrace() {
    String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    CallRecord traced =
        new CallRecord("id-1", trace, "GET", "/", null, Code.OK, 200, 0, 0, Duration.ZERO);

    assertThat(AccessLine.of(traced, Instant.EPOCH)).contains(",\"trace_id\":\"" + trace + "\",");
  }

  @Test
  void line_ofHostilePath_staysOneLine() {
    assertThat(AccessLine.of(record("/\"\\\n\u2028", null), Instant.EPOCH))
        .contains("\"path\":\"/\\\"\\\\\\u000a\\u2028\"")
        .doesNotContain("rpc");
  }

  @Test
  void ended_isWrittenByItsOwnThread_andAllOfItBeforeClose() {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    try (AccessLog log = new AccessLog(new AccessLogSettings(true, 100), target)) {
      for (int i = 0; i < 100; i++) {
        log.ended(record("/" + i, null));
      }
    }
    assertThat(target.toString(StandardCharsets.UTF_8).lines())
        .hasSize(100)
        .last()
        .asString()
        .contains("\"path\":\"/99\"");
  }

  @Test
  void ended_whenTheTargetStalls_dropsAndCounts() {
    CountDownLatch go = new CountDownLatch(1);
    try (AccessLog log = new AccessLog(new AccessLogSettings(true, 2), new Stalling(go))) {
      await()
          .until(
              () -> {
                log.ended(record("/", null));
                return log.dropped() > 0;
              });
      go.countDown();
    }
  }

  /** Takes nothing until it is told to. */
  private static final class Stalling extends OutputStream {
    private final CountDownLatch go;

    Stalling(CountDownLatch go) {
      this.go = go;
    }

    @Override
    public void write(int b) {
      boolean interrupted = false;
      while (go.getCount() > 0) {
        try {
          go.await();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
