package bluehub.transcoder.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The digits are those of Java's own {@code toString}, whatever the number. */
class ShortestDecimalTest {
  private final ShortestDecimal shortest = new ShortestDecimal();

  private void check(double value) {
    if (value > 0 && value < Double.POSITIVE_INFINITY) {
      shortest.take(value);
      check(Double.toString(value));
    }
  }

  private void check(float value) {
    if (value > 0 && value < Float.POSITIVE_INFINITY) {
      shortest.take(value);
      check(Float.toString(value));
    }
  }

  private void check(String expected) {
    // a million comparisons: an assertion's message is made for a failure alone
    if (BigDecimal.valueOf(shortest.digits(), -shortest.power()).compareTo(new BigDecimal(expected))
        != 0) {
      assertThat(shortest.digits() + "E" + shortest.power()).isEqualTo(expected);
    }
  }

  @Test
  void take_doublesAtTheEdgesOfEveryExponent_areAsJavaPrintsThem() {
    for (long exponent = 0; exponent < 0x7FF; exponent++) {
      for (long step = 0; step < 20; step++) {
        check(Double.longBitsToDouble((exponent << 52) + step));
        check(Double.longBitsToDouble(((exponent + 1) << 52) - 1 - step));
      }
    }
  }

  @Test
  void take_floatsAtTheEdgesOfEveryExponent_areAsJavaPrintsThem() {
    for (int exponent = 0; exponent < 0xFF; exponent++) {
      for (int step = 0; step < 200; step++) {
        check(Float.intBitsToFloat((exponent << 23) + step));
        check(Float.intBitsToFloat(((exponent + 1) << 23) - 1 - step));
      }
    }
  }

  @Test
  void take_numbersOfFewDigits_areAsJavaPrintsThem() {
    for (int exponent = -330; exponent < 309; exponent++) {
      for (int digits = 1; digits < 100; digits++) {
        check(Double.parseDouble(digits + "e" + exponent));
        check(Float.parseFloat(digits + "e" + exponent / 8));
      }
    }
  }

  @Test
  void take_randomNumbers_areAsJavaPrintsThem() {
    Random random = new Random(2020);
    for (int round = 0; round < 500_000; round++) {
      check(Double.longBitsToDouble(random.nextLong() & Long.MAX_VALUE));
      check(random.nextDouble());
      check(Float.intBitsToFloat(random.nextInt() & Integer.MAX_VALUE));
    }
  }
}
