package bluehub.gateway.check;

import bluehub.transcoder.schema.RpcFilter;
import org.jspecify.annotations.Nullable;

/**
 * A schema to check.
 *
 * @param descriptorSet its file
 * @param against the file of a former version, or null
 * @param rpcs which RPCs are reachable
 * @param prefix what stands before the path of each route; empty for none
 */
record Input(String descriptorSet, @Nullable String against, RpcFilter rpcs, String prefix) {

  /** As reports name it. */
  String name() {
    return descriptorSet;
  }
}
