package bluehub.router.greeting;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.example.v1.Card;
import bluehub.example.v1.OrderCardsRequest;
import bluehub.example.v1.OrderCardsResponse;
import bluehub.example.v1.PostalAddress;
import bluehub.example.v1.Recipient;
import bluehub.example.v1.Tone;
import bluehub.example.v1.WrittenCard;
import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CardWriterTest {
  private static final Recipient UI =
      Recipient.newBuilder()
          .setName("ui")
          .setPostalAddress(PostalAddress.newBuilder().addLines("1-2-3").setCountryCode("JP"))
          .build();
  private static final Recipient NODOKA = Recipient.newBuilder().setName("nodoka").build();

  @Test
  void write_everyFieldSet_repeatsTheOrderAndWritesACardEach() {
    Card card =
        Card.newBuilder()
            .setTone(Tone.TONE_FORMAL)
            .setText("See you")
            .setPicture(ByteString.copyFrom(new byte[] {0, -1}))
            .build();
    Timestamp deliverAt = Timestamp.newBuilder().setSeconds(-1).setNanos(5).build();
    OrderCardsResponse answer =
        CardWriter.write(
            OrderCardsRequest.newBuilder()
                .setOrderNumber(Long.MAX_VALUE)
                .setCard(card)
                .addRecipients(UI)
                .addRecipients(NODOKA)
                .setDeliverAt(deliverAt)
                .putLabels("shelf", "3")
                .build());
    assertThat(answer)
        .isEqualTo(
            OrderCardsResponse.newBuilder()
                .setOrderNumber(Long.MAX_VALUE)
                .setCard(card)
                .addWrittenCards(written(UI, "Dear ui,\nSee you"))
                .addWrittenCards(written(NODOKA, "Dear nodoka,\nSee you"))
                .setDeliverAt(deliverAt)
                .putLabels("shelf", "3")
                .setPictureBytes(2)
                .build());
  }

  @Test
  void write_noTime_answersNone() {
    assertThat(CardWriter.write(order(Tone.TONE_FRIENDLY)).hasDeliverAt()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "TONE_UNSPECIFIED, TONE_FRIENDLY, Hello ui",
    "TONE_FRIENDLY, TONE_FRIENDLY, Hello ui",
    "TONE_FORMAL, TONE_FORMAL, Dear ui",
    "TONE_FESTIVE, TONE_FESTIVE, Hooray ui"
  })
  void write_tone_choosesTheSalutation(Tone asked, Tone understood, String content) {
    OrderCardsResponse answer = CardWriter.write(order(asked));
    assertThat(answer.getCard().getTone()).isEqualTo(understood);
    assertThat(answer.getWrittenCards(0).getContent()).isEqualTo(content);
  }

  private static OrderCardsRequest order(Tone tone) {
    return OrderCardsRequest.newBuilder()
        .setCard(Card.newBuilder().setTone(tone))
        .addRecipients(UI)
        .build();
  }

  private static WrittenCard written(Recipient recipient, String content) {
    return WrittenCard.newBuilder().setRecipient(recipient).setContent(content).build();
  }
}
