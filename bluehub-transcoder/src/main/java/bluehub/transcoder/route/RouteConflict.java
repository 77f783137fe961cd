package bluehub.transcoder.route;

/**
 * Two routes that answer the same method on exactly the same paths.
 *
 * @param httpMethod the method of both
 * @param shape the shape of both templates
 * @param first the target that was added first
 * @param second the one that was added after it
 */
public record RouteConflict<T>(String httpMethod, String shape, T first, T second) {}
