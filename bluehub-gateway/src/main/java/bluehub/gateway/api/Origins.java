package bluehub.gateway.api;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The origins that are let in, as the settings name them. */
final class Origins {
  private final boolean any;
  private final Set<String> exact = new HashSet<>();
  private final String[][] patterns;

  Origins(List<String> settings) {
    any = settings.contains("*");
    for (String setting : settings) {
      if (setting.indexOf('*') < 0) {
        exact.add(setting);
      }
    }
    patterns =
        settings.stream()
            .filter(setting -> setting.length() > 1 && setting.indexOf('*') >= 0)
            .map(setting -> setting.split("\\*", -1))
            .toArray(String[][]::new);
  }

  /** Whether all are, so that answers need not tell one from another. */
  boolean any() {
    return any;
  }

  boolean allows(String origin) {
    if (any || exact.contains(origin)) {
      return true;
    }
    for (String[] pattern : patterns) {
      if (matches(origin, pattern[0], pattern[1])) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(String origin, String prefix, String suffix) {
    int end = origin.length() - suffix.length();
    if (end <= prefix.length() || !origin.startsWith(prefix) || !origin.endsWith(suffix)) {
      return false;
    }
    // Parts of a host, or a port: nothing that could begin another part of an origin.
    boolean port = suffix.isEmpty();
    for (int i = prefix.length(); i < end; i++) {
      char c = origin.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      if (!digit && (port || !((c >= 'a' && c <= 'z') || c == '-' || c == '.'))) {
        return false;
      }
    }
    return true;
  }
}
