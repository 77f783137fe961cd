package bluehub.gateway.call;

/** The grammar of {@code tracestate} (W3C Trace Context §3.3.1). */
final class TraceState {
  private static final int MAX_MEMBERS = 32;
  private static final int MAX_KEY = 256;
  private static final int MAX_VALUE = 256;
  private static final String KEY_MARKS = "_-*/@";

  private TraceState() {}

  /** {@code list = list-member 0*31( OWS "," OWS list-member )}; members may be empty. */
  static boolean isValid(String text, int most) {
    if (text.length() > most) {
      return false;
    }
    int members = 0;
    for (String element : text.split(",", -1)) {
      String member = element.strip();
      if (!member.isEmpty() && (!isMember(member) || ++members > MAX_MEMBERS)) {
        return false;
      }
    }
    return members > 0;
  }

  /** {@code list-member = key "=" value}. */
  private static boolean isMember(String member) {
    int equals = member.indexOf('=');
    return isKey(member, equals) && isValue(member, equals + 1);
  }

  private static boolean isKey(String member, int end) {
    if (end < 1 || end > MAX_KEY) {
      return false;
    }
    for (int i = 0; i < end; i++) {
      char c = member.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      if (!letter && (i == 0 || KEY_MARKS.indexOf(c) < 0)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isValue(String member, int from) {
    int length = member.length() - from;
    if (length < 1 || length > MAX_VALUE) {
      return false;
    }
    for (int i = from; i < member.length(); i++) {
      char c = member.charAt(i);
      if (c < ' ' || c > '~' || c == ',' || c == '=') {
        return false;
      }
    }
    return true;
  }
}
