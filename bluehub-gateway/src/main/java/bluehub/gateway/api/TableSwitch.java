package bluehub.gateway.api;

import bluehub.gateway.api.SchemaCompiler.Candidate;
import bluehub.gateway.upstream.RawMethod;
import bluehub.gateway.upstream.Upstream;
import bluehub.transcoder.ApiOptions;
import bluehub.transcoder.CompiledMethod;
import bluehub.transcoder.codec.StatusEncoder;
import bluehub.transcoder.codec.TypeTable;
import bluehub.transcoder.route.ConflictPolicy;
import bluehub.transcoder.route.RouteConflict;
import bluehub.transcoder.route.RouteTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts an upstream's new schema into the table of all, and the table into service, as a whole or
 * not at all. Thread-safe; one schema after the other.
 */
final class TableSwitch {
  private final List<Upstream> order;
  private final LiveTable live;
  private final RouteRecorder.Factory recorders;
  private final ApiOptions options;
  private List<String> unused = List.of();

  /**
   * @param order all upstreams in the order of the settings
   */
  TableSwitch(
      List<Upstream> order, LiveTable live, RouteRecorder.Factory recorders, ApiOptions options) {
    this.order = List.copyOf(order);
    this.live = live;
    this.recorders = recorders;
    this.options = options;
  }

  /** What became of a candidate. */
  sealed interface Outcome {
    /**
     * It is served.
     *
     * @param former what the upstream served before, or null
     * @param unused the places of rules for single routes that no upstream has a route for; empty
     *     where that is known already, or not yet
     */
    record Taken(ServedApi api, @Nullable ServedApi former, List<String> unused)
        implements Outcome {}

    /** It answers requests that other upstreams' routes answer, each told with both sides. */
    record Clash(List<String> problems) implements Outcome {}
  }

  /**
   * Serves the candidate instead of what its upstream serves now, unless it clashes with what
   * another one serves.
   *
   * @return what became of it
   */
  synchronized Outcome offer(Candidate candidate) {
    Table now = live.get();
    List<ServedApi> apis = new ArrayList<>();
    RouteTable.Builder<Route> routes = RouteTable.builder(options.routes());
    ServedApi former = null;
    for (ServedApi api : now.apis()) {
      if (api.upstream() == candidate.upstream()) {
        former = api;
      } else {
        apis.add(api);
        api.routes().forEach(route -> add(routes, route));
      }
    }
    List<Route> added = routes(candidate);
    added.forEach(route -> add(routes, route));
    List<String> clashes = new ArrayList<>();
    Set<Route> hidden = Collections.newSetFromMap(new IdentityHashMap<>());
    for (RouteConflict<Route> conflict : routes.conflicts()) {
      hidden.add(conflict.second());
      if (conflict.first().upstream() != conflict.second().upstream()) {
        clashes.add(clash(conflict));
      }
    }
    if (!clashes.isEmpty()) {
      retire(added);
      return new Outcome.Clash(clashes);
    }
    ServedApi api =
        new ServedApi(
            candidate.upstream(),
            candidate.schema(),
            candidate.digest(),
            added.stream().filter(route -> !hidden.contains(route)).toList(),
            candidate.api().warnings());
    apis.add(api);
    apis.sort((a, b) -> order.indexOf(a.upstream()) - order.indexOf(b.upstream()));
    StatusEncoder status = new StatusEncoder(TypeTable.of(List.of()), options.errors());
    live.swap(new Table(routes.build(ConflictPolicy.FIRST), apis, status));
    retire(now.routes());
    return new Outcome.Taken(api, former, unused(candidate.rules()));
  }

  /** Told once: the upstreams have the same rules, and take them one after the other. */
  private List<String> unused(RouteRules rules) {
    Table table = live.get();
    if (table.apis().size() < order.size()) {
      return List.of();
    }
    List<String> now = rules.unused(table.routes());
    List<String> before = unused;
    unused = now;
    return now.equals(before) ? List.of() : now;
  }

  private static String clash(RouteConflict<Route> conflict) {
    Route first = conflict.first();
    Route second = conflict.second();
    return ("%s of %s of upstream %s answers the same requests as %s of %s of upstream %s, which"
            + " serves; give one of them another path, by schema.prefix or its rule, or deny it")
        .formatted(
            second.method().binding().rule(),
            second.method().rpc(),
            second.upstream().name(),
            first.method().binding().rule(),
            first.method().rpc(),
            first.upstream().name());
  }

  /** Gives up the figures of routes of which none serves any more. */
  private void retire(List<Route> routes) {
    Set<RouteRecorder> kept = Collections.newSetFromMap(new IdentityHashMap<>());
    live.get().routes().forEach(route -> kept.add(route.recorder()));
    List<RouteRecorder> gone =
        routes.stream().map(Route::recorder).filter(recorder -> !kept.contains(recorder)).toList();
    recorders.retire(gone);
  }

  private static void add(RouteTable.Builder<Route> routes, Route route) {
    CompiledMethod method = route.method();
    routes.add(method.httpMethod(), method.binding().template(), route, route.keepReserved());
  }

  private List<Route> routes(Candidate candidate) {
    List<CompiledMethod> methods = candidate.api().methods();
    List<Route> routes = new ArrayList<>();
    for (int i = 0; i < methods.size(); i++) {
      routes.add(route(candidate, methods.get(i), candidate.serving().get(i)));
    }
    return routes;
  }

  private Route route(Candidate candidate, CompiledMethod method, ServingOptions serving) {
    Upstream upstream = candidate.upstream();
    RawMethod rpc =
        new RawMethod(
            method.rpc(),
            method.clientStreaming(),
            method.serverStreaming(),
            method.httpMethod().equals("GET") || method.idempotent());
    Duration deadline =
        candidate
            .rules()
            .deadline(
                method.binding(),
                upstream
                    .settings()
                    .deadline(method.rpc(), method.clientStreaming() || method.serverStreaming()));
    RouteRecorder recorder =
        recorders.of(upstream.name(), method.rpc(), method.httpMethod(), method.template());
    return new Route(
        method,
        rpc,
        upstream,
        deadline,
        candidate.api().status(),
        recorder,
        candidate.keepReserved(),
        serving);
  }
}
