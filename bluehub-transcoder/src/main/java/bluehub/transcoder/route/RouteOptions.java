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
  public static final RouteOptions DEFAULT = new RouteOptions(false, false);

  public RouteOptions withKeepReserved(boolean keep) {
    return new RouteOptions(keep, stripTrailingSlash);
  }

  public RouteOptions withStripTrailingSlash(boolean strip) {
    return new RouteOptions(keepReserved, strip);
  }
}
