package bluehub.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentTextTest {
  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "plain, plain",
    "%41%62c, Abc",
    "%e5%B9%B3, 平",
    "100%, 100%",
    "100%2, 100%2",
    "%zz%4z%41, %zz%4zA",
    "a%FFb, a\ufffdb"
  })
  void escapes_areRead_andWhatIsNoneStays(String text, String plain) {
    assertThat(PercentText.decode(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(plain);
  }
}
