package bluehub.gateway.call;

/** A quality value (RFC 9110 §12.4.2). */
final class Weight {
  private static final int MAX_LENGTH = 5;

  private Weight() {}

  /** {@code ( "0" [ "." 0*3DIGIT ] ) / ( "1" [ "." 0*3("0") ] )}; 0 for what is none. */
  static double of(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH || text.charAt(0) > '1') {
      return 0;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (i == 1 ? c != '.' : c < '0' || c > '9') {
        return 0;
      }
    }
    return Math.min(1, Double.parseDouble(text));
  }
}
