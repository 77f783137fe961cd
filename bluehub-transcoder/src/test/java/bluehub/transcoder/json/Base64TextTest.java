package bluehub.transcoder.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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

  /** A length that comes again goes through a block of its own. */
  @Test
  void writeAndRead_lengthsThatComeAgain_giveTheSame() {
    Random random = new Random(4648);
    Base64Text base64 = new Base64Text();
    byte[] bytes = new byte[7_000];
    random.nextBytes(bytes);
    byte[] text = new byte[10_000];
    byte[] read = new byte[7_010];
    int[] sizes = {47, 48, 50, 1023, 1024, 1024, 1024, 48, 48, 1024, 6_146, 6_146, 6_147, 6_147};
    for (int round = 0; round < 3; round++) {
      for (int size : sizes) {
        int end = base64.write(bytes, 3, size, text, 5);
        byte[] expected = Base64.getEncoder().encode(Arrays.copyOfRange(bytes, 3, 3 + size));
        assertThat(Arrays.copyOfRange(text, 5, end)).as("%d", size).isEqualTo(expected);
        int last = base64.read(text, 5, end, read, 1);
        assertThat(Arrays.copyOfRange(read, 1, last))
            .as("%d", size)
            .isEqualTo(Arrays.copyOfRange(bytes, 3, 3 + size));
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
