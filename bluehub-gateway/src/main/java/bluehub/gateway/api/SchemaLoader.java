package bluehub.gateway.api;

import bluehub.gateway.settings.OperatorFault;
import bluehub.gateway.upstream.Upstream;
import bluehub.transcoder.ApiOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the schemas of all upstreams and puts them into service, or tells everything that is wrong
 * with any of them and leaves what serves as it is. Blocks; not for event loops.
 */
public final class SchemaLoader {
  private static final Logger log = LoggerFactory.getLogger(SchemaLoader.class);

  private final Map<Upstream, SchemaSource> sources;
  private final LiveTable live;
  private final RouteRecorder.Factory recorders;
  private final ApiOptions options;

  /**
   * @param sources in the order in which the upstreams are asked for a route
   * @param options how the schemas are compiled
   */
  public SchemaLoader(
      Map<Upstream, SchemaSource> sources,
      LiveTable live,
      RouteRecorder.Factory recorders,
      ApiOptions options) {
    this.sources = new LinkedHashMap<>(sources);
    this.live = live;
    this.recorders = recorders;
    this.options = options;
  }

  /**
   * Reads, checks, compiles, swaps.
   *
   * @throws OperatorFault with every problem of every schema
   */
  public void load() {
    TableCompiler compiler = new TableCompiler(recorders, options);
    sources.forEach((upstream, source) -> compiler.add(upstream, source.place(), source.read()));
    Table table = compiler.compile();
    live.swap(table);
    log.info("Serving {} routes of {} upstreams", table.size(), sources.size());
  }
}
