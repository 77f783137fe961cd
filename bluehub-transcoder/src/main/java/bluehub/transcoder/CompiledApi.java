package bluehub.transcoder;

import bluehub.transcoder.codec.ErrorFormat;
import bluehub.transcoder.codec.StatusEncoder;
import bluehub.transcoder.codec.TypeTable;
import bluehub.transcoder.fault.RequestFault;
import bluehub.transcoder.fault.SchemaProblem;
import bluehub.transcoder.route.ConflictPolicy;
import bluehub.transcoder.route.RouteMatch;
import bluehub.transcoder.route.RouteOptions;
import bluehub.transcoder.route.RouteTable;
import java.util.List;

/** An API that can be served: its routes and their methods. Immutable and thread-safe. */
public final class CompiledApi {
  private static final CompiledApi EMPTY =
      new CompiledApi(
          RouteTable.<CompiledMethod>builder(RouteOptions.DEFAULT).build(ConflictPolicy.REFUSE),
          List.of(),
          new StatusEncoder(TypeTable.of(List.of()), ErrorFormat.STATUS),
          List.of());

  private final RouteTable<CompiledMethod> routes;
  private final List<CompiledMethod> methods;
  private final StatusEncoder statuses;
  private final List<SchemaProblem> warnings;

  CompiledApi(
      RouteTable<CompiledMethod> routes,
      List<CompiledMethod> methods,
      StatusEncoder statuses,
      List<SchemaProblem> warnings) {
    this.routes = routes;
    this.methods = List.copyOf(methods);
    this.statuses = statuses;
    this.warnings = List.copyOf(warnings);
  }

  /** An API without a method. */
  public static CompiledApi empty() {
    return EMPTY;
  }

  /**
   * Finds the method that answers a request.
   *
   * @param httpMethod as it came; HEAD is answered as GET
   * @param rawPath the path as it came, percent-encoded, without the query
   * @throws RequestFault for a path that no server should answer: dot segments, malformed escapes
   */
  public RouteMatch<CompiledMethod> match(String httpMethod, String rawPath) {
    return routes.match(httpMethod, rawPath);
  }

  /** One for each binding, in the order of their declaration. */
  public List<CompiledMethod> methods() {
    return methods;
  }

  /**
   * What is served although it is doubtful: bindings that an earlier one of the same shape hides.
   */
  public List<SchemaProblem> warnings() {
    return warnings;
  }

  /** Errors as JSON, with the types of this API for their details. */
  public StatusEncoder status() {
    return statuses;
  }
}
