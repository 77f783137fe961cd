package bluehub.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import bluehub.example.v1.Card;
import bluehub.example.v1.HelloWorldServiceGrpc;
import bluehub.example.v1.OrderCardsRequest;
import bluehub.example.v1.OrderCardsResponse;
import bluehub.example.v1.Recipient;
import bluehub.example.v1.SayHelloRequest;
import bluehub.example.v1.StreamGreetingsRequest;
import bluehub.example.v1.StreamGreetingsResponse;
import com.google.common.collect.Streams;
import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.Durations;
import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import com.google.rpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients and operators get from the whole program. */
@TestInstance(Lifecycle.PER_CLASS)
class RouterApplicationTest {
  private final RunningRouter router = RunningRouter.start();

  @AfterAll
  void stop() {
    router.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hirasawa",
        "平沢 唯",
        "👋🏽👨‍👩‍👧",
        "عمر",
        "a/b?c=d&e%20f",
        "\"quoted\"\\\n",
        "e\u0301",
        "\u0000",
        " "
      })
  void sayHello_nameOfAnyScript_isGreeted(String name) {
    assertThat(router.service().sayHello(hello(name)).getMessage()).isEqualTo("Hello " + name);
  }

  @Test
  void sayHello_longestNameOfCharactersBeyondTheBasicPlane_isGreeted() {
    String name = "👋".repeat(100);
    assertThat(router.service().sayHello(hello(name)).getMessage()).isEqualTo("Hello " + name);
  }

  @Test
  void sayHello_emptyName_isInvalidAndNamesTheField() throws InvalidProtocolBufferException {
    Status status = refusal(() -> router.service().sayHello(hello("")));
    assertThat(status.getCode()).isEqualTo(Code.INVALID_ARGUMENT.value());
    assertThat(status.getMessage()).isEqualTo("name: found nothing, expected 1 to 100 characters");
    assertThat(violations(status))
        .containsExactly(
            FieldViolation.newBuilder()
                .setField("name")
                .setDescription("found nothing, expected 1 to 100 characters")
                .build());
  }

  @Test
  void sayHello_overLongName_isInvalidAndTellsItsLength() throws InvalidProtocolBufferException {
    Status status = refusal(() -> router.service().sayHello(hello("👋".repeat(101))));
    assertThat(status.getCode()).isEqualTo(Code.INVALID_ARGUMENT.value());
    assertThat(violations(status))
        .extracting(FieldViolation::getDescription)
        .containsExactly("found 101 characters, expected 1 to 100 characters");
  }

  @Test
  void orderCards_everyFieldSet_comesBackWritten() {
    OrderCardsRequest order =
        OrderCardsRequest.newBuilder()
            .setOrderNumber(Long.MIN_VALUE)
            .setCard(Card.newBuilder().setText("Get well").setPicture(ByteString.copyFromUtf8("p")))
            .addRecipients(Recipient.newBuilder().setName("ui").setEmail("ui@example.org"))
            .putLabels("by", "yui")
            .build();
    OrderCardsResponse answer = router.service().orderCards(order);
    assertThat(answer.getOrderNumber()).isEqualTo(Long.MIN_VALUE);
    assertThat(answer.getLabelsMap()).containsExactly(Map.entry("by", "yui"));
    assertThat(answer.getWrittenCards(0).getContent()).isEqualTo("Hello ui,\nGet well");
  }

  @Test
  void orderCards_severalFaults_areToldTogether() throws InvalidProtocolBufferException {
    Status status =
        refusal(
            () ->
                router
                    .service()
                    .orderCards(
                        OrderCardsRequest.newBuilder()
                            .addRecipients(Recipient.getDefaultInstance())
                            .build()));
    assertThat(violations(status))
        .extracting(FieldViolation::getField)
        .containsExactly("card", "recipients[0].name");
  }

  /** A client refuses headers of more than 8 KiB, and then sees INTERNAL or the like. */
  @Test
  void orderCards_longestPossibleRefusal_stillReachesTheClient()
      throws InvalidProtocolBufferException {
    OrderCardsRequest.Builder order = OrderCardsRequest.newBuilder();
    for (int i = 0; i < 64; i++) {
      order.putLabels("👋".repeat(63) + i, "x".repeat(256));
    }
    Status status = refusal(() -> router.service().orderCards(order.build()));
    assertThat(status.getCode()).isEqualTo(Code.INVALID_ARGUMENT.value());
    assertThat(violations(status)).hasSize(10);
  }

  @Test
  void streamGreetings_withPauses_sendsThemAllInOrder() {
    List<StreamGreetingsResponse> greetings =
        Streams.stream(
                router
                    .service()
                    .streamGreetings(
                        StreamGreetingsRequest.newBuilder()
                            .setName("mio")
                            .setCount(3)
                            .setInterval(Durations.fromMillis(1))
                            .build()))
            .toList();
    assertThat(greetings).extracting(StreamGreetingsResponse::getNumber).containsExactly(1, 2, 3);
    assertThat(greetings).extracting(StreamGreetingsResponse::getMessage).containsOnly("Hello mio");
    assertThat(greetings).allMatch(StreamGreetingsResponse::hasSentAt);
  }

  @Test
  void streamGreetings_badRequest_failsBeforeTheFirstMessage()
      throws InvalidProtocolBufferException {
    Status status =
        refusal(
            () ->
                router
                    .service()
                    .streamGreetings(StreamGreetingsRequest.newBuilder().setCount(-1).build())
                    .next());
    assertThat(violations(status))
        .extracting(FieldViolation::getField)
        .containsExactly("name", "count");
  }

  @Test
  void liveness_running_isUp() throws IOException, InterruptedException {
    assertThat(router.management("/actuator/health/liveness").body())
        .isEqualTo("{\"status\":\"UP\"}");
  }

  @Test
  void readiness_running_isUp() throws IOException, InterruptedException {
    assertThat(router.management("/actuator/health/readiness").body())
        .isEqualTo("{\"status\":\"UP\"}");
  }

  @Test
  void metrics_refusedCall_isCountedUnderItsStatus() throws IOException, InterruptedException {
    assertThat(refusal(() -> router.service().sayHello(hello(""))).getCode())
        .isEqualTo(Code.INVALID_ARGUMENT.value());
    assertThat(router.management("/actuator/prometheus").body().lines())
        .anyMatch(
            line ->
                line.startsWith("grpc_server_seconds_count{")
                    && line.contains("grpc_status_code=\"INVALID_ARGUMENT\"")
                    && line.contains("rpc_method=\"SayHello\"")
                    && line.contains(HelloWorldServiceGrpc.SERVICE_NAME));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/actuator/env", "/actuator/heapdump", "/actuator/shutdown", "/"})
  void management_anythingElse_isNotThere(String path) throws IOException, InterruptedException {
    assertThat(router.management(path).statusCode()).isEqualTo(404);
  }

  private static SayHelloRequest hello(String name) {
    return SayHelloRequest.newBuilder().setName(name).build();
  }

  private static Status refusal(Runnable call) {
    StatusRuntimeException refused = catchThrowableOfType(StatusRuntimeException.class, call::run);
    return Objects.requireNonNull(StatusProto.fromThrowable(refused));
  }

  private static List<FieldViolation> violations(Status status)
      throws InvalidProtocolBufferException {
    Any detail = status.getDetails(0);
    return detail.unpack(BadRequest.class).getFieldViolationsList();
  }
}
