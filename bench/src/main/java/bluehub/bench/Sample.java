package bluehub.bench;

import bluehub.bench.v1.Address;
import bluehub.bench.v1.Blobs;
import bluehub.bench.v1.Customer;
import bluehub.bench.v1.Deep;
import bluehub.bench.v1.Hello;
import bluehub.bench.v1.Line;
import bluehub.bench.v1.Numbers;
import bluehub.bench.v1.Order;
import bluehub.bench.v1.Orders;
import bluehub.bench.v1.Status;
import bluehub.bench.v1.Strings;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import java.util.Random;

/** The messages that are measured, each of one shape; the same ones in every run. */
public enum Sample {
  /** {@code {"message":"Hello hirasawa"}}. */
  HELLO(Hello.newBuilder().setMessage("Hello hirasawa").build()),
  /** 1 KiB of mixed fields. */
  MIXED_1K(order()),
  /** 100 KiB: a list of small messages. */
  REPEATED_100K(orders()),
  /** 80 messages, one in the other. */
  DEEP(deep(80)),
  /** 10 KiB of text, a tenth of it with escapes and other scripts. */
  STRINGS(strings()),
  /** 1,200 numbers. */
  NUMBERS(numbers()),
  /** 24 KiB of bytes. */
  BYTES(blobs());

  private final Message message;

  Sample(Message message) {
    this.message = message;
  }

  public Message message() {
    return message;
  }

  private static Order order() {
    Order.Builder order =
        Order.newBuilder()
            .setId("orders/7f3a9c52-11")
            .setNumber(9_007_199_254_740_993L)
            .setStatus(Status.STATUS_PAID)
            .setCreateTime(Timestamp.newBuilder().setSeconds(1_793_000_000L).setNanos(123_000_000))
            .setCustomer(
                Customer.newBuilder()
                    .setName("Hirasawa Yui")
                    .setEmail("yui@example.com")
                    .setAddress(
                        Address.newBuilder()
                            .setStreet("1-2-3 Sakuragaoka")
                            .setCity("Toyosato")
                            .setPostalCode("529-1169")
                            .setCountryCode("JP")))
            .putLabels("channel", "web")
            .putLabels("campaign", "autumn-2026")
            .setTotal(1234.56)
            .setGift(true)
            .setChecksum(ByteString.copyFrom(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}));
    for (int i = 0; i < 5; i++) {
      order.addLines(line(i));
    }
    for (int i = 0; i < 8; i++) {
      order.addHistory(i * 37);
    }
    return order.build();
  }

  private static Line line(int i) {
    return Line.newBuilder()
        .setProduct("products/" + (10_000 + i))
        .setQuantity(1 + i % 9)
        .setUnitPrice(19.5 + i)
        .addTags("music")
        .addTags("guitar strings")
        .build();
  }

  private static Orders orders() {
    Orders.Builder orders = Orders.newBuilder().setNextPageToken("eyJvZmZzZXQiOjEwMDB9");
    for (int i = 0; i < 1_100; i++) {
      orders.addLines(line(i));
    }
    return orders.build();
  }

  private static Deep deep(int level) {
    Deep.Builder deep = Deep.newBuilder().setLevel(level);
    return level == 1 ? deep.build() : deep.setChild(deep(level - 1)).build();
  }

  private static Strings strings() {
    Strings.Builder strings = Strings.newBuilder();
    for (int i = 0; i < 90; i++) {
      strings.addTexts("The quick brown fox jumps over the lazy dog, again and again; take " + i);
    }
    for (int i = 0; i < 10; i++) {
      strings.addTexts("\"quoted\"\tand\nbroken \u5e73\u6ca2\u552f, na\u00efve, \ud83c\udfb8 " + i);
    }
    return strings.build();
  }

  private static Numbers numbers() {
    Random random = new Random(42);
    Numbers.Builder numbers = Numbers.newBuilder();
    for (int i = 0; i < 300; i++) {
      // half with few digits, as prices have, half with all that a double holds
      numbers.addDoubles(i % 2 == 0 ? random.nextInt(1_000_000) / 100.0 : random.nextDouble());
      numbers.addIntegers(random.nextInt());
      numbers.addLongs(random.nextLong());
      numbers.addFloats(random.nextInt(100_000) / 100f);
    }
    return numbers.build();
  }

  private static Blobs blobs() {
    Random random = new Random(42);
    Blobs.Builder blobs = Blobs.newBuilder();
    for (int i = 0; i < 24; i++) {
      byte[] bytes = new byte[1024];
      random.nextBytes(bytes);
      blobs.addBlobs(ByteString.copyFrom(bytes));
    }
    return blobs.build();
  }
}
