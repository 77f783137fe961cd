package bluehub.gateway.upstream;

import bluehub.gateway.settings.MetadataSettings.PassSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Which names may pass between a client and an upstream, as the settings say. Immutable. */
public final class MetadataFilter {
  private static final String ALL = "*";

  private final boolean everything;
  private final List<String> allow;
  private final List<String> deny;
  private final Set<String> taken;

  /**
   * @param taken names that never pass, as the gateway itself gives them
   */
  MetadataFilter(PassSettings settings, Set<String> taken) {
    this.allow = settings.allow();
    this.deny = settings.deny();
    this.taken = Set.copyOf(taken);
    this.everything = allow.contains(ALL) && deny.isEmpty() && taken.isEmpty();
  }

  /** Whether a name, in lower case, passes. */
  public boolean passes(String name) {
    return everything || (matches(allow, name) && !matches(deny, name) && !taken.contains(name));
  }

  /** What passes of that metadata. */
  RawMetadata of(RawMetadata metadata) {
    if (everything || metadata.size() == 0) {
      return metadata;
    }
    RawMetadata passed = new RawMetadata(metadata.size());
    for (int i = 0; i < metadata.size(); i++) {
      if (passes(new String(metadata.name(i), StandardCharsets.US_ASCII))) {
        passed.add(metadata.name(i), metadata.value(i));
      }
    }
    return passed;
  }

  private static boolean matches(List<String> patterns, String name) {
    for (int i = 0; i < patterns.size(); i++) {
      String pattern = patterns.get(i);
      int last = pattern.length() - 1;
      if (pattern.charAt(last) == '*'
          ? name.regionMatches(0, pattern, 0, last)
          : name.equals(pattern)) {
        return true;
      }
    }
    return false;
  }
}
