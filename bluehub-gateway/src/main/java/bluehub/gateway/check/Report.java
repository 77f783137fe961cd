package bluehub.gateway.check;

import bluehub.transcoder.change.SchemaChange;
import java.util.List;

/**
 * What a check has found.
 *
 * @param routes those of the sources that could be compiled, in the order of their declaration
 * @param problems what the gateway would refuse
 * @param warnings what it would serve, with a warning
 * @param compared the sources that were compared with a former version
 * @param changes what has changed since
 */
record Report(
    List<Route> routes,
    List<Finding> problems,
    List<Finding> warnings,
    List<Comparison> compared,
    List<Change> changes) {

  /**
   * @param source the source that has it
   * @param method the HTTP method; {@code *} for all
   * @param template the path
   * @param rpc {@code package.Service/Method}
   * @param body the field that takes the body, {@code *} for the whole message, empty for none
   * @param responseBody the field that makes the answer, empty for the whole message
   * @param streaming what streams
   */
  record Route(
      String source,
      String method,
      String template,
      String rpc,
      String body,
      String responseBody,
      Streaming streaming) {}

  /** What of a call is a stream. */
  enum Streaming {
    NONE,
    REQUESTS,
    ANSWERS,
    BOTH
  }

  /**
   * @param source the source where it is
   * @param file the proto or YAML file, or empty where it is the whole source
   * @param rpc the RPC's full name, or empty
   * @param rule method and template, or empty
   * @param found what was found
   * @param mend what to do
   */
  record Finding(String source, String file, String rpc, String rule, String found, String mend) {}

  /**
   * @param source what was compared
   * @param against with what
   */
  record Comparison(String source, String against) {}

  /**
   * @param source where it is
   * @param kind what kind of change
   * @param breaking whether clients can fail by it
   * @param subject what has changed
   * @param text how
   */
  record Change(
      String source, SchemaChange.Kind kind, boolean breaking, String subject, String text) {}

  /** What it comes to. */
  enum Result {
    FINE,
    PROBLEMS,
    BREAKING
  }

  Report {
    routes = List.copyOf(routes);
    problems = List.copyOf(problems);
    warnings = List.copyOf(warnings);
    compared = List.copyOf(compared);
    changes = List.copyOf(changes);
  }

  Result result() {
    if (!problems.isEmpty()) {
      return Result.PROBLEMS;
    }
    return changes.stream().anyMatch(Change::breaking) ? Result.BREAKING : Result.FINE;
  }
}
