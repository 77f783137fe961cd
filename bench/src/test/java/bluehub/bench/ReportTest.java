package bluehub.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/** The tables have a row for each thing that was run; their figures mean nothing here. */
class ReportTest {
  private static String report(String... what) throws RunnerException, CommandLineOptionException {
    String[] options = {
      "-f", "0", "-wi", "0", "-i", "1", "-r", "1ms", "-prof", "gc", "-v", "SILENT"
    };
    String[] all = new String[what.length + options.length];
    System.arraycopy(what, 0, all, 0, what.length);
    System.arraycopy(options, 0, all, what.length, options.length);
    return Report.of(new Runner(new CommandLineOptions(all)).run());
  }

  @Test
  void of_codecs_comparesThoseThatWereRun() throws Exception {
    String report =
        report("Codec", "-p", "sample=HELLO", "-p", "codec=BLUEHUB,JSON_FORMAT_DYNAMIC");
    assertThat(report.lines().map(line -> line.replaceAll("[0-9][0-9.,]*", "1")))
        .containsExactly(
            "| | BlueHub ns | B | dynamic ns | B | ratio | generated ns | B | ratio"
                + " | jackson ns | B | ratio |",
            "|---|---|---|---|---|---|---|---|---|---|---|---|",
            "| decode HELLO | 1 | 1 | 1 | 1 | 1 | | | | | | |",
            "| encode HELLO | 1 | 1 | 1 | 1 | 1 | | | | | | |");
  }

  @Test
  void of_routes_comparesThemToTheLeast() throws Exception {
    String report = report("Route", "-p", "routes=10,1000");
    assertThat(report.lines().map(line -> line.replaceAll("[0-9][0-9.,]*", "1")))
        .containsExactly(
            "| routes | ns | B | ratio |",
            "|---|---|---|---|",
            "| 1 | 1 | 1 | 1 |",
            "| 1 | 1 | 1 | 1 |");
    assertThat(report).contains("| 10 |", "| 1,000 |", "| 1.00 |");
  }
}
