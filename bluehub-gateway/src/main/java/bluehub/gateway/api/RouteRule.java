package bluehub.gateway.api;

import bluehub.transcoder.schema.HttpBinding;
import bluehub.transcoder.schema.RpcFilter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One rule of the route options: which routes it is for, and what it says of them. Immutable.
 *
 * @param place file and line, for messages
 * @param rpcs the RPCs, or null for all
 * @param http methods and paths, of which one must be the route's; all routes where there is none
 */
record RouteRule(
    String place, @Nullable RpcFilter rpcs, List<Pattern> http, RouteSettings settings) {

  /**
   * A method and a path as a rule has them.
   *
   * @param method {@code *} for every method
   * @param shape of the path's template
   */
  record Pattern(String method, String shape) {
    boolean matches(HttpBinding binding) {
      return (method.equals("*") || method.equals(binding.httpMethod()))
          && shape.equals(binding.template().shape());
    }
  }

  RouteRule {
    http = List.copyOf(http);
  }

  boolean selects(HttpBinding binding) {
    return (rpcs == null || rpcs.allows(binding.rpcName()))
        && (http.isEmpty() || http.stream().anyMatch(each -> each.matches(binding)));
  }
}
