package bluehub.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Security;
import org.junit.jupiter.api.Test;

/** The properties are the process's; no other test depends on them. */
class AddressCachesTest {
  private static final String FOUND = "networkaddress.cache.ttl";
  private static final String NOT_FOUND = "networkaddress.cache.negative.ttl";

  @Test
  void shorten_changesDefaults_andLeavesWhatWasSet() {
    System.clearProperty(FOUND);
    Security.setProperty(NOT_FOUND, "10");

    AddressCaches.shorten();

    assertThat(Security.getProperty(FOUND)).isEqualTo("1");
    assertThat(Security.getProperty(NOT_FOUND)).isEqualTo("1");
    assertThat(System.getProperty(FOUND)).isEqualTo("0");

    Security.setProperty(FOUND, "7");
    Security.setProperty(NOT_FOUND, "8");
    System.setProperty(FOUND, "9");

    AddressCaches.shorten();

    assertThat(Security.getProperty(FOUND)).isEqualTo("7");
    assertThat(Security.getProperty(NOT_FOUND)).isEqualTo("8");
    assertThat(System.getProperty(FOUND)).isEqualTo("9");

    Security.setProperty(FOUND, "1");
  }
}
