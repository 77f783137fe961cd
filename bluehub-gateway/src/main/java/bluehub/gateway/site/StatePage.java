package bluehub.gateway.site;

import bluehub.gateway.api.SchemaState;
import bluehub.gateway.api.SchemaStates;
import bluehub.gateway.api.Table;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How it stands with each upstream's schema, at {@code /_bluehub/state.json}. The page is seen by
 * whoever sees the API, so it tells no address unless the settings want it to: those are in targets
 * and sources, and in what is said of a source that cannot be had. Thread-safe.
 */
public final class StatePage implements Site {
  private static final String PATH = PageFiles.PREFIX + "state.json";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> UNAVAILABLE =
      List.of("The schema's source cannot be had. The gateway's log says why.");

  private final SchemaStates states;
  private final boolean details;

  /**
   * @param details whether addresses are told
   */
  public StatePage(SchemaStates states, boolean details) {
    this.states = states;
    this.details = details;
  }

  @Override
  public @Nullable CompletionStage<@Nullable SitePage> find(Table table, String path) {
    return path.equals(PATH) ? CompletableFuture.completedStage(page()) : null;
  }

  private SitePage page() {
    ObjectNode tree = NODES.objectNode();
    ArrayNode upstreams = tree.putArray("upstreams");
    states.all().forEach(state -> upstreams.add(upstream(state)));
    return SitePage.of("application/json", JSON.writeValueAsBytes(tree));
  }

  private ObjectNode upstream(SchemaState state) {
    ObjectNode node =
        NODES
            .objectNode()
            .put("name", state.upstream())
            .put("status", state.status().name().toLowerCase(Locale.ROOT))
            .put("since", state.since().toString())
            .put("checked", text(state.checked()))
            .put("confirmed", text(state.confirmed()))
            .put("digest", state.digest())
            .put("services", state.services())
            .put("rpcs", state.rpcs())
            .put("routes", state.routes())
            .put("swaps", state.swaps())
            .put("failures", state.failures());
    if (details) {
      node.put("target", state.target())
          .put("source", state.source())
          .put("origin", state.origin());
    }
    ArrayNode problems = node.putArray("problems");
    (state.failing() && !details ? UNAVAILABLE : state.problems()).forEach(problems::add);
    return node;
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }
}
