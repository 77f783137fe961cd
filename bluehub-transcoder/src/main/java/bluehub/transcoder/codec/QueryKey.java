package bluehub.transcoder.codec;

import org.jspecify.annotations.Nullable;

/**
 * The key of a query parameter, name by name: {@code child.labels[a]}, {@code old.[legacy.ext]}.
 *
 * <p>{@code key = name *( "." name ) [ "[" map-key "]" ]}, where a name that begins with a bracket
 * is an extension's, which ends with the next one and has dots of its own. Not thread-safe.
 */
final class QueryKey {
  private final String text;
  private int end = -1;

  QueryKey(String text) {
    this.text = text;
  }

  /** Goes on to the next name; there is one until {@link #isLast}. */
  String next() {
    int start = end + 1;
    end = text.startsWith("[", start) ? Math.max(start, text.indexOf(']', start)) : start;
    while (end < text.length() && text.charAt(end) != '.' && (end == start || !isMapKey())) {
      end++;
    }
    return text.substring(start, end);
  }

  private boolean isMapKey() {
    return text.charAt(end) == '[' && text.endsWith("]");
  }

  /** Whether no further name comes. */
  boolean isLast() {
    return end == text.length() || isMapKey();
  }

  /** What stands in brackets behind the last name, or null. */
  @Nullable String mapKey() {
    return end < text.length() ? text.substring(end + 1, text.length() - 1) : null;
  }

  /** The names so far. */
  String path() {
    return text.substring(0, end);
  }
}
