package bluehub.gateway.check;

import java.io.PrintStream;
import java.util.List;

/**
 * The command: reads arguments, checks, prints, and tells the result by its exit status. It starts
 * nothing of the gateway.
 */
public final class CheckCommand {
  /** The first argument of the program that asks for this command. */
  public static final String NAME = "check";

  /** Nothing is wrong, and nothing breaks. */
  static final int FINE = 0;

  /** The gateway would refuse a schema. */
  static final int PROBLEMS = 1;

  /** The arguments are wrong, or a file that they name cannot be read. */
  static final int USAGE = 2;

  /** No problem, but changes that break clients. */
  static final int BREAKING = 3;

  private CheckCommand() {}

  /**
   * Runs the command.
   *
   * @param arguments those behind {@code check}
   * @param out takes the report, and nothing else
   * @param err takes what is wrong with the arguments
   * @return the exit status
   */
  public static int run(List<String> arguments, PrintStream out, PrintStream err) {
    if (arguments.contains("--help")) {
      out.print(Usage.TEXT);
      return FINE;
    }
    try {
      Arguments parsed = new ArgumentsParser(arguments).parse();
      Report report = new Check(parsed).run();
      out.print(parsed.json() ? JsonReport.of(report) : TextReport.of(report));
      out.flush();
      return status(report);
    } catch (UsageException e) {
      err.println("check: " + e.getMessage());
      err.println("Try: check --help");
      return USAGE;
    }
  }

  private static int status(Report report) {
    return switch (report.result()) {
      case FINE -> FINE;
      case PROBLEMS -> PROBLEMS;
      case BREAKING -> BREAKING;
    };
  }
}
