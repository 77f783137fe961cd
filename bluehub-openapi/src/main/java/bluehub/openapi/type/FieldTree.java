package bluehub.openapi.type;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Fields of a message, and fields inside these, by their proto names. */
public final class FieldTree {
  /** No field. */
  static final FieldTree NONE = new FieldTree();

  private final Map<String, FieldTree> inner = new TreeMap<>();

  /** The fields at the ends of some paths. */
  public static FieldTree of(List<List<String>> paths) {
    FieldTree tree = new FieldTree();
    for (List<String> path : paths) {
      FieldTree at = tree;
      for (String name : path) {
        at = at.inner.computeIfAbsent(name, _ -> new FieldTree());
      }
    }
    return tree;
  }

  public boolean isEmpty() {
    return inner.isEmpty();
  }

  /** Whether a field is in the tree as a whole. */
  public boolean has(String name) {
    FieldTree found = inner.get(name);
    return found != null && found.isEmpty();
  }

  /** The fields inside a field. */
  public FieldTree inside(String name) {
    @Nullable FieldTree found = inner.get(name);
    return found == null ? NONE : found;
  }
}
