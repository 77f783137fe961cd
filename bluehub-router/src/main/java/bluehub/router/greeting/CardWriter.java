package bluehub.router.greeting;

import bluehub.example.v1.Card;
import bluehub.example.v1.OrderCardsRequest;
import bluehub.example.v1.OrderCardsResponse;
import bluehub.example.v1.Recipient;
import bluehub.example.v1.Tone;
import bluehub.example.v1.WrittenCard;

/** Writes the cards of an order that keeps the rules. Stateless. */
final class CardWriter {

  private CardWriter() {}

  static OrderCardsResponse write(OrderCardsRequest order) {
    Card card = understood(order.getCard());
    OrderCardsResponse.Builder answer =
        OrderCardsResponse.newBuilder()
            .setOrderNumber(order.getOrderNumber())
            .setCard(card)
            .putAllLabels(order.getLabelsMap())
            .setPictureBytes(card.getPicture().size());
    if (order.hasDeliverAt()) {
      answer.setDeliverAt(order.getDeliverAt());
    }
    for (Recipient recipient : order.getRecipientsList()) {
      answer.addWrittenCards(
          WrittenCard.newBuilder().setRecipient(recipient).setContent(content(card, recipient)));
    }
    return answer.build();
  }

  private static Card understood(Card card) {
    return card.getTone() == Tone.TONE_UNSPECIFIED
        ? card.toBuilder().setTone(Tone.TONE_FRIENDLY).build()
        : card;
  }

  private static String content(Card card, Recipient recipient) {
    String greeting = salutation(card.getTone()) + " " + recipient.getName();
    return card.getText().isEmpty() ? greeting : greeting + ",\n" + card.getText();
  }

  private static String salutation(Tone tone) {
    return switch (tone) {
      case TONE_FORMAL -> "Dear";
      case TONE_FESTIVE -> "Hooray";
      case TONE_FRIENDLY -> "Hello";
      case TONE_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalStateException("The tone " + tone + " gets here only unchecked");
    };
  }
}
