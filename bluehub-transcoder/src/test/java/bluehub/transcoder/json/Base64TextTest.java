package bluehub.transcoder.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Base64TextTest {

  /** The bytes of a text in hexadecimal, or "refused". */
  private static String read(String text) {
    byte[] utf8 = ("##" + text).getBytes(StandardCharsets.UTF_8);
    byte[] out = new byte[Base64Text.atMost(utf8.length - 2) + 1];
    int end = new Base64Text().read(utf8, 2, utf8.length, out, 1);
    return end < 0 ? "refused" : HexFormat.of().formatHex(out, 1, end);
  }

  @Test
  void read_everyLengthInBothAlphabetsWithAndWithoutPadding_givesTheBytes() {
    Random random = new Random(4648);
    for (int size = 0; size < 1_600; size += size < 200 ? 1 : 37) {
      byte[] bytes = new byte[size];
      random.nextBytes(bytes);
      for (Base64.Encoder encoder :
          new Base64.Encoder[] {Base64.getEncoder(), Base64.getUrlEncoder()}) {
        assertThat(read(encoder.encodeToString(bytes))).isEqualTo(HexFormat.of().formatHex(bytes));
        assertThat(read(encoder.withoutPadding().encodeToString(bytes)))
            .isEqualTo(HexFormat.of().formatHex(bytes));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"+_8=, fbff", "-/8, fbff", "____, ffffff", "-_+/, fbffbf", "'', ''"})
  void read_alphabetsMixed_isTaken(String text, String hex) {
    assertThat(read(text)).isEqualTo(hex);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A",
        "AAAAA",
        "=",
        "==",
        "===",
        "A=",
        "A==",
        "A===",
        "AA=",
        "AAA==",
        "AAAA=",
        "AAAA==",
        "AA=A",
        "AA==AA==",
        "AA AA",
        " AAA",
        "AAA\n",
        "AA*=",
        "A%3D",
        "AA\u00e9",
        "平平平",
        "AA,A",
        "AA.A"
      })
  void read_whatIsNoBase64_isRefused(String text) {
    assertThat(read(text)).isEqualTo("refused");
  }
}
