package bluehub.gateway.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SitePageTest {
  private static final SitePage PAGE = page("a".repeat(1_000));

  private static SitePage page(String text) {
    return SitePage.of("text/plain", text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void gzip_ofPage_isThePage() throws IOException {
    byte[] gzip = Objects.requireNonNull(PAGE.gzip());

    assertThat(gzip).hasSizeLessThan(100);
    assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes())
        .isEqualTo(PAGE.plain());
  }

  @Test
  void gzip_thatIsNoSmaller_isNone() {
    assertThat(page("a").gzip()).isNull();
  }

  @Test
  void tags_areQuoted_andTellFormsAndContentsApart() {
    assertThat(PAGE.tag(false)).matches("\"[\\w-]{22}\"");
    assertThat(PAGE.tag(true)).matches("\"[\\w-]{22}-gzip\"");
    assertThat(page("a".repeat(1_000)).tag(false)).isEqualTo(PAGE.tag(false));
    assertThat(page("a".repeat(1_001)).tag(false)).isNotEqualTo(PAGE.tag(false));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      delimiter = '|',
      value = {
        "* | true",
        "TAG | true",
        "GZIP | true",
        "W/TAG | true",
        "\"x\", TAG | true",
        "\"x\",W/GZIP,\"y\" | true",
        "\"x\" | false",
        "'' | false",
        "x | false",
      })
  void ifNoneMatch_isComparedWeakly(String field, boolean matches) {
    String value = field.replace("TAG", PAGE.tag(false)).replace("GZIP", PAGE.tag(true));

    assertThat(PAGE.matches(value)).isEqualTo(matches);
  }

  @Test
  void ifNoneMatch_absent_matchesNothing() {
    assertThat(PAGE.matches(null)).isFalse();
  }
}
