package bluehub.gateway.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with the schema of one upstream, for its operator. Immutable.
 *
 * @param upstream its name in the settings
 * @param target where the upstream is
 * @param source where its schema comes from
 * @param status whether it is served
 * @param since when the status became what it is, or another schema was put into service
 * @param checked when the source was asked last; null for never
 * @param confirmed when the source had last the schema that is served; null for never
 * @param digest of the schema that is served; empty where there is none
 * @param origin where the schema that is served was taken from; empty where there is none
 * @param services the services that it has
 * @param rpcs the RPCs that are served
 * @param routes the routes that lead to them
 * @param problems why the source's schema is not served, or not to be had; what is doubtful in the
 *     one that is served
 * @param swaps how often a schema was put into service
 * @param failures how often the source could not be had
 * @param failing whether it could not be had when it was asked last
 */
public record SchemaState(
    String upstream,
    String target,
    String source,
    Status status,
    Instant since,
    @Nullable Instant checked,
    @Nullable Instant confirmed,
    String digest,
    String origin,
    int services,
    int rpcs,
    int routes,
    List<String> problems,
    long swaps,
    long failures,
    boolean failing) {

  /** Whether a schema is served. */
  public enum Status {
    /** None has been had yet. */
    WAITING,
    /** What the source has is served. */
    SERVING,
    /** The source cannot be had, or what it has is refused; what served before is served on. */
    LAST_GOOD,
    /** What the source has is refused, and there is nothing else to serve. */
    REFUSED;

    /** Whether there are routes to the upstream. */
    public boolean serves() {
      return this == SERVING || this == LAST_GOOD;
    }
  }

  public SchemaState {
    problems = List.copyOf(problems);
  }

  static SchemaState waiting(String upstream, String target, String source, Instant now) {
    return new SchemaState(
        upstream,
        target,
        source,
        Status.WAITING,
        now,
        null,
        null,
        "",
        "",
        0,
        0,
        0,
        List.of(),
        0,
        0,
        false);
  }

  /** A schema was put into service. */
  SchemaState serving(Status next, ServedApi api, String from, List<String> doubts, Instant now) {
    return new SchemaState(
        upstream,
        target,
        source,
        next,
        now,
        now,
        next == Status.SERVING ? now : confirmed,
        api.digest(),
        from,
        api.schema().services().size(),
        (int) api.routes().stream().map(route -> route.method().rpc()).distinct().count(),
        api.routes().size(),
        doubts,
        swaps + 1,
        failures,
        next != Status.SERVING && failing);
  }

  /** The source was asked, and what is served stays. */
  SchemaState checked(Status next, List<String> nextProblems, boolean failed, Instant now) {
    return new SchemaState(
        upstream,
        target,
        source,
        next,
        next == status ? since : now,
        now,
        next == Status.SERVING ? now : confirmed,
        digest,
        origin,
        services,
        rpcs,
        routes,
        nextProblems,
        swaps,
        failed ? failures + 1 : failures,
        failed);
  }
}
