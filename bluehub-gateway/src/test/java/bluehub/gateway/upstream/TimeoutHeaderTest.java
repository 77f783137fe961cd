package bluehub.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeoutHeaderTest {
  @ParameterizedTest
  @CsvSource({
    "-1, 1u",
    "0, 1u",
    "999, 1u",
    "2500, 2u",
    "99999999, 99999u",
    "100000000, 100m",
    "14999999999, 14999m",
    "99999999999999, 99999999m",
    "100000000000000, 100000S",
    "9223372036854775806, 99999999S"
  })
  void of_roundsDown_andHasEightDigitsAtMost(long nanos, String expected) {
    TimeoutHeader header = new TimeoutHeader();
    for (int i = 0; i < 2; i++) {
      assertThat(new String(header.of(nanos), StandardCharsets.US_ASCII)).isEqualTo(expected);
      assertThat(header.of(200_000_000)).isEqualTo(new byte[] {'2', '0', '0', 'm'});
    }
  }
}
