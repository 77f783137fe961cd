package bluehub.gateway.api;

import bluehub.gateway.api.TableSwitch.Outcome;
import bluehub.gateway.upstream.Upstream;
import bluehub.transcoder.change.SchemaChange;
import bluehub.transcoder.change.SchemaChanges;
import bluehub.transcoder.fault.SchemaProblem;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Tells the log of an upstream's schema: of each change once, not of each attempt. */
final class SchemaLog {
  private static final Logger log = LoggerFactory.getLogger(SchemaLog.class);
  private static final int SHORT = 12;

  /** Lines of one kind about one schema. */
  private static final int MAX_LINES = 200;

  private final Upstream upstream;

  SchemaLog(Upstream upstream) {
    this.upstream = upstream;
  }

  /** A schema was put into service. */
  void serves(SchemaState state, Outcome.Taken taken) {
    log.info(
        "Upstream {} serves {} routes to {} RPCs of {} services; schema {}, from {}",
        upstream.name(),
        state.routes(),
        state.rpcs(),
        state.services(),
        state.digest().substring(0, SHORT),
        state.origin());
    if (taken.former() != null) {
      changes(SchemaChanges.between(taken.former().schema(), taken.api().schema()));
    }
    warnings(taken.api().warnings());
    slips(taken.api());
    for (String place : taken.unused()) {
      log.warn(
          "The route options have a rule at {} that is for no route of any upstream; it has no"
              + " effect",
          place);
    }
  }

  private void warnings(List<SchemaProblem> warnings) {
    for (SchemaProblem warning : warnings.subList(0, Math.min(warnings.size(), MAX_LINES))) {
      log.warn("Upstream {}: {} The first one is served.", upstream.name(), warning);
    }
    if (warnings.size() > MAX_LINES) {
      log.warn(
          "Upstream {} has {} further routes that earlier ones hide",
          upstream.name(),
          warnings.size() - MAX_LINES);
    }
  }

  private void changes(List<SchemaChange> changes) {
    for (SchemaChange change : changes.subList(0, Math.min(changes.size(), MAX_LINES))) {
      log.atLevel(change.breaking() ? Level.WARN : Level.INFO)
          .log("Upstream {} changed: {}", upstream.name(), change);
    }
    if (changes.size() > MAX_LINES) {
      log.info(
          "Upstream {} changed in {} further places", upstream.name(), changes.size() - MAX_LINES);
    }
  }

  /** A name that is none is a slip, and no reason to serve nothing: the next schema may have it. */
  private void slips(ServedApi api) {
    List<String> rpcs = api.schema().rpcs();
    for (String name : upstream.settings().deadlines().keySet()) {
      String service = name.endsWith("/*") ? name.substring(0, name.length() - 1) : name + " ";
      if (!rpcs.contains(name) && rpcs.stream().noneMatch(rpc -> rpc.startsWith(service))) {
        log.warn(
            "bluehub.upstreams.{}.deadlines has \"{}\", expected package.Service/Method or"
                + " package.Service/* of the schema; it has no effect",
            upstream.name(),
            name);
      }
    }
    for (String glob : upstream.settings().schema().rpcs().unused(rpcs)) {
      log.warn(
          "bluehub.upstreams.{}.schema.allow or .deny has \"{}\", which no RPC of the schema"
              + " matches; it has no effect",
          upstream.name(),
          glob);
    }
  }

  /** The source was asked, and nothing was put into service. */
  void stayed(SchemaState before, SchemaState after) {
    boolean failed = after.failures() > before.failures();
    boolean known =
        after.status() == before.status()
            && (failed ? before.failing() : after.problems().equals(before.problems()));
    if (known) {
      return;
    }
    switch (after.status()) {
      case WAITING ->
          log.warn("Upstream {} has no schema yet: {}", upstream.name(), lines(after.problems()));
      case REFUSED ->
          log.error(
              "The schema of upstream {} is refused: {}", upstream.name(), lines(after.problems()));
      case LAST_GOOD ->
          log.warn(
              "Upstream {} serves the last good schema on, as its source {}: {}",
              upstream.name(),
              failed ? "cannot be had" : "has one that is refused",
              lines(after.problems()));
      case SERVING ->
          log.info("The source of upstream {} has the schema that is served", upstream.name());
    }
  }

  /** What was kept on disk cannot be served. */
  void unfit(List<String> problems) {
    log.warn(
        "The schema that was kept of upstream {} cannot be served: {}",
        upstream.name(),
        lines(problems));
  }

  private static String lines(List<String> problems) {
    return problems.size() == 1 ? problems.getFirst() : "\n  - " + String.join("\n  - ", problems);
  }
}
