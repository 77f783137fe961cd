package bluehub.gateway.edge;

/** The target of a request line (RFC 9112 §3.2). */
final class RequestTarget {
  private RequestTarget() {}

  /** Whether a target has a form that the method may have; the one of CONNECT is none of them. */
  static boolean isValid(String target, String method) {
    if (target.charAt(0) == '/') {
      return true;
    }
    if (target.equals("*")) {
      return method.equals("OPTIONS");
    }
    int from = authority(target);
    if (from < 0) {
      return false;
    }
    int to = from;
    while (to < target.length() && "/?#".indexOf(target.charAt(to)) < 0) {
      to++;
    }
    // RFC 9110 §4.2.1, §4.2.4: a URL without a host is none, and one with a user is a trap.
    return to > from && target.charAt(from) != ':' && HostField.isValid(target.substring(from, to));
  }

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
