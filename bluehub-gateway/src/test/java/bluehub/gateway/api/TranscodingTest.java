package bluehub.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.example.v1.Card;
import bluehub.example.v1.OrderCardsResponse;
import bluehub.example.v1.SayHelloResponse;
import bluehub.example.v1.Tone;
import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.RawClient;
import bluehub.gateway.fixture.RawClient.Answer;
import bluehub.gateway.fixture.TestService;
import com.google.protobuf.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * Each setting under {@code bluehub.transcoding}, and deadlines of single RPCs, as clients see
 * them.
 */
@ExtendWith(OutputCaptureExtension.class)
class TranscodingTest {
  private static final Message HELLO = SayHelloResponse.getDefaultInstance();
  private static final Message CARDS =
      OrderCardsResponse.newBuilder()
          .setCard(Card.newBuilder().setTone(Tone.TONE_FORMAL))
          .setPictureBytes(7)
          .build();

  private static Message reply(String message) {
    return SayHelloResponse.newBuilder().setMessage(message).build();
  }

  private static Answer send(Message reply, String setting, String head, String body) {
    try (TestService service = new TestService().answering(call -> call.reply(reply));
        Gateway gateway = new Gateway(service.port(), setting);
        RawClient client = gateway.connect()) {
      String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\n";
      return client.send(head.replace("|", "\n") + "\nHost: a\n" + length + "\n" + body).read();
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "unknown-fields=strict, GET /v1/example/sayhello/a?x=1, 400",
        "unknown-fields=warn, GET /v1/example/sayhello/a?x=1, 200",
        "unknown-fields=ignore, GET /v1/example/sayhello/a?x=1, 200",
        "refuse-differing-path=false, GET /v1/example/sayhello/a?name=b, 200",
        "refuse-differing-path=true, GET /v1/example/sayhello/a?name=b, 400",
        "refuse-differing-path=true, GET /v1/example/sayhello/a?name=a, 200",
        "strip-trailing-slash=false, GET /v1/example/sayhello/a/, 404",
        "strip-trailing-slash=true, GET /v1/example/sayhello/a/, 200"
      })
  void setting_decidesTheStatus(String setting, String request, int status) {
    Answer answer = send(HELLO, "bluehub.transcoding." + setting, request + " HTTP/1.1", "");

    assertThat(answer.status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"false, 400", "true, 200"})
  void bodyWithoutAPlace_isIgnoredIfSettingsSaySo(String ignored, int status) {
    Answer answer =
        send(
            HELLO,
            "bluehub.transcoding.ignore-unexpected-body=" + ignored,
            "GET /v1/example/sayhello/a HTTP/1.1",
            "{}");

    assertThat(answer.status()).isEqualTo(status);
  }

  @Test
  void unknownField_thatIsLetPass_isTold() {
    String setting = "bluehub.transcoding.unknown-fields=warn";
    Answer answer = send(HELLO, setting, "GET /v1/example/sayhello/a?x=1 HTTP/1.1", "");

    assertThat(answer.header("warning")).isEqualTo("299 bluehub \"ignored unknown fields: x\"");
  }

  @Test
  void errors_canBeProblemDetails() {
    Answer answer = send(HELLO, "bluehub.transcoding.errors=problem", "GET /nope HTTP/1.1", "");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    assertThat(answer.body()).contains("\"status\":404");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "defaults=false, `{\"card\":{\"tone\":\"TONE_FORMAL\"},\"pictureBytes\":\"7\"}`",
        "proto-names=true, `{\"card\":{\"tone\":\"TONE_FORMAL\"},\"picture_bytes\":\"7\"}`",
        "enum-numbers=true, `{\"card\":{\"tone\":2},\"pictureBytes\":\"7\"}`"
      })
  void print_decidesTheForm(String setting, String expected) {
    String post = "POST /v1/example/cards HTTP/1.1|Content-Type: application/json";

    assertThat(send(CARDS, "bluehub.transcoding.print." + setting, post, "{}").body())
        .isEqualTo(expected);
  }

  @Test
  void print_defaults_namesWhatIsUnset() {
    String get = "GET /v1/example/sayhello/a HTTP/1.1";

    assertThat(send(HELLO, "bluehub.transcoding.print.defaults=true", get, "").body())
        .isEqualTo("{\"message\":\"\"}");
    assertThat(send(reply("a"), "bluehub.transcoding.print.pretty=true", get, "").body())
        .isEqualTo("{\n  \"message\": \"a\"\n}");
  }

  @Test
  void accept_asksForAFormOfOneAnswer() {
    String post =
        "POST /v1/example/cards HTTP/1.1|Content-Type: application/json"
            + "|Accept: application/json; enum-encoding=int";

    assertThat(send(CARDS, "bluehub.access-log.queue=1", post, "{}").body()).contains("\"tone\":2");
  }

  @ParameterizedTest
  @CsvSource({
    "bluehub.example.v1.HelloWorldService/SayHello, 504",
    "bluehub.example.v1.HelloWorldService/*, 504",
    "bluehub.example.v1.HelloWorldService/OrderCards, 200"
  })
  void deadline_ofAnRpc_isItsOwn(String rpc, int status) {
    try (TestService service =
            new TestService()
                .answering(
                    call -> {
                      if (status == 200) {
                        call.reply(HELLO);
                      }
                    });
        Gateway gateway =
            new Gateway(service.port(), "bluehub.upstreams.router.deadlines[" + rpc + "]=100ms");
        RawClient client = gateway.connect()) {
      assertThat(client.send("GET /v1/example/sayhello/a HTTP/1.1\nHost: a\n\n").read().status())
          .isEqualTo(status);
    }
  }

  @Test
  void deadline_ofNoRpc_isTold(CapturedOutput output) {
    send(
        HELLO,
        "bluehub.upstreams.router.deadlines[bluehub.example.v1.HelloWorldService.SayHello]=1s",
        "GET /v1/example/sayhello/a HTTP/1.1",
        "");

    assertThat(output)
        .contains("deadlines has \"bluehub.example.v1.HelloWorldService.SayHello\", expected");
  }
}
