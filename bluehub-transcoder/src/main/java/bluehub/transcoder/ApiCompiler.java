package bluehub.transcoder;

import bluehub.transcoder.codec.StatusEncoder;
import bluehub.transcoder.codec.TypeTable;
import bluehub.transcoder.fault.SchemaException;
import bluehub.transcoder.fault.SchemaProblem;
import bluehub.transcoder.route.ConflictPolicy;
import bluehub.transcoder.route.RouteConflict;
import bluehub.transcoder.route.RouteTable;
import bluehub.transcoder.schema.HttpBinding;
import bluehub.transcoder.schema.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a {@link CompiledApi} of a {@link Schema}: all that a request needs is looked up once,
 * here.
 */
public final class ApiCompiler {
  private ApiCompiler() {}

  /**
   * Compiles all bindings of a schema.
   *
   * @throws SchemaException when two bindings have the same method and shape and the options refuse
   *     that; all of them at once
   */
  public static CompiledApi compile(Schema schema, ApiOptions options) throws SchemaException {
    TypeTable types = TypeTable.of(schema.files());
    StatusEncoder statuses = new StatusEncoder(types);
    List<CompiledMethod> methods = new ArrayList<>();
    RouteTable.Builder<CompiledMethod> routes = RouteTable.builder(options.routes());
    for (HttpBinding binding : schema.bindings()) {
      CompiledMethod method = new CompiledMethod(binding, types, statuses, options);
      methods.add(method);
      routes.add(binding.httpMethod(), binding.template(), method);
    }
    if (options.conflicts() == ConflictPolicy.REFUSE && !routes.conflicts().isEmpty()) {
      throw new SchemaException(routes.conflicts().stream().map(ApiCompiler::problem).toList());
    }
    return new CompiledApi(routes.build(options.conflicts()), methods, statuses);
  }

  private static SchemaProblem problem(RouteConflict<CompiledMethod> conflict) {
    HttpBinding first = conflict.first().binding();
    return conflict
        .second()
        .binding()
        .problem(
            "%s of %s answers exactly the same requests"
                .formatted(first.rule(), first.rpc().getFullName()),
            "give one of the two another path or method, or let the first one win by option");
  }
}
