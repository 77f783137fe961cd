package bluehub.router.request;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.example.v1.Card;
import bluehub.example.v1.OrderCardsRequest;
import bluehub.example.v1.PostalAddress;
import bluehub.example.v1.Recipient;
import bluehub.example.v1.SayHelloRequest;
import bluehub.example.v1.StreamGreetingsRequest;
import bluehub.example.v1.Tone;
import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import com.google.rpc.BadRequest.FieldViolation;
import java.util.Collections;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestRulesTest {

  @ParameterizedTest
  @CsvSource({
    "a, 0, 1, found nothing",
    "a, 101, 1, found 101 characters",
    "👋, 101, 1, found 101 characters",
    "a, 1, 0, ''",
    "a, 100, 0, ''",
    "👋, 100, 0, ''"
  })
  void name_length_isCountedInCodePoints(
      String character, int length, int faults, String description) {
    Violations violations =
        RequestRules.of(SayHelloRequest.newBuilder().setName(character.repeat(length)).build());
    assertThat(violations.fields()).hasSize(faults);
    assertThat(violations.any()).isEqualTo(faults > 0);
    assertThat(violations.fields())
        .allSatisfy(
            fault -> {
              assertThat(fault.getField()).isEqualTo("name");
              assertThat(fault.getDescription())
                  .isEqualTo(description + ", expected 1 to 100 characters");
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1_000_000})
  void count_withinLimits_isTaken(int count) {
    assertThat(RequestRules.of(stream().setCount(count).build()).any()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1_000_001, Integer.MIN_VALUE, Integer.MAX_VALUE})
  void count_beyondLimits_isRefused(int count) {
    assertThat(RequestRules.of(stream().setCount(count).build()).fields())
        .containsExactly(fault("count", "found %d, expected 0 to 1000000".formatted(count)));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0, 1", "60, 0"})
  void interval_withinLimits_isTaken(long seconds, int nanos) {
    assertThat(RequestRules.of(stream(seconds, nanos)).any()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"60, 1", "-1, 0", "0, -1", "1, -1", "9223372036854775807, 0", "0, 1000000000"})
  void interval_beyondLimits_isRefused(long seconds, int nanos) {
    assertThat(RequestRules.of(stream(seconds, nanos)).fields())
        .containsExactly(
            fault(
                "interval",
                "found %d s and %d ns, expected 0 to 60 seconds".formatted(seconds, nanos)));
  }

  @Test
  void order_atEveryLimit_isTaken() {
    OrderCardsRequest.Builder order =
        OrderCardsRequest.newBuilder()
            .setOrderNumber(Long.MIN_VALUE)
            .setCard(
                Card.newBuilder()
                    .setTone(Tone.TONE_FESTIVE)
                    .setText("👋".repeat(2_000))
                    .setPicture(ByteString.copyFrom(new byte[1 << 20])))
            .addAllRecipients(
                Collections.nCopies(
                    100,
                    Recipient.newBuilder()
                        .setName("x".repeat(100))
                        .setPostalAddress(
                            PostalAddress.newBuilder()
                                .addAllLines(Collections.nCopies(8, "x".repeat(100)))
                                .setCountryCode("JP"))
                        .build()))
            .setDeliverAt(
                Timestamp.newBuilder().setSeconds(253_402_300_799L).setNanos(999_999_999));
    IntStream.range(0, 64).forEach(i -> order.putLabels("%063d".formatted(i), "x".repeat(255)));
    assertThat(RequestRules.of(order.build()).fields()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("spoiltOrders")
  void order_oneFault_isNamed(
      Consumer<OrderCardsRequest.Builder> spoil, String field, String description) {
    OrderCardsRequest.Builder order =
        OrderCardsRequest.newBuilder()
            .setCard(Card.getDefaultInstance())
            .addRecipients(Recipient.newBuilder().setName("ui"));
    assertThat(RequestRules.of(order.build()).any()).isFalse();
    spoil.accept(order);
    assertThat(RequestRules.of(order.build()).fields()).containsExactly(fault(field, description));
  }

  static Stream<Arguments> spoiltOrders() {
    return Stream.of(
        spoilt(o -> o.clearCard(), "card", "found nothing, expected the design of the cards"),
        spoilt(
            o -> o.getCardBuilder().setToneValue(4),
            "card.tone",
            "found 4, which is no tone, expected 0 to 3"),
        spoilt(
            o -> o.getCardBuilder().setText("x".repeat(2_001)),
            "card.text",
            "found 2001 characters, expected at most 2000 characters"),
        spoilt(
            o -> o.getCardBuilder().setPicture(ByteString.copyFrom(new byte[(1 << 20) + 1])),
            "card.picture",
            "found 1048577 bytes, expected at most 1048576"),
        spoilt(o -> o.clearRecipients(), "recipients", "found 0 elements, expected 1 to 100"),
        spoilt(
            o -> o.addAllRecipients(Collections.nCopies(100, o.getRecipients(0))),
            "recipients",
            "found 101 elements, expected 1 to 100"),
        spoilt(
            o -> o.addRecipientsBuilder(),
            "recipients[1].name",
            "found nothing, expected 1 to 100 characters"),
        spoilt(
            o -> o.getRecipientsBuilder(0).setEmail(""),
            "recipients[0].email",
            "found nothing, expected 1 to 254 characters"),
        spoilt(
            o -> o.getRecipientsBuilder(0).getPostalAddressBuilder(),
            "recipients[0].postal_address.lines",
            "found 0 elements, expected 1 to 8"),
        spoilt(
            o -> o.getRecipientsBuilder(0).getPostalAddressBuilder().addLines("1").addLines(""),
            "recipients[0].postal_address.lines[1]",
            "found nothing, expected 1 to 100 characters"),
        spoilt(
            o ->
                o.getRecipientsBuilder(0)
                    .getPostalAddressBuilder()
                    .addLines("1")
                    .setCountryCode("jp"),
            "recipients[0].postal_address.country_code",
            "expected two capital letters such as JP, or nothing"),
        spoilt(
            o -> o.setDeliverAt(Timestamp.newBuilder().setSeconds(253_402_300_800L)),
            "deliver_at",
            "found a time outside the years 1 to 9999, expected one within"),
        spoilt(
            o -> IntStream.range(0, 65).forEach(i -> o.putLabels("k" + i, "")),
            "labels",
            "found 65 elements, expected 0 to 64"),
        spoilt(
            o -> o.putLabels("", "x"),
            "labels (a key)",
            "found nothing, expected 1 to 63 characters"),
        spoilt(
            o -> o.putLabels("k", "x".repeat(256)),
            "labels[k]",
            "found 256 characters, expected at most 255 characters"));
  }

  @Test
  void order_manyFaults_tellsTheFirstTen() {
    OrderCardsRequest order =
        OrderCardsRequest.newBuilder()
            .setCard(Card.getDefaultInstance())
            .addAllRecipients(Collections.nCopies(50, Recipient.getDefaultInstance()))
            .build();
    assertThat(RequestRules.of(order).fields()).hasSize(10);
  }

  private static Arguments spoilt(
      Consumer<OrderCardsRequest.Builder> spoil, String field, String description) {
    return Arguments.of(spoil, field, description);
  }

  private static StreamGreetingsRequest.Builder stream() {
    return StreamGreetingsRequest.newBuilder().setName("x");
  }

  private static StreamGreetingsRequest stream(long seconds, int nanos) {
    return stream().setInterval(Duration.newBuilder().setSeconds(seconds).setNanos(nanos)).build();
  }

  private static FieldViolation fault(String field, String description) {
    return FieldViolation.newBuilder().setField(field).setDescription(description).build();
  }
}
