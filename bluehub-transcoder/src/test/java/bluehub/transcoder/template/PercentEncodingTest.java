package bluehub.transcoder.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentEncodingTest {

  @ParameterizedTest
  @CsvSource({
    "abc, abc",
    "%61%2D%2e%5f%7E%30, a-._~0",
    "%2f%3A%2a, %2F%3A%2A",
    "%25%32%46, %252F",
    "é, %C3%A9",
    "🦋, %F0%9F%A6%8B",
    "a!b, a!b"
  })
  void normalize_text_resolvesUnreservedEscapes(String text, String normal) {
    assertThat(PercentEncoding.normalize(text)).isEqualTo(normal);
  }

  @Test
  void characterEnd_everyCodePoint_isOneCharacter() {
    for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint += 7) {
      if (Character.getType(codePoint) == Character.SURROGATE) {
        continue;
      }
      StringBuilder escaped = new StringBuilder();
      for (byte b : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
        escaped.append(String.format("%%%02x", b & 0xFF));
      }
      String text = escaped + "%41";
      assertThat(PercentEncoding.characterEnd(text, 0, text.length())).isEqualTo(escaped.length());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "%, -1",
    "%4, -1",
    "%zz, -1",
    "%80, -2",
    "%C0%80, -2",
    "%C3, -2",
    "%C3a, -2",
    "%C3%41, -2",
    "%C3%z, -1",
    "%E0%9F%80, -2",
    "%ED%A0%80, -2",
    "%F0%8F%80%80, -2",
    "%F4%90%80%80, -2",
    "%FF, -2"
  })
  void characterEnd_badEscape_isToldApart(String text, int result) {
    assertThat(PercentEncoding.characterEnd(text, 0, text.length())).isEqualTo(result);
  }

  @Test
  void characterEnd_endOfThePart_isRespected() {
    assertThat(PercentEncoding.characterEnd("%41", 0, 2)).isEqualTo(PercentEncoding.MALFORMED);
    assertThat(PercentEncoding.characterEnd("%C3%A9", 0, 5)).isEqualTo(PercentEncoding.MALFORMED);
    assertThat(PercentEncoding.characterEnd("%C3%A9", 0, 3)).isEqualTo(PercentEncoding.NOT_UTF8);
  }

  @Test
  void normalize_whatUrlEncoderEscapes_staysTheSame() {
    String encoded = URLEncoder.encode("a/b:c?d é平", StandardCharsets.UTF_8).replace("+", "%20");
    assertThat(PercentEncoding.normalize(encoded)).isEqualTo(encoded);
  }
}
