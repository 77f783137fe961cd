package bluehub.gateway.api;

import bluehub.gateway.upstream.Upstream;
import bluehub.transcoder.fault.SchemaProblem;
import bluehub.transcoder.schema.Schema;
import java.util.List;

/**
 * What one upstream serves. Immutable.
 *
 * @param schema its descriptors and bindings
 * @param digest tells its schema, with its rules, from every other
 * @param routes one for each binding that is served, in the order of their declaration
 * @param warnings bindings that an earlier one of the same shape hides
 */
public record ServedApi(
    Upstream upstream,
    Schema schema,
    String digest,
    List<Route> routes,
    List<SchemaProblem> warnings) {
  public ServedApi {
    routes = List.copyOf(routes);
    warnings = List.copyOf(warnings);
  }
}
