package bluehub.transcoder.route;

import bluehub.transcoder.route.PathDecoder.Keep;
import bluehub.transcoder.template.PathTemplate;
import bluehub.transcoder.template.Segment;
import bluehub.transcoder.template.Variable;
import java.util.List;

/**
 * One route: its target, and where its variables lie in a path that matches.
 *
 * <p>Segment indices before the template's {@code **} count from the path's start; those after it
 * count from the path's end, since its length is unknown, and are kept as the complement of the
 * distance ({@code ~0} is the end).
 */
final class Route<T> {
  private static final String[] NO_OTHERS = {};

  private final T target;
  private final int[] starts;
  private final int[] ends;
  private final Keep[] keeps;
  private final boolean fromEnd;
  private final RouteMatch.Found<T> plain;

  Route(T target, PathTemplate template, RouteOptions options) {
    List<Variable> variables = template.variables();
    int size = variables.size();
    this.target = target;
    this.starts = new int[size];
    this.ends = new int[size];
    this.keeps = new Keep[size];
    boolean relative = false;
    for (int i = 0; i < size; i++) {
      Variable variable = variables.get(i);
      starts[i] = index(template, variable.start());
      ends[i] = index(template, variable.end());
      keeps[i] =
          !variable.multiple() ? Keep.NONE : options.keepReserved() ? Keep.RESERVED : Keep.SLASH;
      relative |= ends[i] < 0;
    }
    this.fromEnd = relative;
    this.plain = new RouteMatch.Found<>(target, Captures.NONE);
  }

  private static int index(PathTemplate template, int segment) {
    int rest = template.segments().indexOf(Segment.REST);
    return rest < 0 || segment <= rest ? segment : ~(template.segments().size() - segment);
  }

  T target() {
    return target;
  }

  /**
   * Cuts the values out of a path that this route matches.
   *
   * @param end where its segments end: before the verb or a slash that is stripped
   */
  RouteMatch.Found<T> found(String path, int end) {
    if (starts.length == 0) {
      return plain;
    }
    int count = fromEnd ? count(path, end) : 0;
    int segment = 0;
    int offset = 1;
    String first = "";
    String[] others = starts.length > 1 ? new String[starts.length - 1] : NO_OTHERS;
    for (int i = 0; i < starts.length; i++) {
      int from = starts[i] < 0 ? count - ~starts[i] : starts[i];
      int to = ends[i] < 0 ? count - ~ends[i] : ends[i];
      offset = skip(path, offset, end, from - segment);
      int after = skip(path, offset, end, to - from);
      String value = from == to ? "" : PathDecoder.decode(path, offset, after - 1, keeps[i]);
      if (i == 0) {
        first = value;
      } else {
        others[i - 1] = value;
      }
      segment = to;
      offset = after;
    }
    return new RouteMatch.Found<>(
        target, others.length == 0 ? Captures.of(first) : Captures.of(first, others));
  }

  /** The number of segments. */
  private static int count(String path, int end) {
    if (end == 1) {
      return 0;
    }
    int count = 1;
    for (int i = path.indexOf('/', 1, end); i >= 0; i = path.indexOf('/', i + 1, end)) {
      count++;
    }
    return count;
  }

  /** The index where a segment begins that lies so many after the one at {@code offset}. */
  private static int skip(String path, int offset, int end, int segments) {
    int next = offset;
    for (int i = 0; i < segments; i++) {
      int slash = path.indexOf('/', next, end);
      next = (slash < 0 ? end : slash) + 1;
    }
    return next;
  }
}
