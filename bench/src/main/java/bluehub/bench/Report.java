package bluehub.bench;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/**
 * Runs the benchmarks that JMH's options on the command line name, and prints the results as
 * Markdown tables: nanoseconds and bytes allocated for each call, and how many times as long the
 * other codecs take as the engine, and more routes as the least.
 */
public final class Report {
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private static final Comparator<Row> ROWS =
      Comparator.comparing(Row::method).thenComparing(Row::sample);

  /** What a row of the codecs' table is about. */
  private record Row(String method, Sample sample) {}

  private final StringBuilder text = new StringBuilder();

  private Report() {}

  public static void main(String[] args) throws RunnerException, CommandLineOptionException {
    Collection<RunResult> results = new Runner(new CommandLineOptions(args)).run();
    System.out.print(of(results));
  }

  /** The tables of what was run. */
  static String of(Collection<RunResult> results) {
    Report report = new Report();
    report.codecs(named(results, "CodecBenchmark"));
    report.routes(named(results, "RouteBenchmark"));
    return report.text.toString();
  }

  private static List<RunResult> named(Collection<RunResult> results, String benchmark) {
    return results.stream()
        .filter(result -> result.getParams().getBenchmark().contains("." + benchmark + "."))
        .toList();
  }

  private void codecs(List<RunResult> results) {
    Map<Row, Map<Codec.Kind, RunResult>> rows = new TreeMap<>(ROWS);
    for (RunResult result : results) {
      String method = result.getPrimaryResult().getLabel();
      Sample sample = Sample.valueOf(result.getParams().getParam("sample"));
      rows.computeIfAbsent(new Row(method, sample), row -> new TreeMap<>())
          .put(Codec.Kind.valueOf(result.getParams().getParam("codec")), result);
    }
    if (rows.isEmpty()) {
      return;
    }
    line(
        "| | BlueHub ns | B | dynamic ns | B | ratio | generated ns | B | ratio"
            + " | jackson ns | B | ratio |");
    line("|---|" + "---|".repeat(11));
    rows.values().forEach(this::codec);
  }

  private void codec(Map<Codec.Kind, RunResult> row) {
    RunResult any = row.values().iterator().next();
    text.append("| ")
        .append(any.getPrimaryResult().getLabel())
        .append(' ')
        .append(any.getParams().getParam("sample"));
    RunResult engine = row.get(Codec.Kind.BLUEHUB);
    for (Codec.Kind kind : Codec.Kind.values()) {
      RunResult result = row.get(kind);
      if (result == null) {
        text.append(kind == Codec.Kind.BLUEHUB ? " | |" : " | | |");
        continue;
      }
      text.append(" | ").append(number(time(result))).append(" | ");
      text.append(number(allocated(result)));
      if (kind != Codec.Kind.BLUEHUB) {
        text.append(" | ");
        text.append(engine == null ? "" : ratio(time(result) / time(engine)));
      }
    }
    line(" |");
  }

  private void routes(List<RunResult> results) {
    Map<Integer, RunResult> rows = new TreeMap<>();
    for (RunResult result : results) {
      rows.put(Integer.valueOf(result.getParams().getParam("routes")), result);
    }
    if (rows.isEmpty()) {
      return;
    }
    if (!text.isEmpty()) {
      line("");
    }
    line("| routes | ns | B | ratio |");
    line("|---|---|---|---|");
    double least = time(rows.values().iterator().next());
    rows.forEach(
        (routes, result) ->
            line(
                "| %,d | %s | %s | %s |"
                    .formatted(
                        routes,
                        number(time(result)),
                        number(allocated(result)),
                        ratio(time(result) / least))));
  }

  private void line(String end) {
    text.append(end).append('\n');
  }

  private static double time(RunResult result) {
    return result.getPrimaryResult().getScore();
  }

  /** Bytes for each call, or NaN where the profiler was not on. */
  private static double allocated(RunResult result) {
    Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
    return allocated == null ? Double.NaN : allocated.getScore();
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%,.0f", value);
  }

  private static String ratio(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
