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
import java.util.function.Function;

/**
 * Makes a {@link CompiledApi} of a {@link Schema}: all that a request needs is looked up once,
 * here.
 */
public final class ApiCompiler {
  private ApiCompiler() {}

  /**
   * Compiles all bindings of a schema, all with the same method options.
   *
   * @throws SchemaException when two bindings have the same method and shape and the options refuse
   *     that; all of them at once
   */
  public static CompiledApi compile(Schema schema, ApiOptions options) throws SchemaException {
    return compile(schema, options, binding -> options.methods());
  }

  /**
   * Compiles all bindings of a schema.
   *
   * @param methodOptions the options of each binding, instead of {@link ApiOptions#methods}
   * @throws SchemaException when two bindings have the same method and shape and the options refuse
   *     that; all of them at once
   */
  public static CompiledApi compile(
      Schema schema, ApiOptions options, Function<HttpBinding, MethodOptions> methodOptions)
      throws SchemaException {
    TypeTable types = TypeTable.of(schema.files());
    StatusEncoder statuses = new StatusEncoder(types, options.errors());
    List<CompiledMethod> methods = new ArrayList<>();
    RouteTable.Builder<CompiledMethod> routes = RouteTable.builder(options.routes());
    for (HttpBinding binding : schema.bindings()) {
      CompiledMethod method =
          new CompiledMethod(binding, types, statuses, methodOptions.apply(binding));
      methods.add(method);
      routes.add(binding.httpMethod(), binding.template(), method);
    }
    List<SchemaProblem> conflicts = routes.conflicts().stream().map(ApiCompiler::problem).toList();
    if (options.conflicts() == ConflictPolicy.REFUSE && !conflicts.isEmpty()) {
      throw new SchemaException(conflicts);
    }
    return new CompiledApi(routes.build(options.conflicts()), methods, statuses, conflicts);
  }

  private static SchemaProblem problem(RouteConflict<CompiledMethod> conflict) {
    return conflict.second().binding().duplicates(conflict.first().binding());
  }
}
