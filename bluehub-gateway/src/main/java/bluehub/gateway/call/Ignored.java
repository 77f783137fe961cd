package bluehub.gateway.call;

import java.util.List;

/** Unknown fields that a lenient gateway let pass, told in a header (rule 13). */
final class Ignored {
  private static final int MAX_LENGTH = 1_000;

  private Ignored() {}

  /** The value of a {@code Warning} header: code 299, "miscellaneous persistent warning". */
  static String warning(List<String> fields) {
    StringBuilder text = new StringBuilder("299 bluehub \"ignored unknown fields: ");
    String separator = "";
    for (String field : fields) {
      if (text.length() + field.length() > MAX_LENGTH) {
        text.append(separator).append("...");
        break;
      }
      text.append(separator);
      for (int i = 0; i < field.length(); i++) {
        char c = field.charAt(i);
        text.append(c < ' ' || c > '~' || c == '"' || c == '\\' ? '?' : c);
      }
      separator = ", ";
    }
    return text.append('"').toString();
  }
}
