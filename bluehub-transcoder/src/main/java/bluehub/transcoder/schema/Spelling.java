package bluehub.transcoder.schema;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that a misspelt one was meant to be. */
final class Spelling {
  private Spelling() {}

  /** The name with the fewest edits from {@code text}, if it is at most a third of it away. */
  static Optional<String> nearest(String text, Collection<String> names) {
    return names.stream()
        .min(Comparator.comparingInt(name -> distance(text, name)))
        .filter(name -> distance(text, name) <= Math.max(1, text.length() / 3));
  }

  /** Levenshtein's distance; case and underscores are for nothing. */
  private static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT).replace("_", "");
    String b = right.toLowerCase(Locale.ROOT).replace("_", "");
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
