package bluehub.transcoder.route;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A node of the trie while it is built. */
final class DraftNode<T> {
  private final Map<String, DraftNode<T>> literals = new LinkedHashMap<>();
  private final Map<String, Route<T>> routes = new LinkedHashMap<>();
  private @Nullable DraftNode<T> single;
  private @Nullable DraftNode<T> rest;

  DraftNode<T> literal(String text) {
    return literals.computeIfAbsent(text, key -> new DraftNode<>());
  }

  DraftNode<T> single() {
    single = single == null ? new DraftNode<>() : single;
    return single;
  }

  DraftNode<T> rest() {
    rest = rest == null ? new DraftNode<>() : rest;
    return rest;
  }

  /** Puts the route here unless its method has one; returns the one that was there. */
  @Nullable Route<T> putIfAbsent(String method, Route<T> route) {
    return routes.putIfAbsent(method, route);
  }

  Node<T> freeze() {
    Map<String, Node<T>> children = new LinkedHashMap<>();
    literals.forEach((text, draft) -> children.put(text, draft.freeze()));
    return new Node<>(
        children.isEmpty() ? null : new LiteralTable<>(children),
        single == null ? null : single.freeze(),
        rest == null ? null : rest.freeze(),
        List.copyOf(routes.keySet()),
        List.copyOf(routes.values()));
  }
}
