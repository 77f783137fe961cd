package bluehub.gateway.api;

import bluehub.transcoder.codec.ErrorFormat;
import bluehub.transcoder.codec.StatusEncoder;
import bluehub.transcoder.codec.TypeTable;
import bluehub.transcoder.route.ConflictPolicy;
import bluehub.transcoder.route.RouteMatch;
import bluehub.transcoder.route.RouteOptions;
import bluehub.transcoder.route.RouteTable;
import java.util.List;

/**
 * Everything that is served at one time: the routes of all upstreams in one table, where the most
 * specific one wins whoever it belongs to. Immutable, thread-safe.
 */
public final class Table {
  private final RouteTable<Route> routes;
  private final List<ServedApi> apis;
  private final StatusEncoder status;
  private final boolean crossOrigin;

  Table(RouteTable<Route> routes, List<ServedApi> apis, StatusEncoder status) {
    this.routes = routes;
    this.apis = List.copyOf(apis);
    this.status = status;
    this.crossOrigin =
        apis.stream()
            .flatMap(api -> api.routes().stream())
            .map(route -> route.options().cors())
            .anyMatch(policy -> policy != null && policy.enabled());
  }

  /** Serves nothing. */
  static Table empty(ErrorFormat errors) {
    return new Table(
        RouteTable.<Route>builder(RouteOptions.DEFAULT).build(ConflictPolicy.REFUSE),
        List.of(),
        new StatusEncoder(TypeTable.of(List.of()), errors));
  }

  /** What each upstream serves that has a schema, in the order of the settings. */
  public List<ServedApi> apis() {
    return apis;
  }

  /** The routes of all upstreams, in the order of their declaration. */
  public List<Route> routes() {
    return apis.stream().flatMap(api -> api.routes().stream()).toList();
  }

  /** Writes errors of requests that no route is known of. */
  public StatusEncoder status() {
    return status;
  }

  /** Whether there is a route of its own that pages of other origins may use. */
  public boolean crossOrigin() {
    return crossOrigin;
  }

  /** The number of routes. */
  public int size() {
    return apis.stream().mapToInt(api -> api.routes().size()).sum();
  }

  /**
   * Looks a request up.
   *
   * @param path still percent-encoded, without the query
   * @throws bluehub.transcoder.fault.RequestFault for a path that no route may serve (400)
   */
  public RouteMatch<Route> match(String httpMethod, String path) {
    return routes.match(httpMethod, path);
  }
}
