package bluehub.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class IgnoredTest {

  @Test
  void warning_ofFields_namesThem() {
    assertThat(Ignored.warning(List.of("a.b", "c")))
        .isEqualTo("299 bluehub \"ignored unknown fields: a.b, c\"");
  }

  @Test
  void warning_ofHostileNames_isHarmless() {
    assertThat(Ignored.warning(List.of("a\"\r\n\\ä")))
        .isEqualTo("299 bluehub \"ignored unknown fields: a?????\"");
  }

  @Test
  void warning_ofManyFields_isCutShort() {
    assertThat(Ignored.warning(Collections.nCopies(1_000, "field")))
        .hasSizeLessThan(1_100)
        .endsWith(", ...\"");
  }
}
