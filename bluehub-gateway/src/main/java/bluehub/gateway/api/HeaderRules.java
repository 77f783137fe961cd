package bluehub.gateway.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of header fields on their way. Names are in lower case. Immutable.
 *
 * @param set fields that are there with this value, and no other of their name
 * @param remove names that do not pass, or their beginnings with a {@code *}
 * @param rename fields that go on under another name
 */
public record HeaderRules(
    Map<String, String> set, List<String> remove, Map<String, String> rename) {
  public HeaderRules {
    set = Collections.unmodifiableMap(new LinkedHashMap<>(set));
    remove = List.copyOf(remove);
    rename = Map.copyOf(rename);
  }

  /** The name under which a field goes on, or null where it does not. */
  public @Nullable String name(String name) {
    String next = rename.get(name);
    if (next == null) {
      next = name;
      if (removes(name)) {
        return null;
      }
    }
    return set.containsKey(next) ? null : next;
  }

  private boolean removes(String name) {
    for (int i = 0; i < remove.size(); i++) {
      String pattern = remove.get(i);
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
