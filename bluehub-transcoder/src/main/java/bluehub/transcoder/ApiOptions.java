package bluehub.transcoder;

import bluehub.transcoder.codec.ParseOptions;
import bluehub.transcoder.codec.PrintOptions;
import bluehub.transcoder.route.ConflictPolicy;
import bluehub.transcoder.route.RouteOptions;

/**
 * How an API is compiled.
 *
 * @param routes how paths are read
 * @param conflicts what to do with two bindings of the same method and shape
 * @param parse how requests are read
 * @param print how answers are printed where the request does not say otherwise
 * @param maxAnswerDepth how deep answers may nest
 */
public record ApiOptions(
    RouteOptions routes,
    ConflictPolicy conflicts,
    ParseOptions parse,
    PrintOptions print,
    int maxAnswerDepth) {
  private static final ApiOptions DEFAULTS =
      new ApiOptions(
          RouteOptions.DEFAULT,
          ConflictPolicy.REFUSE,
          ParseOptions.DEFAULT,
          PrintOptions.DEFAULT,
          100);

  public static ApiOptions defaults() {
    return DEFAULTS;
  }

  public ApiOptions withRoutes(RouteOptions value) {
    return new ApiOptions(value, conflicts, parse, print, maxAnswerDepth);
  }

  public ApiOptions withConflicts(ConflictPolicy value) {
    return new ApiOptions(routes, value, parse, print, maxAnswerDepth);
  }

  public ApiOptions withParse(ParseOptions value) {
    return new ApiOptions(routes, conflicts, value, print, maxAnswerDepth);
  }

  public ApiOptions withPrint(PrintOptions value) {
    return new ApiOptions(routes, conflicts, parse, value, maxAnswerDepth);
  }

  public ApiOptions withMaxAnswerDepth(int value) {
    return new ApiOptions(routes, conflicts, parse, print, value);
  }
}
