package bluehub.gateway.api;

import bluehub.transcoder.CompiledApi;
import bluehub.transcoder.CompiledMethod;
import bluehub.transcoder.codec.StatusEncoder;
import bluehub.transcoder.route.RouteMatch;
import bluehub.transcoder.route.RouteMatch.Found;
import bluehub.transcoder.route.RouteMatch.Unknown;
import bluehub.transcoder.route.RouteMatch.WrongMethod;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Everything that is served at one time. Immutable, thread-safe. */
public final class Table {
  /** Serves nothing. */
  public static final Table EMPTY = new Table(List.of(), Map.of(), CompiledApi.empty().status());

  private final List<CompiledApi> apis;
  private final Map<CompiledMethod, Route> routes;
  private final StatusEncoder status;

  /**
   * @param apis in the order in which they are asked
   * @param routes one for each method of the APIs
   * @param status writes errors of requests without a route
   */
  Table(List<CompiledApi> apis, Map<CompiledMethod, Route> routes, StatusEncoder status) {
    this.apis = List.copyOf(apis);
    this.routes = Map.copyOf(routes);
    this.status = status;
  }

  /** Writes errors of requests that no route is known of. */
  public StatusEncoder status() {
    return status;
  }

  /** The number of routes. */
  public int size() {
    return routes.size();
  }

  /** The route of a method that {@link #match} found. */
  public Route route(CompiledMethod method) {
    Route route = routes.get(method);
    if (route == null) {
      throw new IllegalStateException("A method of another table: " + method.rpc());
    }
    return route;
  }

  /**
   * Looks a request up.
   *
   * @param path still percent-encoded, without the query
   * @throws bluehub.transcoder.fault.RequestFault for a path that no route may serve (400)
   */
  public RouteMatch<CompiledMethod> match(String httpMethod, String path) {
    if (apis.size() == 1) {
      return apis.getFirst().match(httpMethod, path);
    }
    TreeSet<String> allowed = new TreeSet<>();
    for (CompiledApi api : apis) {
      switch (api.match(httpMethod, path)) {
        case Found<CompiledMethod> found -> {
          return found;
        }
        case WrongMethod<CompiledMethod> wrong -> allowed.addAll(wrong.allowed());
        case Unknown<CompiledMethod> _ -> {}
      }
    }
    return allowed.isEmpty() ? new Unknown<>() : new WrongMethod<>(List.copyOf(allowed));
  }
}
