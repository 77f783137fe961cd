package bluehub.gateway.edge;

/** The grammar of {@code Host = uri-host [ ":" port ]} (RFC 9110 §7.2, RFC 3986 §3.2.2). */
final class HostField {
  private static final String MARKS = "-._~!$&'()*+,;=%";

  private HostField() {}

  /** Whether the value is a host with or without a port; an empty one is of a URI without host. */
  static boolean isValid(String value) {
    int at = value.startsWith("[") ? literal(value) : name(value);
    if (at < 0 || at == value.length()) {
      return at >= 0;
    }
    return value.charAt(at) == ':' && digits(value, at + 1);
  }

  /** {@code "[" ( IPv6address / IPvFuture ) "]"}: gives the place behind it, or -1. */
  private static int literal(String value) {
    int end = value.indexOf(']');
    for (int i = 1; i < end; i++) {
      char c = value.charAt(i);
      if (c != ':' && !nameCharacter(c)) {
        return -1;
      }
    }
    return end < 0 ? -1 : end + 1;
  }

  /** {@code reg-name / IPv4address}: gives the place behind it. */
  private static int name(String value) {
    int at = 0;
    while (at < value.length() && nameCharacter(value.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean nameCharacter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || MARKS.indexOf(c) >= 0;
  }

  private static boolean digits(String value, int from) {
    for (int i = from; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
    }
    return true;
  }
}
