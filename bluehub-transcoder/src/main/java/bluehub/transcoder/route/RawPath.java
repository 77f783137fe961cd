package bluehub.transcoder.route;

import bluehub.transcoder.fault.RequestFault;
import bluehub.transcoder.template.PercentEncoding;

/**
 * Checks a raw path once, before anything is matched, so that nothing after it meets a bad escape.
 */
final class RawPath {
  /** What can stand in a path as it is: visible ASCII but for the delimiters of the other parts. */
  private static final boolean[] PLAIN = new boolean[128];

  static {
    for (char c = '!'; c <= '~'; c++) {
      PLAIN[c] = c != '%' && c != '#' && c != '?' && c != '/';
    }
  }

  private RawPath() {}

  /**
   * Refuses with 400 what no route may see: malformed escapes, escaped bytes that are no UTF-8,
   * characters that a path holds only as escapes, and dot segments, which servers on the way may
   * have resolved or not.
   */
  static void check(String path) {
    int length = path.length();
    int segment = 1;
    for (int i = 1; i < length; ) {
      char c = path.charAt(i);
      if (c < 128 && PLAIN[c]) {
        i++;
      } else if (c == '/') {
        refuseDots(path, segment, i);
        i++;
        segment = i;
      } else if (c == '%') {
        i = escaped(path, i);
      } else {
        throw RequestFault.invalid(
            "character "
                + (i + 1)
                + " of the path is U+"
                + String.format("%04X", (int) c)
                + ", which a path holds only percent-encoded");
      }
    }
    refuseDots(path, segment, length);
  }

  private static int escaped(String path, int at) {
    int end = PercentEncoding.characterEnd(path, at, path.length());
    if (end < 0) {
      throw RequestFault.invalid(
          "character "
              + (at + 1)
              + " of the path begins "
              + (end == PercentEncoding.MALFORMED
                  ? "a malformed escape, expected % and two hexadecimal digits"
                  : "escaped bytes that are no UTF-8"));
    }
    return end;
  }

  /** Refuses {@code .} and {@code ..}, escaped or not. RFC 3986 §3.3. */
  static void refuseDots(String path, int start, int end) {
    if (start == end || (path.charAt(start) != '.' && path.charAt(start) != '%')) {
      return;
    }
    int dots = 0;
    for (int i = start; i < end; dots++) {
      char c = path.charAt(i);
      if (c == '%' && PercentEncoding.escapedByte(path, i, end) == '.') {
        i += 3;
      } else if (c == '.') {
        i++;
      } else {
        return;
      }
    }
    if (dots <= 2) {
      throw RequestFault.invalid(
          "character "
              + (start + 1)
              + " of the path begins a dot segment (. or ..), expected the path that it leads to");
    }
  }
}
