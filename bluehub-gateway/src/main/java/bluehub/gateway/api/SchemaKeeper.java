package bluehub.gateway.api;

import bluehub.gateway.settings.GatewaySettings;
import bluehub.gateway.settings.OperatorFault;
import bluehub.gateway.upstream.Upstream;
import bluehub.transcoder.ApiOptions;
import bluehub.transcoder.fault.SchemaProblem;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ResourceLoader;

/**
 * Keeps the live table up to date with the schemas of all upstreams: loads those of files when the
 * gateway starts, and follows all sources in the background, each on a thread of its own that is
 * never an event loop's. Thread-safe.
 */
public final class SchemaKeeper implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SchemaKeeper.class);

  private static final String SEE_ROUTE_OPTIONS =
      "Set bluehub.route-options to the file: or classpath: location of a YAML file, or to nothing,"
          + " and see that this process may read it.";

  private final @Nullable SchemaFile routeOptions;
  private final List<SchemaWatch> watches = new ArrayList<>();
  private final List<SchemaFollower> followers = new ArrayList<>();

  /**
   * Builds what is needed; {@link #load} loads, {@link #follow} follows.
   *
   * @param upstreams in the order of the settings
   * @param options how the schemas are compiled
   * @param settings where last good schemas are kept, and the options of single routes are
   * @param states is told how it stands with each
   */
  public SchemaKeeper(
      List<Upstream> upstreams,
      LiveTable live,
      RouteRecorder.Factory recorders,
      ApiOptions options,
      GatewaySettings settings,
      SchemaStates states,
      ResourceLoader resources) {
    SchemaCompiler compiler = new SchemaCompiler(options);
    TableSwitch tables = new TableSwitch(upstreams, live, recorders, options);
    SchemaStore kept = SchemaStore.in(settings.schemaStore());
    routeOptions = routeOptions(settings.routeOptions(), resources);
    for (Upstream upstream : upstreams) {
      UpstreamSource source = UpstreamSource.of(upstream, routeOptions, resources);
      watches.add(
          new SchemaWatch(
              upstream, source, compiler, tables, kept, states, InstantSource.system()));
    }
  }

  private static @Nullable SchemaFile routeOptions(String location, ResourceLoader resources) {
    return location.isBlank()
        ? null
        : new SchemaFile("route options %s", location, SEE_ROUTE_OPTIONS, resources);
  }

  /**
   * Loads what is at hand when the gateway starts: files, and what was kept on disk. Upstreams that
   * are asked by reflection are not asked yet, and keep nobody from starting.
   *
   * @throws OperatorFault with every problem of every file that has no last good schema
   */
  public void load() {
    checkRouteOptions();
    Map<SchemaWatch, List<String>> problems = new LinkedHashMap<>();
    List<OperatorFault> faults = new ArrayList<>();
    for (SchemaWatch watch : watches) {
      try {
        List<String> found = watch.start();
        if (!found.isEmpty()) {
          problems.put(watch, found);
        }
      } catch (OperatorFault e) {
        faults.add(e);
      }
    }
    refuse(problems.values().stream().flatMap(List::stream).toList(), faults);
    log.info(
        "Serving {} routes of {} upstreams",
        watches.stream().mapToInt(watch -> watch.state().routes()).sum(),
        watches.size());
  }

  /** Once for all upstreams, which would all tell the same. */
  private void checkRouteOptions() {
    if (routeOptions == null) {
      return;
    }
    List<SchemaProblem> problems = new ArrayList<>();
    SchemaCompiler.routes(
        new Snapshot.RuleText(routeOptions.location(), routeOptions.read()), problems);
    if (!problems.isEmpty()) {
      throw new OperatorFault(
          "The route options are refused, for %d %s:\n  - %s"
              .formatted(
                  problems.size(),
                  problems.size() == 1 ? "reason" : "reasons",
                  String.join("\n  - ", problems.stream().map(SchemaProblem::toString).toList())),
          "Mend the file, and start again.",
          null);
    }
  }

  private static void refuse(List<String> problems, List<OperatorFault> faults) {
    if (problems.isEmpty() && faults.size() == 1) {
      throw faults.getFirst();
    }
    List<String> all = new ArrayList<>();
    faults.forEach(fault -> all.add(fault.found() + " " + fault.action()));
    all.addAll(problems);
    if (!all.isEmpty()) {
      throw new OperatorFault(
          "The schema is refused, for %d %s:\n  - %s"
              .formatted(
                  all.size(), all.size() == 1 ? "reason" : "reasons", String.join("\n  - ", all)),
          "Mend the rules in the proto or YAML files, make the descriptor set anew, and start"
              + " again.",
          null);
    }
  }

  /** Starts to follow the sources. Does not wait. */
  public void follow() {
    for (SchemaWatch watch : watches) {
      if (watch.mayChange()) {
        SchemaFollower follower = new SchemaFollower(watch, this::nudgeClashing);
        followers.add(follower);
        watch.upstream().whenConnected(follower::nudge);
        follower.start();
      }
    }
  }

  /** What clashed with routes that may have gone now is looked at anew. */
  private void nudgeClashing() {
    followers.forEach(SchemaFollower::nudgeIfClashing);
  }

  /** Asks all sources soon, whatever their intervals are. */
  public void nudge() {
    followers.forEach(SchemaFollower::nudge);
  }

  /** Stops to follow; what serves, serves on. Waits a moment at most. */
  @Override
  public void close() {
    followers.forEach(SchemaFollower::stop);
    followers.forEach(SchemaFollower::await);
  }
}
