package bluehub.transcoder.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers are read as Java reads them, where a digit more or less decides as well. */
class FloatingPointTest {
  private final Decimal decimal = new Decimal();

  private void check(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    assertThat(decimal.scan(bytes, 0, bytes.length)).as(text).isEqualTo(bytes.length);
    double expected = Double.parseDouble(text);
    if (Double.isFinite(expected)
        && Double.doubleToRawLongBits(decimal.toDouble()) != Double.doubleToRawLongBits(expected)) {
      assertThat(decimal.toDouble()).as(text).isEqualTo(expected);
    }
    float asFloat = Float.parseFloat(text);
    if (Float.isFinite(asFloat)
        && Float.floatToRawIntBits(decimal.toFloat()) != Float.floatToRawIntBits(asFloat)) {
      assertThat(decimal.toFloat()).as(text).isEqualTo(asFloat);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2.2250738585072011e-308",
        "2.2250738585072012e-308",
        "2.2250738585072014e-308",
        "4.9406564584124654e-324",
        "2.4703282292062327e-324",
        "2.4703282292062328e-324",
        "1.7976931348623157e308",
        "1.7976931348623158e308",
        "9007199254740993",
        "9007199254740993.00000000000000000000000000000000001",
        "9007199254740992.99999999999999999999999999999999999",
        "10000000000000000000000000000000000000000000000e-46",
        "0.00000000000000000000000000000000000000000000001e46",
        "18446744073709551615",
        "18446744073709551616",
        "9999999999999999999",
        "99999999999999999999",
        "6.631236846766476e-316",
        "7.2057594037927933e16",
        "1.448997445238699",
        "8.589934592e9",
        "1.00000005960464477539062",
        "1.00000005960464477539063",
        "1.17549429e-38",
        "1.4e-45",
        "7.0064923216240853e-46",
        "3.4028235677973366e38",
        "16777217",
        "16777217.0000000000000000000001"
      })
  void read_hardNumber_isAsJavaReadsIt(String text) {
    check(text);
    check("-" + text);
  }

  @Test
  void read_middlesBetweenNeighboursAndWhatIsJustBeside_areAsJavaReadsThem() {
    Random random = new Random(2021);
    for (int round = 0; round < 5_000; round++) {
      double value = Double.longBitsToDouble(random.nextLong() & Long.MAX_VALUE);
      float small = Float.intBitsToFloat(random.nextInt() & Integer.MAX_VALUE);
      if (value < Double.MAX_VALUE) {
        middle(new BigDecimal(value), new BigDecimal(Math.nextUp(value)));
      }
      if (small < Float.MAX_VALUE) {
        middle(new BigDecimal(small), new BigDecimal(Math.nextUp(small)));
      }
    }
  }

  private void middle(BigDecimal lower, BigDecimal upper) {
    BigDecimal middle = lower.add(upper).multiply(new BigDecimal("0.5"));
    check(middle.toString());
    check(middle.add(middle.ulp()).toString());
    check(middle.subtract(middle.ulp()).toString());
  }

  @Test
  void read_shortestDecimals_areAsJavaReadsThem() {
    Random random = new Random(2022);
    for (int round = 0; round < 500_000; round++) {
      check(Double.toString(Double.longBitsToDouble(random.nextLong() & ~(1L << 62))));
      check(Float.toString(Float.intBitsToFloat(random.nextInt() & ~(1 << 30))));
    }
  }

  @Test
  void read_digitsAndExponentsAtRandom_areAsJavaReadsThem() {
    Random random = new Random(2023);
    StringBuilder text = new StringBuilder();
    for (int round = 0; round < 500_000; round++) {
      text.setLength(0);
      digits(random, text, 1 + random.nextInt(25));
      if (random.nextBoolean()) {
        text.append('.');
        text.append("0".repeat(random.nextInt(10)));
        digits(random, text, 1 + random.nextInt(25));
      }
      check(text.append('e').append(random.nextInt(700) - 370).toString());
    }
  }

  private static void digits(Random random, StringBuilder text, int count) {
    text.append((char) ('1' + random.nextInt(9)));
    for (int i = 1; i < count; i++) {
      text.append((char) ('0' + random.nextInt(10)));
    }
  }
}
