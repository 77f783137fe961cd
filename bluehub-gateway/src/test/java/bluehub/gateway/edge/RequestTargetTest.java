package bluehub.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestTargetTest {

  @ParameterizedTest
  @CsvSource({
    "/a/b?c=d, /a/b?c=d",
    "*, *",
    "'', ''",
    "http://host, /",
    "http://host:80/, /",
    "HTTP://host/a%2Fb?c, /a%2Fb?c",
    "https://user@host/a//b, /a//b",
    "http://host?c=d, /?c=d",
    "host:443, host:443",
    "ftp://host/a, ftp://host/a"
  })
  void origin_ofTarget_isPathAndQuery(String target, String origin) {
    assertThat(RequestTarget.origin(target)).isEqualTo(origin);
  }
}
