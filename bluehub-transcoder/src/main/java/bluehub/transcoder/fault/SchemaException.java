package bluehub.transcoder.fault;

import java.util.List;
import java.util.stream.Collectors;

/** A schema that was refused, with all of its problems at once. */
public final class SchemaException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<SchemaProblem> problems;

  /**
   * @param problems at least one
   */
  public SchemaException(List<SchemaProblem> problems) {
    super(
        problems.size()
            + (problems.size() == 1 ? " problem" : " problems")
            + " in the schema:\n"
            + problems.stream().map(p -> "  - " + p).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public List<SchemaProblem> problems() {
    return problems;
  }
}
