package bluehub.gateway.check;

import bluehub.gateway.check.Report.Change;
import bluehub.gateway.check.Report.Comparison;
import bluehub.gateway.check.Report.Finding;
import bluehub.gateway.check.Report.Result;
import bluehub.gateway.check.Report.Route;
import java.util.List;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A report for programs. Its form is stable: members may come, none will go or change its meaning
 * while {@code version} is 1.
 */
final class JsonReport {
  private static final int VERSION = 1;

  /** The members in their order. */
  private record Form(
      int version,
      Result result,
      List<Route> routes,
      List<Finding> problems,
      List<Finding> warnings,
      List<Comparison> compared,
      List<Change> changes) {}

  private JsonReport() {}

  static String of(Report report) {
    Form form =
        new Form(
            VERSION,
            report.result(),
            report.routes(),
            report.problems(),
            report.warnings(),
            report.compared(),
            report.changes());
    return JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enumNamingStrategy(EnumNamingStrategies.SNAKE_CASE)
            .build()
            .writeValueAsString(form)
        + "\n";
  }
}
