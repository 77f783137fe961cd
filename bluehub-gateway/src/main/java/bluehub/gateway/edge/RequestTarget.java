package bluehub.gateway.edge;

/** The target of a request line (RFC 9112 §3.2). */
final class RequestTarget {
  private RequestTarget() {}

  /**
   * Path and query: a target in absolute form, which a server must take, without its scheme and
   * authority; any other as it is.
   */
  static String origin(String target) {
    if (target.isEmpty() || target.charAt(0) == '/') {
      return target;
    }
    int authority = authority(target);
    if (authority < 0) {
      return target;
    }
    for (int i = authority; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c == '/') {
        return target.substring(i);
      }
      if (c == '?') {
        return "/" + target.substring(i);
      }
    }
    return "/";
  }

  private static int authority(String target) {
    if (target.regionMatches(true, 0, "http://", 0, 7)) {
      return 7;
    }
    return target.regionMatches(true, 0, "https://", 0, 8) ? 8 : -1;
  }
}
