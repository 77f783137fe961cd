package bluehub.router.request;

import bluehub.example.v1.Card;
import bluehub.example.v1.GreetEachRequest;
import bluehub.example.v1.GreetTogetherRequest;
import bluehub.example.v1.OrderCardsRequest;
import bluehub.example.v1.PostalAddress;
import bluehub.example.v1.Recipient;
import bluehub.example.v1.SayHelloRequest;
import bluehub.example.v1.StreamGreetingsRequest;
import bluehub.example.v1.Tone;
import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import java.util.regex.Pattern;

/**
 * The limits that hello_world.proto states beside its fields. A limit that changes here changes
 * there. Stateless.
 */
public final class RequestRules {
  private static final int NAME_LENGTH = 100;
  private static final int RECIPIENTS = 100;
  private static final int TEXT_LENGTH = 2_000;
  private static final int PICTURE_BYTES = 1 << 20;
  private static final int LABELS = 64;
  private static final int LABEL_KEY_LENGTH = 63;
  private static final int TOLD_KEY_LENGTH = 16;
  private static final int LABEL_VALUE_LENGTH = 255;
  private static final int EMAIL_LENGTH = 254;
  private static final int ADDRESS_LINES = 8;
  private static final int ADDRESS_LINE_LENGTH = 100;
  private static final int PEOPLE = 100;
  private static final int GREETINGS = 1_000_000;
  private static final Duration LONGEST_INTERVAL = Durations.fromSeconds(60);
  private static final Pattern COUNTRY_CODE = Pattern.compile("[A-Z]{2}");

  private RequestRules() {}

  public static Violations of(SayHelloRequest request) {
    FieldChecks checks = new FieldChecks();
    name(checks, request.getName(), "name");
    return checks.violations();
  }

  /**
   * One of those who are greeted together.
   *
   * @param place of the person among those who are greeted, from 1
   */
  public static Violations of(GreetTogetherRequest request, int place) {
    FieldChecks checks = new FieldChecks();
    name(checks, request.getName(), "name");
    people(checks, place);
    return checks.violations();
  }

  /** The number of people whose names came before the stream's end. */
  public static Violations ofPeople(int count) {
    FieldChecks checks = new FieldChecks();
    people(checks, count);
    return checks.violations();
  }

  public static Violations of(GreetEachRequest request) {
    FieldChecks checks = new FieldChecks();
    name(checks, request.getName(), "name");
    return checks.violations();
  }

  public static Violations of(StreamGreetingsRequest request) {
    FieldChecks checks = new FieldChecks();
    name(checks, request.getName(), "name");
    checks.require(
        request.getCount() >= 0 && request.getCount() <= GREETINGS,
        "count",
        "found %d, expected 0 to %d".formatted(request.getCount(), GREETINGS));
    Duration interval = request.getInterval();
    checks.require(
        Durations.isValid(interval)
            && !Durations.isNegative(interval)
            && Durations.compare(interval, LONGEST_INTERVAL) <= 0,
        "interval",
        "found %d s and %d ns, expected 0 to 60 seconds"
            .formatted(interval.getSeconds(), interval.getNanos()));
    return checks.violations();
  }

  public static Violations of(OrderCardsRequest request) {
    FieldChecks checks = new FieldChecks();
    checks.require(request.hasCard(), "card", "found nothing, expected the design of the cards");
    card(checks, request.getCard());
    checks.count(request.getRecipientsCount(), 1, RECIPIENTS, "recipients");
    for (int i = 0; i < request.getRecipientsCount(); i++) {
      recipient(checks, request.getRecipients(i), "recipients[" + i + "]");
    }
    checks.require(
        !request.hasDeliverAt() || Timestamps.isValid(request.getDeliverAt()),
        "deliver_at",
        "found a time outside the years 1 to 9999, expected one within");
    checks.count(request.getLabelsCount(), 0, LABELS, "labels");
    request.getLabelsMap().forEach((key, value) -> label(checks, key, value));
    return checks.violations();
  }

  private static void people(FieldChecks checks, int count) {
    checks.require(
        count >= 1 && count <= PEOPLE,
        "",
        "found %d people, expected 1 to %d".formatted(count, PEOPLE));
  }

  private static void name(FieldChecks checks, String name, String field) {
    checks.length(name, 1, NAME_LENGTH, field);
  }

  private static void card(FieldChecks checks, Card card) {
    checks.require(
        card.getTone() != Tone.UNRECOGNIZED,
        "card.tone",
        "found %d, which is no tone, expected 0 to 3".formatted(card.getToneValue()));
    checks.length(card.getText(), 0, TEXT_LENGTH, "card.text");
    checks.require(
        card.getPicture().size() <= PICTURE_BYTES,
        "card.picture",
        "found %d bytes, expected at most %d".formatted(card.getPicture().size(), PICTURE_BYTES));
  }

  private static void recipient(FieldChecks checks, Recipient recipient, String field) {
    name(checks, recipient.getName(), field + ".name");
    switch (recipient.getAddressCase()) {
      case EMAIL -> checks.length(recipient.getEmail(), 1, EMAIL_LENGTH, field + ".email");
      case POSTAL_ADDRESS ->
          postalAddress(checks, recipient.getPostalAddress(), field + ".postal_address");
      case ADDRESS_NOT_SET -> {}
    }
  }

  private static void postalAddress(FieldChecks checks, PostalAddress address, String field) {
    checks.count(address.getLinesCount(), 1, ADDRESS_LINES, field + ".lines");
    for (int i = 0; i < address.getLinesCount(); i++) {
      checks.length(address.getLines(i), 1, ADDRESS_LINE_LENGTH, field + ".lines[" + i + "]");
    }
    checks.require(
        address.getCountryCode().isEmpty()
            || COUNTRY_CODE.matcher(address.getCountryCode()).matches(),
        field + ".country_code",
        "expected two capital letters such as JP, or nothing");
  }

  private static void label(FieldChecks checks, String key, String value) {
    checks.length(key, 1, LABEL_KEY_LENGTH, "labels (a key)");
    checks.length(value, 0, LABEL_VALUE_LENGTH, "labels[" + shortened(key) + "]");
  }

  /** So much of a key that it can be found; a status travels in headers, where room is scarce. */
  private static String shortened(String key) {
    return key.codePointCount(0, key.length()) <= TOLD_KEY_LENGTH
        ? key
        : key.substring(0, key.offsetByCodePoints(0, TOLD_KEY_LENGTH)) + "...";
  }
}
