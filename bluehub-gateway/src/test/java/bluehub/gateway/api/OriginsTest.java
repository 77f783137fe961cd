package bluehub.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginsTest {
  @ParameterizedTest
  @CsvSource({
    "*, https://a.example, true",
    "*, null, true",
    "null, null, true",
    "https://a.example, https://a.example, true",
    "https://a.example, https://b.example, false",
    "https://a.example, http://a.example, false",
    "https://a.example, https://a.example:8443, false",
    "https://a.example, https://a.example.evil, false",
    "https://*.a.example, https://x.a.example, true",
    "https://*.a.example, https://x.y.a.example, true",
    "https://*.a.example, https://a.example, false",
    "https://*.a.example, https://.a.example, false",
    "https://*.a.example, https://evil/.a.example, false",
    "https://*.a.example, https://evil:1.a.example, false",
    "https://*.a.example, https://evil@x.a.example, false",
    "https://*.a.example, https://xa.example, false",
    "https://*.a.example, null, false",
    "http://localhost:*, http://localhost:3000, true",
    "http://localhost:*, http://localhost, false",
    "http://localhost:*, http://localhost:, false",
    "http://localhost:*, http://localhost:3000.evil, false"
  })
  void allows(String setting, String origin, boolean allowed) {
    assertThat(new Origins(List.of(setting)).allows(origin)).isEqualTo(allowed);
  }
}
