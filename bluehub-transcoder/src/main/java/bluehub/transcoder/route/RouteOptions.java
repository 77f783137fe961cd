package bluehub.transcoder.route;

/**
 * How paths are read.
 *
 * @param keepReserved in a variable of several segments leave the escapes of all reserved
 *     characters of RFC 6570 as they came, not only {@code %2F}
 * @param stripTrailingSlash take a path that ends with a slash for the path without it; otherwise
 *     the two are different
 */
public record RouteOptions(boolean keepReserved, boolean stripTrailingSlash) {
  /** Only {@code %2F} stays; a trailing slash is part of the path. */
  public static final RouteOptions DEFAULT = new RouteOptions(false, false);

  /** The same options but for this one. */
  public RouteOptions withKeepReserved(boolean keep) {
    return new RouteOptions(keep, stripTrailingSlash);
  }

  /** The same options but for this one. */
  public RouteOptions withStripTrailingSlash(boolean strip) {
    return new RouteOptions(keepReserved, strip);
  }
}
