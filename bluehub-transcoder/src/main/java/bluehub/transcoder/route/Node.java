package bluehub.transcoder.route;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A node of the trie. Immutable.
 *
 * <p>Up to a {@code **} a level of the trie is a segment of the path from the left. What follows a
 * {@code **} is a trie of its own that is read from the path's end: a template has one {@code **}
 * at most, so that its last segments can only be the path's last. Each node is met once per look-up
 * at most, and only where its whole way from the root matches, so that backtracking is bounded by
 * the templates that overlap on a path, however long the path is.
 *
 * <p>Order of the tries, which is the order of precedence: a literal before {@code *} before {@code
 * **}, from the left. Behind {@code **}, read from the right: a literal before the end of the
 * template before {@code *}. So <code>/a/**&#47;z</code> comes before {@code /a/**}, but {@code
 * /a/**} before <code>/a/**&#47;*</code>, which would otherwise take every path from it.
 *
 * <p>A part of a path is given by the index of its first segment's first character and the index
 * after its last segment. It has no segment when the first is greater than the second.
 */
record Node<T>(
    @Nullable LiteralTable<Node<T>> literals,
    @Nullable Node<T> single,
    @Nullable Node<T> rest,
    List<String> methods,
    List<Route<T>> routes) {

  /** The route of the part of the path that lies right of this node. */
  @Nullable Route<T> find(String method, String path, int start, int end) {
    Route<T> found = null;
    if (start > end) {
      found = route(method);
    } else {
      int slash = path.indexOf('/', start, end);
      int segmentEnd = slash < 0 ? end : slash;
      Node<T> next = literals == null ? null : literals.find(path, start, segmentEnd);
      if (next != null) {
        found = next.find(method, path, segmentEnd + 1, end);
      }
      if (found == null && single != null && start < segmentEnd) {
        found = single.find(method, path, segmentEnd + 1, end);
      }
    }
    return found == null && rest != null ? rest.findBack(method, path, start, end) : found;
  }

  /** The route of the part of the path that lies left of this node, as far as its {@code **}. */
  private @Nullable Route<T> findBack(String method, String path, int start, int end) {
    Route<T> found = null;
    int segment = start > end ? end : path.lastIndexOf('/', end - 1) + 1;
    if (start <= end && literals != null) {
      Node<T> next = literals.find(path, segment, end);
      found = next == null ? null : next.findBack(method, path, start, segment - 1);
    }
    if (found == null) {
      found = route(method);
    }
    if (found == null && single != null && start <= end && segment < end) {
      found = single.findBack(method, path, start, segment - 1);
    }
    return found;
  }

  /** Adds the methods of all routes that match, as {@link #find} visits them. */
  void collect(String path, int start, int end, Set<String> allowed) {
    if (start > end) {
      allowed.addAll(methods);
    } else {
      int slash = path.indexOf('/', start, end);
      int segmentEnd = slash < 0 ? end : slash;
      Node<T> next = literals == null ? null : literals.find(path, start, segmentEnd);
      if (next != null) {
        next.collect(path, segmentEnd + 1, end, allowed);
      }
      if (single != null && start < segmentEnd) {
        single.collect(path, segmentEnd + 1, end, allowed);
      }
    }
    if (rest != null) {
      rest.collectBack(path, start, end, allowed);
    }
  }

  private void collectBack(String path, int start, int end, Set<String> allowed) {
    allowed.addAll(methods);
    if (start > end) {
      return;
    }
    int segment = path.lastIndexOf('/', end - 1) + 1;
    Node<T> next = literals == null ? null : literals.find(path, segment, end);
    if (next != null) {
      next.collectBack(path, start, segment - 1, allowed);
    }
    if (single != null && segment < end) {
      single.collectBack(path, start, segment - 1, allowed);
    }
  }

  /** The route that ends here: of the method, for HEAD else of GET, else of any method. */
  private @Nullable Route<T> route(String method) {
    int at = methods.indexOf(method);
    if (at < 0 && method.equals("HEAD")) {
      at = methods.indexOf("GET");
    }
    if (at < 0) {
      at = methods.indexOf(RouteTable.ANY_METHOD);
    }
    return at < 0 ? null : routes.get(at);
  }
}
