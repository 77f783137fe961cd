package bluehub.transcoder.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class JsonWriterTest {
  private static final byte[] A = "\"a\":".getBytes(StandardCharsets.UTF_8);
  private static final byte[] B = "\"b\":".getBytes(StandardCharsets.UTF_8);

  private static String written(boolean pretty, Consumer<JsonWriter> calls) {
    JsonWriter out = new JsonWriter();
    out.reset(pretty);
    calls.accept(out);
    return new String(out.array(), 0, out.length(), StandardCharsets.UTF_8);
  }

  private static String written(Consumer<JsonWriter> calls) {
    return written(false, calls);
  }

  private static void sample(JsonWriter out) {
    out.beginObject();
    out.member(A);
    out.beginArray();
    out.element();
    out.number(1L);
    out.element();
    out.beginObject();
    out.endObject();
    out.endArray();
    out.member(B);
    out.beginObject();
    out.element();
    out.string("k");
    out.colon();
    out.nullValue();
    out.endObject();
    out.endObject();
  }

  @Test
  void write_compact_hasNoWhiteSpace() {
    assertThat(written(JsonWriterTest::sample)).isEqualTo("{\"a\":[1,{}],\"b\":{\"k\":null}}");
  }

  @Test
  void write_pretty_hasALineForEachMemberAndNoneInWhatIsEmpty() {
    assertThat(written(true, JsonWriterTest::sample))
        .isEqualTo(
            """
            {
              "a": [
                1,
                {}
              ],
              "b": {
                "k": null
              }
            }\
            """);
  }

  private static void elements(JsonWriter out) {
    out.beginArray();
    out.element(1L);
    out.quotedElement(-2L);
    out.element(0.5);
    out.element(Double.NaN);
    out.element(0.25f);
    out.element(Float.NEGATIVE_INFINITY);
    out.element(Long.MIN_VALUE);
    out.endArray();
  }

  @Test
  void element_numbers_haveTheirCommas() {
    assertThat(written(JsonWriterTest::elements))
        .isEqualTo("[1,\"-2\",0.5,\"NaN\",0.25,\"-Infinity\",-9223372036854775808]");
  }

  @Test
  void element_numbersPretty_haveTheirLines() {
    assertThat(written(true, JsonWriterTest::elements))
        .isEqualTo(
            """
            [
              1,
              "-2",
              0.5,
              "NaN",
              0.25,
              "-Infinity",
              -9223372036854775808
            ]\
            """);
  }

  @Test
  void rewind_afterAMember_forgetsItAndItsComma() {
    String text =
        written(
            out -> {
              out.beginObject();
              int length = out.length();
              boolean first = out.isFirst();
              out.member(A);
              out.bool(true);
              out.rewind(length, first);
              out.member(B);
              out.bool(false);
              out.endObject();
            });
    assertThat(text).isEqualTo("{\"b\":false}");
  }

  // --- strings

  @Test
  void string_controlQuoteAndBackslash_areEscapedAndNothingElse() {
    String text = "\u0000\u0001\b\t\n\u000b\f\r\u001f \"\\/\u007f\u0080é平\u2028😀";
    assertThat(written(out -> out.string(text)))
        .isEqualTo(
            "\"\\u0000\\u0001\\b\\t\\n\\u000b\\f\\r\\u001f \\\"\\\\/\u007f\u0080é平\u2028😀\"");
  }

  @Test
  void string_everyOffsetOfEverySpecialCharacter_readsBackAsItWas() {
    for (String special : new String[] {"\"", "\\", "\n", "\u0001", "é", "平", "😀"}) {
      for (int before = 0; before < 20; before++) {
        for (int after = 0; after < 20; after += 3) {
          String text = "x".repeat(before) + special + "y".repeat(after) + special;
          assertThat(JsonMapper.shared().readTree(written(out -> out.string(text))).asString())
              .isEqualTo(text);
        }
      }
    }
  }

  @Test
  void string_randomText_readsBackAsItWas() {
    Random random = new Random(7);
    for (int round = 0; round < 3_000; round++) {
      StringBuilder text = new StringBuilder();
      int size = random.nextInt(60);
      while (text.length() < size) {
        int bound = random.nextInt(4) == 0 ? 0x110000 : random.nextBoolean() ? 0x80 : 0x3000;
        int point = random.nextInt(bound);
        text.appendCodePoint(point >= 0xD800 && point < 0xE000 ? 'x' : point);
      }
      String value = text.toString();
      assertThat(JsonMapper.shared().readTree(written(out -> out.string(value))).asString())
          .isEqualTo(value);
    }
  }

  @Test
  void string_malformedUtf8_becomesReplacementCharactersAndIsTold() {
    byte[] bytes = {'a', (byte) 0xC3, 'b', (byte) 0xFF, (byte) 0xED, (byte) 0xA0, (byte) 0x80};
    JsonWriter out = new JsonWriter();
    out.reset(false);
    assertThat(out.string(bytes, 0, bytes.length)).isFalse();
    assertThat(new String(out.array(), 0, out.length(), StandardCharsets.UTF_8))
        .isEqualTo("\"a\ufffdb\ufffd\ufffd\ufffd\ufffd\"");
  }

  /** Unicode 3.9, "U+FFFD Substitution of Maximal Subparts", with the examples of tables 3-8 on. */
  @ParameterizedTest
  @CsvSource({
    "61 f1 80 80 e1 80 c2 62 80 63 80 bf 64, a\ufffd\ufffd\ufffdb\ufffdc\ufffd\ufffdd",
    "c0 af e0 80 bf f0 81 82 41, \ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffdA",
    "ed a0 80 ed bf bf ed af 41, \ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffdA",
    "f4 91 92 93 ff 41 80 bf 42, \ufffd\ufffd\ufffd\ufffd\ufffdA\ufffd\ufffdB",
    "e1 80 e2 f0 91 92 f1 bf 41, \ufffd\ufffd\ufffd\ufffdA",
    "61 ef bf, a\ufffd"
  })
  void string_malformedUtf8_hasOneReplacementForTheBeginOfACharacter(String hex, String text) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    JsonWriter out = new JsonWriter();
    out.reset(false);
    assertThat(out.string(bytes, 0, bytes.length)).isFalse();
    assertThat(new String(out.array(), 0, out.length(), StandardCharsets.UTF_8))
        .isEqualTo('"' + text + '"');
  }

  /** But for surrogates, of which the JDK replaces all three bytes by one character. */
  @Test
  void string_anyBytes_areReplacedAsTheJdkReplacesThem() {
    Random random = new Random(11);
    byte[] leads = {'a', (byte) 0x80, (byte) 0xBF, (byte) 0xC2, (byte) 0xE0};
    byte[] more = {(byte) 0xEF, (byte) 0xF0, (byte) 0xF4, (byte) 0xF5, (byte) 0x90, (byte) 0xA0};
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[1 + random.nextInt(12)];
      for (int i = 0; i < bytes.length; i++) {
        byte[] from = random.nextBoolean() ? leads : more;
        bytes[i] = from[random.nextInt(from.length)];
      }
      JsonWriter out = new JsonWriter();
      out.reset(false);
      out.string(bytes, 0, bytes.length);
      assertThat(new String(out.array(), 0, out.length(), StandardCharsets.UTF_8))
          .isEqualTo('"' + new String(bytes, StandardCharsets.UTF_8) + '"');
    }
  }

  @Test
  void string_muchMalformedAndEscapedText_growsTheBuffer() {
    byte[] bytes = new byte[5_000];
    for (int fill : new int[] {0xFF, 0x01, '"'}) {
      Arrays.fill(bytes, (byte) fill);
      JsonWriter out = new JsonWriter();
      out.reset(false);
      out.string(bytes, 0, bytes.length);
      int each = fill == 0xFF ? 3 : fill == 1 ? 6 : 2;
      assertThat(out.length()).isEqualTo(2 + each * bytes.length);
    }
  }

  // --- integers

  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        1,
        9,
        10,
        11,
        99,
        100,
        101,
        999,
        1000,
        12345,
        999_999_999L,
        1_000_000_000L,
        999_999_999_999_999_999L,
        1_000_000_000_000_000_000L,
        Long.MAX_VALUE
      })
  void number_integer_isItsDecimalText(long value) {
    for (long signed : new long[] {value, -value, -value - 1}) {
      assertThat(written(out -> out.number(signed))).isEqualTo(Long.toString(signed));
      assertThat(written(out -> out.quotedNumber(signed))).isEqualTo("\"" + signed + "\"");
      assertThat(written(out -> out.unsignedNumber(signed)))
          .isEqualTo(Long.toUnsignedString(signed));
      assertThat(written(out -> out.quotedUnsigned(signed)))
          .isEqualTo("\"" + Long.toUnsignedString(signed) + "\"");
    }
  }

  @Test
  void number_randomIntegersOfAllSizes_areTheirDecimalText() {
    Random random = new Random(1);
    for (int round = 0; round < 20_000; round++) {
      long value = random.nextLong() >> random.nextInt(64);
      assertThat(written(out -> out.number(value))).isEqualTo(Long.toString(value));
      assertThat(written(out -> out.unsignedNumber(value))).isEqualTo(Long.toUnsignedString(value));
    }
  }

  // --- floating point

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, -0",
    "1, 1",
    "-1.5, -1.5",
    "0.1, 0.1",
    "0.3, 0.3",
    "100, 100",
    "123456789, 123456789",
    "1e14, 100000000000000",
    "0.001, 0.001",
    "3.14159, 3.14159",
    "0.07, 0.07",
    "0.0012345, 0.0012345",
    "1234.5, 1234.5",
    "1e15, 1.0E15",
    "1.5e20, 1.5E20",
    "0.00025, 2.5E-4",
    "NaN, \"NaN\"",
    "Infinity, \"Infinity\"",
    "-Infinity, \"-Infinity\""
  })
  void number_double_isShortest(double value, String text) {
    assertThat(written(out -> out.number(value))).isEqualTo(text);
    if (value != 123456789 && value != 1e14) {
      assertThat(written(out -> out.number((float) value))).isEqualTo(text);
    }
  }

  @Test
  void number_doubles_readBackAndAreNoLongerThanJavasShortest() {
    Random random = new Random(754);
    for (int round = 0; round < 100_000; round++) {
      double value =
          switch (round % 4) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> random.nextLong() / Math.pow(10, random.nextInt(20));
            case 2 -> random.nextInt() / Math.pow(10, random.nextInt(12));
            default -> Math.nextUp(random.nextInt(2_000_000) / Math.pow(10, random.nextInt(8)));
          };
      if (!Double.isFinite(value)) {
        continue;
      }
      String text = written(out -> out.number(value));
      assertThat(Double.parseDouble(text)).as(text).isEqualTo(value);
      assertThat(digits(text)).as(text).isEqualTo(digits(Double.toString(value)));
    }
  }

  @Test
  void number_floats_readBackAndAreNoLongerThanJavasShortest() {
    Random random = new Random(754);
    for (int round = 0; round < 100_000; round++) {
      float value =
          switch (round % 4) {
            case 0 -> Float.intBitsToFloat(random.nextInt());
            case 1 -> (float) (random.nextInt() / Math.pow(10, random.nextInt(12)));
            case 2 -> random.nextInt(1_000_000) / 1000f;
            default ->
                Math.nextUp((float) (random.nextInt(2_000) / Math.pow(10, random.nextInt(5))));
          };
      if (!Float.isFinite(value)) {
        continue;
      }
      String text = written(out -> out.number(value));
      assertThat(Float.parseFloat(text)).as(text).isEqualTo(value);
      assertThat(digits(text)).as(text).isEqualTo(digits(Float.toString(value)));
    }
  }

  /** The significant digits of a decimal text: no sign, point, exponent, or zeros at the ends. */
  private static String digits(String text) {
    String mantissa = text.replaceFirst("[eE].*", "").replace(".", "").replace("-", "");
    return mantissa.replaceFirst("^0+", "").replaceFirst("0+$", "");
  }

  // --- base64

  @Test
  void base64_everyLength_isStandardAndPadded() {
    byte[] bytes = new byte[4_000];
    new Random(4648).nextBytes(bytes);
    for (int size = 0; size <= bytes.length; size += size < 300 ? 1 : 37) {
      byte[] part = Arrays.copyOfRange(bytes, 0, size);
      assertThat(written(out -> out.base64(bytes, 0, part.length)))
          .isEqualTo("\"" + Base64.getEncoder().encodeToString(part) + "\"");
    }
  }
}
