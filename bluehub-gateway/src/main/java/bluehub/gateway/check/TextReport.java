package bluehub.gateway.check;

import bluehub.gateway.check.Report.Change;
import bluehub.gateway.check.Report.Comparison;
import bluehub.gateway.check.Report.Finding;
import bluehub.gateway.check.Report.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A report for people. */
final class TextReport {
  private final Report report;
  private final StringBuilder text = new StringBuilder();

  private TextReport(Report report) {
    this.report = report;
  }

  static String of(Report report) {
    return new TextReport(report).print();
  }

  private String print() {
    routes();
    findings("Problems", report.problems());
    findings("Warnings", report.warnings());
    for (Comparison comparison : report.compared()) {
      changes(comparison);
    }
    head("Result: " + result());
    return text.toString();
  }

  private void routes() {
    int method = width(report.routes().stream().map(Route::method));
    int template = width(report.routes().stream().map(Route::template));
    String source = "";
    for (Route route : report.routes()) {
      if (!route.source().equals(source)) {
        source = route.source();
        head("Routes of " + source);
      }
      String form = "  %-" + method + "s  %-" + template + "s  %s%s";
      line(form.formatted(route.method(), route.template(), route.rpc(), extras(route)));
    }
  }

  private static int width(Stream<String> texts) {
    return texts.mapToInt(String::length).max().orElse(1);
  }

  private static String extras(Route route) {
    List<String> extras = new ArrayList<>();
    if (!route.body().isEmpty()) {
      extras.add("body " + route.body());
    }
    if (!route.responseBody().isEmpty()) {
      extras.add("answers " + route.responseBody());
    }
    switch (route.streaming()) {
      case NONE -> {}
      case REQUESTS -> extras.add("streams requests");
      case ANSWERS -> extras.add("streams answers");
      case BOTH -> extras.add("streams both ways");
    }
    return extras.isEmpty() ? "" : "  (" + String.join(", ", extras) + ")";
  }

  private void findings(String what, List<Finding> findings) {
    if (findings.isEmpty()) {
      return;
    }
    head("%s (%d)".formatted(what, findings.size()));
    for (Finding finding : findings) {
      String place =
          String.join(
              ": ",
              Stream.of(finding.source(), finding.file(), finding.rpc(), finding.rule())
                  .filter(part -> !part.isEmpty())
                  .toList());
      line("  " + place);
      line("    found: " + finding.found());
      line("    mend:  " + finding.mend());
    }
  }

  private void changes(Comparison comparison) {
    List<Change> changes =
        report.changes().stream()
            .filter(change -> change.source().equals(comparison.source()))
            .toList();
    String since = comparison.source() + " since " + comparison.against();
    head(changes.isEmpty() ? "No changes of " + since : "Changes of " + since);
    for (Change change : changes) {
      String mark = change.breaking() ? "breaking" : "";
      line("  %-8s  %s: %s".formatted(mark, change.subject(), change.text()));
    }
  }

  private String result() {
    long breaking = report.changes().stream().filter(Change::breaking).count();
    return count(report.routes().size(), "route")
        + ", "
        + count(report.problems().size(), "problem")
        + ", "
        + count(report.warnings().size(), "warning")
        + (report.compared().isEmpty() ? "" : ", " + count(breaking, "breaking change"));
  }

  private static String count(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  private void head(String line) {
    if (!text.isEmpty()) {
      text.append('\n');
    }
    line(line);
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
