package bluehub.transcoder.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import bluehub.transcoder.template.PathTemplate;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a look-up costs, in slots read and bytes allocated; never in time. */
class LookUpCostTest {
  private static final int LOOK_UPS = 1_000;

  /** An allowance for what the JVM itself allocates meanwhile, far below one object a look-up. */
  private static final long SLACK = 4 * LOOK_UPS;

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 1_000, 10_000, 100_000})
  void longestProbe_ofAnyNumberOfLiterals_staysSmall(int literals) {
    Map<String, Integer> entries = new HashMap<>();
    for (int i = 0; i < literals; i++) {
      entries.put("resource" + i, i);
    }
    LiteralTable<Integer> table = new LiteralTable<>(entries);

    assertThat(table.find("/resource0", 1, 10)).isZero();
    assertThat(table.longestProbe()).isLessThanOrEqualTo(20);
  }

  @Test
  void match_withoutVariable_allocatesNothing() throws Exception {
    RouteTable<String> table =
        Routes.table(RouteOptions.DEFAULT, List.of("GET /v1/a/b", "GET /v1/{x}/b", "GET /**:v"));

    assertThat(allocated(table, "GET", "/v1/a/b")).isLessThan(SLACK);
    assertThat(allocated(table, "GET", "/v1/%61/b:v")).isLessThan(SLACK);
  }

  @Test
  void match_ofNoRoute_allocatesNothing() throws Exception {
    RouteTable<String> table = Routes.table(RouteOptions.DEFAULT, List.of("GET /v1/{x}/b"));

    // Asking which methods are allowed makes one empty set.
    assertThat(allocated(table, "GET", "/v1/a/c")).isLessThan(LOOK_UPS * 64L + SLACK);
  }

  @Test
  void match_ofOneVariable_allocatesFoundCapturesAndValue() throws Exception {
    RouteTable<String> table =
        Routes.table(RouteOptions.DEFAULT, List.of("GET /v1/users/{id}", "GET /v1/{x=**}"));

    // Found 24, Captures 32, String 24, its bytes 24: at most, on a JVM without compact headers.
    assertThat(allocated(table, "GET", "/v1/users/hirasawa"))
        .isLessThanOrEqualTo(LOOK_UPS * 104L + SLACK);
  }

  @Test
  void match_allocation_doesNotGrowWithTheRoutes() throws Exception {
    RouteTable.Builder<Integer> builder = RouteTable.builder(RouteOptions.DEFAULT);
    for (int i = 0; i < 10_000; i++) {
      builder.add("GET", PathTemplate.parse("/v1/{name=collection" + i + "/*}/items"), i);
    }
    RouteTable<Integer> table = builder.build(ConflictPolicy.REFUSE);
    RouteTable<String> one =
        Routes.table(RouteOptions.DEFAULT, List.of("GET /v1/{name=collection777/*}/items"));

    String path = "/v1/collection777/x/items";
    assertThat(allocated(table, "GET", path)).isCloseTo(allocated(one, "GET", path), within(SLACK));
  }

  private static long allocated(RouteTable<?> table, String method, String path) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    run(table, method, path);
    long before = threads.getCurrentThreadAllocatedBytes();
    run(table, method, path);
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private static void run(RouteTable<?> table, String method, String path) {
    for (int i = 0; i < LOOK_UPS; i++) {
      if (table.match(method, path) instanceof RouteMatch.WrongMethod<?>) {
        throw new AssertionError(path);
      }
    }
  }
}
