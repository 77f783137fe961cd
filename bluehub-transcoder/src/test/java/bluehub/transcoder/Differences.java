package bluehub.transcoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The cases where this project answers differently from others by intent, each with its reason. */
public final class Differences {
  private final Map<String, String> reasons = new LinkedHashMap<>();
  private final Set<String> met = new LinkedHashSet<>();

  public Differences declare(String name, String reason) {
    assertThat(reasons.put(name, reason)).as("%s is declared once", name).isNull();
    return this;
  }

  /** Whether a difference of that name is declared. */
  public boolean declares(String name) {
    return reasons.containsKey(name);
  }

  /** Runs an expectation that must hold, or fail where a difference of that name is declared. */
  public void check(String name, ThrowingCallable expectation) throws Throwable {
    String reason = reasons.get(name);
    if (reason == null) {
      expectation.call();
    } else {
      met.add(name);
      assertThatCode(expectation)
          .as("%s should differ, since %s", name, reason)
          .isInstanceOf(Throwable.class);
    }
  }

  /** Asserts, after all checks, that each declared difference was met: none is left over. */
  public void assertAllMet() {
    assertThat(met).as("the declared differences").isEqualTo(reasons.keySet());
  }
}
