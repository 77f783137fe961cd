package bluehub.gateway.api;

import bluehub.gateway.settings.OperatorFault;
import bluehub.gateway.upstream.RawMethod;
import bluehub.gateway.upstream.Upstream;
import bluehub.transcoder.ApiCompiler;
import bluehub.transcoder.ApiOptions;
import bluehub.transcoder.CompiledApi;
import bluehub.transcoder.CompiledMethod;
import bluehub.transcoder.codec.StatusEncoder;
import bluehub.transcoder.codec.TypeTable;
import bluehub.transcoder.fault.SchemaException;
import bluehub.transcoder.fault.SchemaProblem;
import bluehub.transcoder.schema.Schema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compiles the schemas of several upstreams into one table, and gathers what is wrong in them. */
final class TableCompiler {
  private static final Logger log = LoggerFactory.getLogger(TableCompiler.class);

  private final RouteRecorder.Factory recorders;
  private final ApiOptions options;
  private final List<CompiledApi> apis = new ArrayList<>();
  private final Map<CompiledMethod, Route> routes = new HashMap<>();
  private final Map<String, Route> owners = new HashMap<>();
  private final List<String> problems = new ArrayList<>();

  TableCompiler(RouteRecorder.Factory recorders, ApiOptions options) {
    this.recorders = recorders;
    this.options = options;
  }

  void add(Upstream upstream, String place, byte[] descriptorSet) {
    CompiledApi api;
    try {
      api = ApiCompiler.compile(Schema.parse(descriptorSet), options);
    } catch (SchemaException e) {
      for (SchemaProblem problem : e.problems()) {
        problems.add("%s (upstream %s): %s".formatted(place, upstream.name(), problem));
      }
      return;
    }
    for (SchemaProblem warning : api.warnings()) {
      log.warn("{} (upstream {}): {} The first one is served.", place, upstream.name(), warning);
    }
    apis.add(api);
    for (CompiledMethod method : api.methods()) {
      add(upstream, api, method);
    }
    checkDeadlines(upstream, api);
  }

  /** A name that is none is a slip, and no reason to serve nothing: the next schema may have it. */
  private static void checkDeadlines(Upstream upstream, CompiledApi api) {
    Set<String> names = new HashSet<>();
    for (CompiledMethod method : api.methods()) {
      names.add(method.rpc());
      names.add(method.rpc().substring(0, method.rpc().indexOf('/')) + "/*");
    }
    for (String name : upstream.settings().deadlines().keySet()) {
      if (!names.contains(name)) {
        log.warn(
            "bluehub.upstreams.{}.deadlines has \"{}\", expected package.Service/Method or"
                + " package.Service/* of the schema; it has no effect",
            upstream.name(),
            name);
      }
    }
  }

  private void add(Upstream upstream, CompiledApi api, CompiledMethod method) {
    RawMethod rpc =
        new RawMethod(
            method.rpc(),
            method.clientStreaming(),
            method.serverStreaming(),
            method.httpMethod().equals("GET") || method.idempotent());
    RouteRecorder recorder =
        recorders.of(upstream.name(), method.rpc(), method.httpMethod(), method.template());
    Duration deadline =
        upstream
            .settings()
            .deadline(method.rpc(), method.clientStreaming() || method.serverStreaming());
    Route route = new Route(method, rpc, upstream, deadline, api.status(), recorder);
    routes.put(method, route);
    Route other = owners.putIfAbsent(method.httpMethod() + " " + method.template(), route);
    if (other != null && other.upstream() != upstream) {
      problems.add(
          "%s %s is both %s of upstream %s and %s of upstream %s; only one can have it"
              .formatted(
                  method.httpMethod(),
                  method.template(),
                  other.method().rpc(),
                  other.upstream().name(),
                  method.rpc(),
                  upstream.name()));
    }
  }

  Table compile() {
    if (problems.isEmpty()) {
      return new Table(apis, routes, new StatusEncoder(TypeTable.of(List.of()), options.errors()));
    }
    throw new OperatorFault(
        "The schema is refused, for %d %s:\n  - %s"
            .formatted(
                problems.size(),
                problems.size() == 1 ? "reason" : "reasons",
                String.join("\n  - ", problems)),
        "Mend the rules in the proto files, make the descriptor set anew, and start again.",
        null);
  }
}
