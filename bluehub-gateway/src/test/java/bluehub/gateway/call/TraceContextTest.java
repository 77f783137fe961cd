package bluehub.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.example.v1.SayHelloResponse;
import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.RawClient;
import bluehub.gateway.fixture.ServedCall;
import bluehub.gateway.fixture.TestService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a request's trace on its way to the service (W3C Trace Context). */
class TraceContextTest {
  private static final String ID = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00-" + ID + "-00f067aa0ba902b7-01";
  private static final String GET = "GET /v1/example/sayhello/x HTTP/1.1\nHost: a\n";

  private static TestService service;
  private static Gateway gateway;

  @BeforeAll
  static void start() {
    service =
        new TestService()
            .answering(call -> call.reply(SayHelloResponse.newBuilder().setMessage("y").build()));
    gateway = new Gateway(service.port());
  }

  @AfterAll
  static void stop() {
    gateway.close();
    service.close();
  }

  private static ServedCall call(Gateway to, String headers) throws InterruptedException {
    try (RawClient client = to.connect()) {
      assertThat(client.send(GET + headers + "\n").read().status()).isEqualTo(200);
    }
    return service.takeCall();
  }

  @Test
  void valid_isPassedOn_andItsIdIsInTheLog() throws InterruptedException {
    try (Gateway own = new Gateway(service.port())) {
      ServedCall call =
          call(own, "Traceparent: " + PARENT + "\nTracestate: a=1, b@c=2\nTRACESTATE: d=3\n");

      assertThat(call.header("traceparent")).isEqualTo(PARENT);
      assertThat(call.header("tracestate")).isEqualTo("a=1, b@c=2,d=3");
      assertThat(own.takeRecord().traceId()).isEqualTo(ID);
    }
  }

  @Test
  void ofALaterVersion_isPassedOn() throws InterruptedException {
    String later = "01" + PARENT.substring(2) + "-more";

    assertThat(call(gateway, "traceparent: " + later + "\n").header("traceparent"))
        .isEqualTo(later);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00-" + ID + "-00f067aa0ba902b7",
        "00-" + ID + "-00f067aa0ba902b7-01-",
        "00-" + ID + "-00f067aa0ba902b7-1",
        "00-" + ID + "-00f067aa0ba902b7-0G",
        "00_" + ID + "-00f067aa0ba902b7-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-" + ID + "-0000000000000000-01",
        "ff-" + ID + "-00f067aa0ba902b7-01",
        "01-" + ID + "-00f067aa0ba902b7-01more",
        PARENT + "\ntraceparent: " + PARENT,
        "nonsense"
      })
  void invalid_isDropped_withItsState(String parent) throws InterruptedException {
    ServedCall call = call(gateway, "traceparent: " + parent + "\ntracestate: a=1\n");

    assertThat(call.header("traceparent")).isNull();
    assertThat(call.header("tracestate")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "=1", "a=", "A=1", "a=1=2", "a b=1", "", ",", "_a=1"})
  void state_thatIsInvalid_isDropped_andTheParentIsNot(String state) throws InterruptedException {
    ServedCall call = call(gateway, "traceparent: " + PARENT + "\ntracestate: " + state + "\n");

    assertThat(call.header("traceparent")).isEqualTo(PARENT);
    assertThat(call.header("tracestate")).isNull();
  }

  @Test
  void state_tooLongOrOfTooMany_isDropped() {
    assertThat(TraceState.isValid("a=" + "b".repeat(256), 512)).isTrue();
    assertThat(TraceState.isValid("a=" + "b".repeat(257), 512)).isFalse();
    assertThat(TraceState.isValid("a=1,".repeat(32), 512)).isTrue();
    assertThat(TraceState.isValid("a=1,".repeat(33), 512)).isFalse();
    assertThat(TraceState.isValid("a=1", 2)).isFalse();
  }

  @Test
  void missing_staysSo() throws InterruptedException {
    assertThat(call(gateway, "").header("traceparent")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sampled", "unsampled"})
  void missing_isBegun_whereTheSettingsSaySo(String missing) throws InterruptedException {
    try (Gateway own = new Gateway(service.port(), "bluehub.http.trace.missing=" + missing)) {
      String parent = call(own, "").header("traceparent");

      assertThat(parent)
          .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0" + (missing.equals("sampled") ? 1 : 0));
      assertThat(own.takeRecord().traceId()).isEqualTo(parent.substring(3, 35));
      assertThat(call(own, "traceparent: " + PARENT + "\n").header("traceparent"))
          .isEqualTo(PARENT);
    }
  }
}
