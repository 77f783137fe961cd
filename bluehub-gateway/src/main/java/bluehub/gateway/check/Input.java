package bluehub.gateway.check;

import org.jspecify.annotations.Nullable;

/**
 * A schema to check.
 *
 * @param descriptorSet its file
 * @param against the file of a former version, or null
 */
record Input(String descriptorSet, @Nullable String against) {

  /** As reports name it. */
  String name() {
    return descriptorSet;
  }
}
