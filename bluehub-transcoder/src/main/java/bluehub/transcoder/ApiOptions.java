package bluehub.transcoder;

import bluehub.transcoder.codec.ErrorFormat;
import bluehub.transcoder.codec.ParseOptions;
import bluehub.transcoder.codec.PrintOptions;
import bluehub.transcoder.route.ConflictPolicy;
import bluehub.transcoder.route.RouteOptions;

/**
 * How an API is compiled.
 *
 * @param routes how paths are read
 * @param conflicts what to do with two bindings of the same method and shape
 * @param errors how errors are told
 * @param methods how requests are read and answers printed, but for the methods that {@link
 *     ApiCompiler#compile(bluehub.transcoder.schema.Schema, ApiOptions,
 *     java.util.function.Function)} is told otherwise of
 */
public record ApiOptions(
    RouteOptions routes, ConflictPolicy conflicts, ErrorFormat errors, MethodOptions methods) {
  private static final ApiOptions DEFAULTS =
      new ApiOptions(
          RouteOptions.DEFAULT, ConflictPolicy.REFUSE, ErrorFormat.STATUS, MethodOptions.DEFAULT);

  /** Specificity decides, conflicts are refused, errors are {@code google.rpc.Status}. */
  public static ApiOptions defaults() {
    return DEFAULTS;
  }

  public ApiOptions withRoutes(RouteOptions value) {
    return new ApiOptions(value, conflicts, errors, methods);
  }

  public ApiOptions withConflicts(ConflictPolicy value) {
    return new ApiOptions(routes, value, errors, methods);
  }

  public ApiOptions withErrors(ErrorFormat value) {
    return new ApiOptions(routes, conflicts, value, methods);
  }

  public ApiOptions withMethods(MethodOptions value) {
    return new ApiOptions(routes, conflicts, errors, value);
  }

  /** Short for the methods' {@link MethodOptions#withParse}. */
  public ApiOptions withParse(ParseOptions value) {
    return withMethods(methods.withParse(value));
  }

  /** Short for the methods' {@link MethodOptions#withPrint}. */
  public ApiOptions withPrint(PrintOptions value) {
    return withMethods(methods.withPrint(value));
  }
}
