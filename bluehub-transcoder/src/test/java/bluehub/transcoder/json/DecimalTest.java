package bluehub.transcoder.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bluehub.transcoder.fault.RequestFault;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {
  private static Decimal scanned(String text) {
    byte[] bytes = ("x" + text + "y").getBytes(StandardCharsets.UTF_8);
    Decimal decimal = new Decimal();
    assertThat(decimal.scan(bytes, 1, bytes.length - 1)).as(text).isEqualTo(bytes.length - 1);
    return decimal;
  }

  private static long signed(String text, long min, long max) {
    return scanned(text).signed(min, max);
  }

  private static long int64(String text) {
    return signed(text, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private static long uint64(String text) {
    return scanned(text).unsigned();
  }

  private static double toDouble(String text) {
    return scanned(text).toDouble();
  }

  private static float toFloat(String text) {
    return scanned(text).toFloat();
  }

  private static boolean isNumber(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Decimal().isNumber(bytes, 0, bytes.length);
  }

  /** With eight bytes to look at, a short number is taken by one look; without, it is not. */
  @Test
  void scan_anyShortTextWithAndWithoutRoomBehind_isTheLongestNumberAndItsValue() {
    Pattern number = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?");
    byte[] all = "019-.,]".getBytes(StandardCharsets.US_ASCII);
    byte[] text = ",,,,,,,,,,,,,,".getBytes(StandardCharsets.US_ASCII);
    Decimal decimal = new Decimal();
    int taken = 0;
    for (int row = 0; row < 7 * 7 * 7 * 7 * 7 * 7; row++) {
      for (int i = 0, rest = row; i < 6; i++, rest /= 7) {
        text[i] = all[rest % 7];
      }
      String found = new String(text, 0, 6, StandardCharsets.US_ASCII);
      Matcher matcher = number.matcher(found);
      int end = decimal.scan(text, 0, text.length);
      int endWithoutRoom = decimal.scan(text, 0, 7);
      assertThat(end).as(found).isEqualTo(endWithoutRoom);
      if (end > 0) {
        assertThat(matcher.lookingAt()).as(found).isTrue();
        assertThat(end).as(found).isEqualTo(matcher.end());
        decimal.scan(text, 0, text.length);
        assertThat(decimal.toDouble()).as(found).isEqualTo(Double.parseDouble(matcher.group()));
        taken++;
      }
    }
    assertThat(taken).isGreaterThan(40_000);
  }

  @Test
  void isNumber_randomTextOfItsCharacters_isAsTheGrammarSays() {
    Pattern grammar = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
    Random random = new Random(8259);
    int numbers = 0;
    for (int round = 0; round < 200_000; round++) {
      StringBuilder text = new StringBuilder();
      int size = random.nextInt(8);
      for (int i = 0; i < size; i++) {
        text.append("0012359-.eE+ ".charAt(random.nextInt(13)));
      }
      boolean expected = grammar.matcher(text).matches();
      numbers += expected ? 1 : 0;
      assertThat(isNumber(text.toString())).as(text.toString()).isEqualTo(expected);
    }
    assertThat(numbers).isGreaterThan(10_000);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, 0",
    "7, 7",
    "-7, -7",
    "1e2, 100",
    "1E+2, 100",
    "1.0, 1",
    "-1.50e1, -15",
    "100e-2, 1",
    "0.000, 0",
    "0e99, 0",
    "0e-99, 0",
    "0e99999999999999999999, 0",
    "123456789012345678, 123456789012345678",
    "1234567890123456789, 1234567890123456789",
    "9223372036854775807, 9223372036854775807",
    "-9223372036854775808, -9223372036854775808",
    "9223372036854775807.0, 9223372036854775807",
    "9.223372036854775807e18, 9223372036854775807",
    "-92233720368547758080e-1, -9223372036854775808",
    "1000000000000000000000e-3, 1000000000000000000"
  })
  void signed_anyNumberWhoseValueIsAnInteger_isExact(String text, long value) {
    assertThat(int64(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.5",
        "1.1",
        "1e-1",
        "10.01e1",
        "9223372036854775808",
        "-9223372036854775809",
        "9223372036854775807.5",
        "18446744073709551616",
        "1e19",
        "1e400",
        "-1e999999999",
        "1e2147483647",
        "1e2147483648",
        "100e2147483647",
        "100000e2147483646",
        "1e-2147483648",
        "1e99999999999999999999",
        "1e-99999999999999999999",
        "123456789012345678901234567890"
      })
  void signed_noIntegerOf64Bits_isRefused(String text) {
    assertThatThrownBy(() -> int64(text)).isInstanceOf(RequestFault.class);
  }

  @Test
  void signed_longText_takesLinearTime() {
    // were it quadratic, this would not end
    assertThat(int64("0." + "0".repeat(8_000_000) + "7e8000001")).isEqualTo(7);
    assertThatThrownBy(() -> int64("7".repeat(8_000_000))).isInstanceOf(RequestFault.class);
  }

  @ParameterizedTest
  @CsvSource({
    "2147483647, true",
    "-2147483648, true",
    "2147483648, false",
    "-2147483649, false",
    "2.147483647e9, true",
    "2.147483648e9, false",
    "21474836480e-1, false"
  })
  void signed_range_isChecked(String text, boolean taken) {
    if (taken) {
      assertThat(signed(text, Integer.MIN_VALUE, Integer.MAX_VALUE))
          .isEqualTo(new BigDecimal(text).longValueExact());
    } else {
      assertThatThrownBy(() -> signed(text, Integer.MIN_VALUE, Integer.MAX_VALUE))
          .isInstanceOf(RequestFault.class)
          .hasMessageContaining("from -2147483648 to 2147483647");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, 0",
    "1e3, 1000",
    "9223372036854775808, 9223372036854775808",
    "18446744073709551615, 18446744073709551615",
    "18446744073709551615.0, 18446744073709551615",
    "1.8446744073709551615e19, 18446744073709551615"
  })
  void unsigned_fullRange_isExact(String text, BigInteger value) {
    assertThat(Long.toUnsignedString(uint64(text))).isEqualTo(value.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "-0.5",
        "18446744073709551616",
        "1e20",
        "1.5",
        "-1e0",
        "184467440737095516150",
        "1e2147483648",
        "100e2147483647",
        "99999999999999999999",
        "1e-99999999999999999999"
      })
  void unsigned_outOfRange_isRefused(String text) {
    assertThatThrownBy(() -> uint64(text)).isInstanceOf(RequestFault.class);
  }

  @Test
  void signed_randomNumbers_areAsBigDecimalSays() {
    Random random = new Random(64);
    for (int round = 0; round < 50_000; round++) {
      long value = random.nextLong() >> random.nextInt(64);
      int shift = random.nextInt(12);
      String text =
          switch (round % 3) {
            case 0 -> Long.toString(value);
            case 1 -> new BigDecimal(value).movePointLeft(shift).toPlainString() + "e" + shift;
            default -> value + "." + "0".repeat(shift + 1);
          };
      assertThat(int64(text)).as(text).isEqualTo(value);
    }
  }

  @Test
  void toDouble_randomNumbers_areAsJavaReadsThem() {
    Random random = new Random(754);
    for (int round = 0; round < 100_000; round++) {
      String text = decimal(random);
      assertThat(toDouble(text)).as(text).isEqualTo(Double.parseDouble(text));
    }
  }

  @Test
  void toFloat_randomNumbers_areRoundedOnce() {
    Random random = new Random(754);
    for (int round = 0; round < 100_000; round++) {
      String text = decimal(random);
      assertThat(toFloat(text)).as(text).isEqualTo(Float.parseFloat(text));
    }
  }

  private static String decimal(Random random) {
    String sign = random.nextBoolean() ? "-" : "";
    BigInteger digits = new BigInteger(1 + random.nextInt(64), random);
    int scale = random.nextInt(20);
    return switch (random.nextInt(4)) {
      case 0 -> sign + digits;
      case 1 -> sign + digits + "e" + (random.nextInt(40) - 25);
      case 2 -> Float.toString(random.nextInt() / 1000f);
      default -> sign + new BigDecimal(digits, scale).toPlainString();
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e309", "-1e309", "1.8e308", "1e99999999999"})
  void toDouble_tooLarge_isRefused(String text) {
    assertThatThrownBy(() -> toDouble(text)).isInstanceOf(RequestFault.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e39", "-3.5e38", "340282356779733661637539395458142568448"})
  void toFloat_tooLarge_isRefused(String text) {
    assertThatThrownBy(() -> toFloat(text)).isInstanceOf(RequestFault.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.40282346e38", "-3.4028235e38", "1e-400", "1e-46", "-0", "-0.0e5"})
  void toFloat_atTheEdges_isTaken(String text) {
    assertThat(toFloat(text)).isEqualTo(Float.parseFloat(text));
    assertThat(toDouble(text)).isEqualTo(Double.parseDouble(text));
  }
}
