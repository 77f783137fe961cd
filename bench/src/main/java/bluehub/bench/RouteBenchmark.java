package bluehub.bench;

import bluehub.transcoder.route.ConflictPolicy;
import bluehub.transcoder.route.RouteMatch;
import bluehub.transcoder.route.RouteOptions;
import bluehub.transcoder.route.RouteTable;
import bluehub.transcoder.template.PathTemplate;
import bluehub.transcoder.template.TemplateException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Finding a route among 10 to 10,000. The same 64 paths are asked for whatever the size, spread
 * over the table, so that what is compared is the table and not the paths.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(
    value = 2,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-Xms256m", "-Xmx256m"})
public class RouteBenchmark {
  private static final int PATHS = 64;

  @Param({"10", "1000", "10000"})
  int routes = 10;

  private RouteTable<Integer> table =
      RouteTable.<Integer>builder(RouteOptions.DEFAULT).build(ConflictPolicy.REFUSE);
  private final String[] paths = new String[PATHS];
  private int next;

  @Setup
  public void prepare() throws TemplateException {
    RouteTable.Builder<Integer> builder = RouteTable.builder(RouteOptions.DEFAULT);
    for (int i = 0; i < routes; i++) {
      builder.add("GET", PathTemplate.parse(template(i)), i);
    }
    table = builder.build(ConflictPolicy.REFUSE);
    for (int i = 0; i < PATHS; i++) {
      int route = (int) ((long) i * routes / PATHS);
      // as long in every table: five digits, whatever the number
      paths[i] = "/v1/service%05d/things/t%05d/parts".formatted(route, i);
    }
  }

  private static String template(int i) {
    return "/v1/service%05d/things/{thing}/parts".formatted(i);
  }

  @Benchmark
  public RouteMatch<Integer> match() {
    next = (next + 1) % PATHS;
    return table.match("GET", paths[next]);
  }
}
