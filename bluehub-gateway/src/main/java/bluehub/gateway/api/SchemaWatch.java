package bluehub.gateway.api;

import bluehub.gateway.api.SchemaCompiler.Candidate;
import bluehub.gateway.api.SchemaState.Status;
import bluehub.gateway.api.TableSwitch.Outcome;
import bluehub.gateway.settings.OperatorFault;
import bluehub.gateway.settings.SchemaSettings;
import bluehub.gateway.upstream.Upstream;
import bluehub.transcoder.fault.SchemaException;
import bluehub.transcoder.fault.SchemaProblem;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Follows the schema of one upstream: looks whether its source has another one than before,
 * compiles it, and offers it. What served before serves on unless a new one is taken. For one
 * thread at a time.
 */
final class SchemaWatch {
  private final Upstream upstream;
  private final UpstreamSource source;
  private final SchemaCompiler compiler;
  private final TableSwitch tables;
  private final SchemaStore store;
  private final SchemaStates states;
  private final SchemaLog log;
  private final InstantSource clock;

  /** The digest of what the source had last. */
  private String seen = "";

  /** Why that is not served; empty where it is. */
  private List<String> refusal = List.of();

  /** Refused for others' routes alone, which may go. */
  private volatile @Nullable Candidate clashing;

  SchemaWatch(
      Upstream upstream,
      UpstreamSource source,
      SchemaCompiler compiler,
      TableSwitch tables,
      SchemaStore store,
      SchemaStates states,
      InstantSource clock) {
    this.upstream = upstream;
    this.source = source;
    this.compiler = compiler;
    this.tables = tables;
    this.store = store;
    this.states = states;
    this.clock = clock;
    this.log = new SchemaLog(upstream);
    states.put(
        SchemaState.waiting(
            upstream.name(), upstream.settings().target(), source.place(), clock.instant()));
  }

  Upstream upstream() {
    return upstream;
  }

  SchemaState state() {
    return states.get(upstream.name());
  }

  /** Whether the source can have another schema later, or has to be asked first. */
  boolean mayChange() {
    SchemaSettings schema = upstream.settings().schema();
    return schema.reflection()
        || state().status() != Status.SERVING
        || (!schema.poll().isZero()
            && (source.optionsMayChange()
                || schema.locations().stream().anyMatch(each -> !each.startsWith("classpath:"))));
  }

  /** Whether nothing but routes of others keeps the source's schema from being served. */
  boolean clashes() {
    return clashing != null;
  }

  /**
   * Loads what is at hand when the gateway starts.
   *
   * @return what keeps it from starting: problems of files that have no last good schema
   * @throws OperatorFault when a file cannot be had, and there is no last good schema either
   */
  List<String> start() {
    try {
      if (upstream.settings().schema().reflection()) {
        List<SchemaProblem> problems = new ArrayList<>();
        SchemaCompiler.rules(source.rules(), problems);
        List<String> texts = problems.stream().map(this::text).toList();
        return restore() ? List.of() : texts;
      }
      Snapshot snapshot = source.read();
      seen = snapshot.digest();
      consider(snapshot);
      return refusal.isEmpty() || restore() ? List.of() : refusal;
    } catch (OperatorFault e) {
      stays(List.of(e.found() + " " + e.action()), true);
      if (restore()) {
        return List.of();
      }
      throw e;
    }
  }

  /** Serves what was kept on disk, if that is there and can be served. */
  boolean restore() {
    Optional<Snapshot> kept = store.load(upstream.name(), source.place());
    if (kept.isEmpty()) {
      return false;
    }
    try {
      switch (tables.offer(compiler.compile(upstream, kept.get().with(source.routeOptions())))) {
        case Outcome.Taken taken -> {
          serves(Status.LAST_GOOD, taken, "the schema store", state().problems());
          return true;
        }
        case Outcome.Clash clash -> log.unfit(clash.problems());
      }
    } catch (SchemaException e) {
      log.unfit(texts(e));
    }
    return false;
  }

  /**
   * Asks the source, and puts what it has into service if it is new and good.
   *
   * @return whether the source could be had
   */
  boolean check() {
    Snapshot snapshot;
    try {
      snapshot = source.read();
    } catch (OperatorFault e) {
      // A gateway that stops interrupts; that tells nothing of the source.
      if (!Thread.currentThread().isInterrupted()) {
        stays(List.of(e.found() + " " + e.action()), true);
      }
      return false;
    }
    String digest = snapshot.digest();
    if (digest.equals(state().digest())) {
      seen = digest;
      refusal = List.of();
      clashing = null;
      stays(refusal, false);
    } else if (digest.equals(seen) && clashing == null) {
      stays(refusal, false);
    } else {
      seen = digest;
      consider(snapshot);
    }
    return true;
  }

  private void consider(Snapshot snapshot) {
    Candidate candidate = clashing;
    if (candidate == null || !candidate.digest().equals(seen)) {
      try {
        candidate = compiler.compile(upstream, snapshot);
      } catch (SchemaException e) {
        clashing = null;
        refused(texts(e));
        return;
      }
    }
    switch (tables.offer(candidate)) {
      case Outcome.Taken taken -> {
        clashing = null;
        refusal = List.of();
        store.save(upstream.name(), snapshot);
        serves(Status.SERVING, taken, source.place(), List.of());
      }
      case Outcome.Clash clash -> {
        clashing = candidate;
        refused(clash.problems());
      }
    }
  }

  private List<String> texts(SchemaException e) {
    return e.problems().stream().map(this::text).toList();
  }

  private String text(SchemaProblem problem) {
    return "%s (upstream %s): %s".formatted(source.place(), upstream.name(), problem);
  }

  private void refused(List<String> problems) {
    refusal = problems;
    stays(problems, false);
  }

  /** The source was asked; what is served stays. */
  private void stays(List<String> problems, boolean failed) {
    SchemaState before = state();
    boolean served = before.status().serves();
    Status next;
    if (problems.isEmpty()) {
      next = Status.SERVING;
    } else if (served) {
      next = Status.LAST_GOOD;
    } else {
      next = failed ? Status.WAITING : Status.REFUSED;
    }
    SchemaState after = before.checked(next, problems, failed, clock.instant());
    states.put(after);
    log.stayed(before, after);
  }

  private void serves(Status next, Outcome.Taken taken, String from, List<String> problems) {
    SchemaState after = state().serving(next, taken.api(), from, problems, clock.instant());
    states.put(after);
    log.serves(after, taken);
  }
}
