package bluehub.gateway.api;

import bluehub.gateway.api.Snapshot.RuleText;
import bluehub.gateway.settings.SchemaSettings;
import bluehub.gateway.upstream.Upstream;
import bluehub.transcoder.ApiCompiler;
import bluehub.transcoder.ApiOptions;
import bluehub.transcoder.CompiledApi;
import bluehub.transcoder.fault.SchemaException;
import bluehub.transcoder.fault.SchemaProblem;
import bluehub.transcoder.schema.Schema;
import bluehub.transcoder.schema.SchemaOptions;
import bluehub.transcoder.schema.ServiceConfig;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles snapshots, and gathers what is wrong in them. Takes long; not for event loops. */
final class SchemaCompiler {
  private final ApiOptions options;

  SchemaCompiler(ApiOptions options) {
    this.options = options;
  }

  /**
   * A schema that could be served, if the other upstreams' do not clash with it.
   *
   * @param digest of the snapshot
   * @param keepReserved whether variables of several segments keep the escapes of reserved
   *     characters
   * @param rules the options of single routes
   * @param serving what they make of each method of the API, in its order
   */
  record Candidate(
      Upstream upstream,
      Schema schema,
      String digest,
      CompiledApi api,
      boolean keepReserved,
      RouteRules rules,
      List<ServingOptions> serving) {}

  ApiOptions options() {
    return options;
  }

  /**
   * Compiles what an upstream's settings make of a snapshot.
   *
   * @throws SchemaException with every problem of the descriptors and the rules
   */
  Candidate compile(Upstream upstream, Snapshot snapshot) throws SchemaException {
    SchemaSettings settings = upstream.settings().schema();
    List<SchemaProblem> problems = new ArrayList<>();
    List<ServiceConfig> configs = rules(snapshot.rules(), problems);
    RouteRules routes = routes(snapshot.routeOptions(), problems);
    try {
      SchemaOptions schemaOptions =
          new SchemaOptions(configs, settings.unannotated(), settings.rpcs(), settings.prefix());
      Schema schema = Schema.parse(snapshot.set(), schemaOptions);
      CompiledApi api =
          ApiCompiler.compile(
              schema, options, binding -> routes.method(binding, options.methods()));
      List<ServingOptions> serving =
          api.methods().stream().map(method -> routes.options(method, problems)).toList();
      if (problems.isEmpty()) {
        boolean decoded = configs.stream().anyMatch(ServiceConfig::fullyDecode);
        boolean keep = options.routes().keepReserved() && !decoded;
        return new Candidate(upstream, schema, snapshot.digest(), api, keep, routes, serving);
      }
    } catch (SchemaException e) {
      problems.addAll(snapshot.doubts());
      problems.addAll(e.problems());
    }
    throw new SchemaException(problems);
  }

  /** Reads the options of single routes; what is wrong in them is added to the problems. */
  static RouteRules routes(@Nullable RuleText text, List<SchemaProblem> problems) {
    if (text == null) {
      return RouteRules.NONE;
    }
    try {
      return RouteOptionsFile.read(text.location(), text.content());
    } catch (SchemaException e) {
      problems.addAll(e.problems());
      return RouteRules.NONE;
    }
  }

  /** Reads the rules; what is wrong in them is added to the problems. */
  static List<ServiceConfig> rules(List<RuleText> texts, List<SchemaProblem> problems) {
    List<ServiceConfig> configs = new ArrayList<>();
    for (RuleText text : texts) {
      try {
        configs.add(ServiceConfigFile.read(text.location(), text.content()));
      } catch (SchemaException e) {
        problems.addAll(e.problems());
      }
    }
    return configs;
  }
}
