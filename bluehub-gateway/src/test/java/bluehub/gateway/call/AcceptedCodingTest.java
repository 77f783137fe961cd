package bluehub.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptedCodingTest {
  @ParameterizedTest
  @CsvSource({
    "gzip, true",
    "GZIP, true",
    "x-gzip, true",
    "'br, gzip, deflate', true",
    "'gzip;q=0.5, *;q=0', true",
    "'gzip ; q=0.001', true",
    "*, true",
    "'identity;q=0.5, *', true",
    "'gzip;q=0.5, identity;q=0.5', true",
    "'gzip;q=0', false",
    "'gzip;q=0.000', false",
    "'*, gzip;q=0', false",
    "'*;q=0', false",
    "'gzip;q=0.5, identity', false",
    "'identity', false",
    "br, false",
    "'gzip;q=2', false",
    "'gzip;q=-1', false",
    "'gzip;q=1e9', false",
    "'gzip;q=0x1', false",
    "'gzip;q=0.1234', false",
    "'gzip;q=', false",
    "'', false"
  })
  void gzip_byWeight(String header, boolean wanted) {
    assertThat(AcceptedCoding.gzip(header)).isEqualTo(wanted);
  }

  @Test
  void gzip_withoutAHeader_isNotWanted() {
    assertThat(AcceptedCoding.gzip(null)).isFalse();
  }
}
