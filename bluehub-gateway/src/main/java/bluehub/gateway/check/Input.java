package bluehub.gateway.check;

import bluehub.transcoder.schema.RpcFilter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A schema to check.
 *
 * @param origin where it is
 * @param against where a former version is, or null
 * @param rules YAML files whose rules override annotations
 * @param rpcs which RPCs are reachable
 * @param prefix what stands before the path of each route; empty for none
 */
record Input(
    Origin origin, @Nullable Origin against, List<String> rules, RpcFilter rpcs, String prefix) {
  Input {
    rules = List.copyOf(rules);
  }

  /** As reports name it. */
  String name() {
    return origin.name();
  }
}
