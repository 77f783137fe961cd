package bluehub.gateway.api;

import bluehub.transcoder.CompiledMethod;
import bluehub.transcoder.MethodOptions;
import bluehub.transcoder.fault.SchemaProblem;
import bluehub.transcoder.schema.HttpBinding;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of single routes, as one file has them: of several rules for a route each says what
 * the earlier ones do not, and the later one counts where both say something. Immutable.
 */
final class RouteRules {
  /** No rule. */
  static final RouteRules NONE = new RouteRules(List.of());

  private static final int OK = 200;

  private final List<RouteRule> rules;

  RouteRules(List<RouteRule> rules) {
    this.rules = List.copyOf(rules);
  }

  private RouteSettings settings(HttpBinding binding) {
    RouteSettings settings = RouteSettings.NONE;
    for (RouteRule rule : rules) {
      if (rule.selects(binding)) {
        settings = rule.settings().over(settings);
      }
    }
    return settings;
  }

  /** How a route's texts are read and printed. */
  MethodOptions method(HttpBinding binding, MethodOptions base) {
    return rules.isEmpty() ? base : settings(binding).on(base);
  }

  /** How long a route's calls may take; zero for no limit. */
  Duration deadline(HttpBinding binding, Duration base) {
    Duration own = settings(binding).deadline();
    return own == null ? base : own;
  }

  /**
   * In what the serving of a route differs from others.
   *
   * @param problems takes what does not fit the route's answers
   */
  ServingOptions options(CompiledMethod method, List<SchemaProblem> problems) {
    RouteSettings settings = settings(method.binding());
    if (settings.equals(RouteSettings.NONE)) {
      return ServingOptions.NONE;
    }
    Integer body = settings.maxBody();
    Integer status = settings.successStatus();
    return new ServingOptions(
        body == null ? ServingOptions.DEFAULT_BODY : body,
        status == null ? OK : status,
        settings.location() == null ? null : location(method, settings.location(), problems),
        settings.requestHeaders(),
        settings.responseHeaders(),
        settings.cors() == null ? null : new CorsPolicy(settings.cors()));
  }

  private @Nullable Location location(
      CompiledMethod method, String template, List<SchemaProblem> problems) {
    try {
      return Location.of(template, method);
    } catch (IllegalArgumentException e) {
      problems.add(
          method
              .binding()
              .problem(
                  "has the location %s by the route options (%s), but %s"
                      .formatted(template, place(method.binding()), e.getMessage()),
                  "name a string, integer, boolean or enum of the answer, or select fewer RPCs"));
      return null;
    }
  }

  /** The rule that a route's location comes from. */
  private String place(HttpBinding binding) {
    return rules.stream()
        .filter(rule -> rule.settings().location() != null && rule.selects(binding))
        .reduce((_, later) -> later)
        .map(RouteRule::place)
        .orElse("");
  }

  /** The places of the rules that are for none of these routes: slips, or for what is away. */
  List<String> unused(List<Route> routes) {
    return rules.stream()
        .filter(rule -> routes.stream().noneMatch(r -> rule.selects(r.method().binding())))
        .map(RouteRule::place)
        .toList();
  }
}
