package bluehub.transcoder.route;

import bluehub.transcoder.template.PathTemplate;
import bluehub.transcoder.template.Segment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An immutable, thread-safe table of routes. Which route answers is decided by how specific their
 * templates are, never by the order in which they were added:
 *
 * <ol>
 *   <li>a template with a verb that ends the path comes before one without, a longer verb before a
 *       shorter one;
 *   <li>then segment by segment from the left: a literal before {@code *} before {@code **};
 *   <li>where templates part behind a {@code **}: a literal ends the {@code **}, a {@code *} does
 *       so only when nothing else matches.
 * </ol>
 *
 * <p>A template that matches the path but lacks the method steps back for the next one. HEAD is
 * answered by GET where no route declares HEAD; {@link #ANY_METHOD} answers every method that the
 * same template does not declare.
 *
 * <p>A look-up works on the characters of the raw path where they lie. It makes a {@link
 * RouteMatch.Found}, its {@link Captures} and the values; without variables it makes nothing. Its
 * cost depends on the path and on the templates that overlap on it, not on the number of routes.
 *
 * @param <T> what the routes lead to
 */
public final class RouteTable<T> {
  /** The method of a route that answers all methods: {@code custom { kind: "*" }}. */
  public static final String ANY_METHOD = "*";

  private final RouteOptions options;
  private final Node<T> plain;
  private final @Nullable LiteralTable<Node<T>> verbs;
  private final int verbColons;
  private final RouteMatch<T> unknown = new RouteMatch.Unknown<>();

  private RouteTable(
      RouteOptions options, Node<T> plain, Map<String, Node<T>> verbs, int verbColons) {
    this.options = options;
    this.plain = plain;
    this.verbs = verbs.isEmpty() ? null : new LiteralTable<>(verbs);
    this.verbColons = verbColons;
  }

  /** Begins a table whose paths are read by these options. */
  public static <T> Builder<T> builder(RouteOptions options) {
    return new Builder<>(options);
  }

  /**
   * The most specific route of a method and a path.
   *
   * @param method the HTTP method, whose case counts (RFC 9110 §9.1)
   * @param rawPath the path as it came, percent-encoded, without a query; it is unknown unless it
   *     begins with a slash
   * @throws bluehub.transcoder.fault.RequestFault 400 for malformed escapes, escaped bytes that are
   *     no UTF-8, characters that belong escaped, and dot segments
   */
  public RouteMatch<T> match(String method, String rawPath) {
    if (rawPath.isEmpty() || rawPath.charAt(0) != '/') {
      return unknown;
    }
    RawPath.check(rawPath);
    int end = rawPath.length();
    if (options.stripTrailingSlash() && end > 1 && rawPath.charAt(end - 1) == '/') {
      end--;
    }
    if (verbs != null) {
      int last = rawPath.lastIndexOf('/', end - 1) + 1;
      for (int colon = firstColon(rawPath, last, end);
          colon >= 0;
          colon = rawPath.indexOf(':', colon + 1, end)) {
        Node<T> root = verbs.find(rawPath, colon + 1, end);
        if (root != null) {
          RawPath.refuseDots(rawPath, last, colon);
          Route<T> route = root.find(method, rawPath, firstSegment(colon), colon);
          if (route != null) {
            return route.found(rawPath, colon);
          }
        }
      }
    }
    Route<T> route = plain.find(method, rawPath, firstSegment(end), end);
    return route != null ? route.found(rawPath, end) : withoutRoute(rawPath, end);
  }

  private RouteMatch<T> withoutRoute(String path, int end) {
    TreeSet<String> allowed = new TreeSet<>();
    if (verbs != null) {
      int last = path.lastIndexOf('/', end - 1) + 1;
      for (int colon = firstColon(path, last, end);
          colon >= 0;
          colon = path.indexOf(':', colon + 1, end)) {
        Node<T> root = verbs.find(path, colon + 1, end);
        if (root != null) {
          root.collect(path, firstSegment(colon), colon, allowed);
        }
      }
    }
    plain.collect(path, firstSegment(end), end, allowed);
    if (allowed.isEmpty()) {
      return unknown;
    }
    if (allowed.contains("GET")) {
      allowed.add("HEAD");
    }
    return new RouteMatch.WrongMethod<>(List.copyOf(allowed));
  }

  /** The leftmost colon of the last segment that can begin a verb; negative if there is none. */
  private int firstColon(String path, int last, int end) {
    int first = -1;
    int colon = path.lastIndexOf(':', end - 1);
    for (int i = 0; i <= verbColons && colon >= last; i++) {
      first = colon;
      colon = path.lastIndexOf(':', colon - 1);
    }
    return first;
  }

  /** Where the first segment begins; behind the end for the path {@code /}, which has none. */
  private static int firstSegment(int end) {
    return end == 1 ? 2 : 1;
  }

  /** Collects routes; used by one thread. */
  public static final class Builder<T> {
    private final RouteOptions options;
    private final DraftNode<T> plain = new DraftNode<>();
    private final Map<String, DraftNode<T>> verbs = new LinkedHashMap<>();
    private final List<RouteConflict<T>> conflicts = new ArrayList<>();

    private Builder(RouteOptions options) {
      this.options = options;
    }

    /**
     * Adds a route, or a {@linkplain #conflicts() conflict} when one of the same method and shape
     * is there.
     *
     * @param httpMethod a method, or {@link #ANY_METHOD}
     */
    public Builder<T> add(String httpMethod, PathTemplate template, T target) {
      return add(httpMethod, template, target, options.keepReserved());
    }

    /**
     * The same, with its own way to decode variables of several segments.
     *
     * @param keepReserved instead of {@link RouteOptions#keepReserved}
     */
    public Builder<T> add(
        String httpMethod, PathTemplate template, T target, boolean keepReserved) {
      Route<T> added = new Route<>(target, template, options.withKeepReserved(keepReserved));
      Route<T> first = node(template).putIfAbsent(httpMethod, added);
      if (first != null) {
        conflicts.add(new RouteConflict<>(httpMethod, template.shape(), first.target(), target));
      }
      return this;
    }

    private DraftNode<T> node(PathTemplate template) {
      DraftNode<T> node =
          template.verb().isEmpty()
              ? plain
              : verbs.computeIfAbsent(template.verb(), verb -> new DraftNode<>());
      List<Segment> segments = template.segments();
      int rest = segments.indexOf(Segment.REST);
      for (Segment segment : rest < 0 ? segments : segments.subList(0, rest)) {
        node = child(node, segment);
      }
      if (rest >= 0) {
        node = node.rest();
        for (Segment segment : segments.subList(rest + 1, segments.size()).reversed()) {
          node = child(node, segment);
        }
      }
      return node;
    }

    private DraftNode<T> child(DraftNode<T> node, Segment segment) {
      return segment.equals(Segment.SINGLE) ? node.single() : node.literal(segment.literal());
    }

    /** The routes that were added in vain so far, in their order. */
    public List<RouteConflict<T>> conflicts() {
      return List.copyOf(conflicts);
    }

    /**
     * The table of the routes added so far.
     *
     * @throws IllegalStateException when there are conflicts and the policy refuses them; look at
     *     {@link #conflicts()} before
     */
    public RouteTable<T> build(ConflictPolicy policy) {
      if (policy == ConflictPolicy.REFUSE && !conflicts.isEmpty()) {
        throw new IllegalStateException("routes in conflict: " + conflicts);
      }
      Map<String, Node<T>> frozen = new LinkedHashMap<>();
      int colons = 0;
      for (Map.Entry<String, DraftNode<T>> verb : verbs.entrySet()) {
        frozen.put(verb.getKey(), verb.getValue().freeze());
        colons = Math.max(colons, (int) verb.getKey().chars().filter(c -> c == ':').count());
      }
      return new RouteTable<>(options, plain.freeze(), frozen, colons);
    }
  }
}
