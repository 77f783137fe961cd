package bluehub.transcoder.route;

import java.util.List;

/**
 * What a route table knows of a method and a path.
 *
 * @param <T> the targets of the table
 */
public sealed interface RouteMatch<T> {

  /**
   * A route answers: the most specific one that matches path and method.
   *
   * @param target what was registered
   * @param captures the values of its template's variables
   */
  record Found<T>(T target, Captures captures) implements RouteMatch<T> {}

  /**
   * Routes match the path, but none of them the method: 405, or the answer to OPTIONS.
   *
   * @param allowed the methods of all routes that match the path, HEAD beside GET, in the order of
   *     their names; for the Allow header (RFC 9110 §10.2.1)
   */
  record WrongMethod<T>(List<String> allowed) implements RouteMatch<T> {
    public WrongMethod {
      allowed = List.copyOf(allowed);
    }
  }

  /** No route matches the path: 404. */
  record Unknown<T>() implements RouteMatch<T> {}
}
