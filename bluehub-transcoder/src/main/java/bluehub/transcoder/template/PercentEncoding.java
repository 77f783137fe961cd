package bluehub.transcoder.template;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Percent-encoding as RFC 3986 has it. Texts are handled where they lie, by index: nothing here
 * allocates but {@link #normalize}.
 */
public final class PercentEncoding {
  /** From {@link #characterEnd}: a {@code %} without two hexadecimal digits behind it. */
  public static final int MALFORMED = -1;

  /** From {@link #characterEnd}: escaped bytes that are no UTF-8. */
  public static final int NOT_UTF8 = -2;

  private static final byte[] HEX = new byte[128];
  private static final boolean[] UNRESERVED = new boolean[128];
  private static final boolean[] RESERVED = new boolean[128];
  private static final HexFormat UPPER = HexFormat.of().withUpperCase();

  static {
    Arrays.fill(HEX, (byte) -1);
    for (char c : "0123456789ABCDEFabcdef".toCharArray()) {
      HEX[c] = (byte) Character.digit(c, 16);
    }
    for (char c = 0; c < 128; c++) {
      UNRESERVED[c] = Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0;
      RESERVED[c] = ":/?#[]@!$&'()*+,;=".indexOf(c) >= 0;
    }
  }

  private PercentEncoding() {}

  /** Whether an escape of it means the same as the character itself. RFC 3986 §2.3. */
  public static boolean isUnreserved(int c) {
    return c >= 0 && c < 128 && UNRESERVED[c];
  }

  /** Whether it can be a delimiter. RFC 3986 §2.2, which RFC 6570 §1.5 cites. */
  public static boolean isReserved(int c) {
    return c >= 0 && c < 128 && RESERVED[c];
  }

  /** The hexadecimal digit in upper case; any other character as it is. */
  public static char upperHex(char c) {
    return c >= 'a' && c <= 'f' ? (char) (c - 'a' + 'A') : c;
  }

  /**
   * The byte that the escape at an index stands for.
   *
   * @param at index of its {@code %}
   * @return 0 to 255, or {@link #MALFORMED}
   */
  public static int escapedByte(String text, int at, int end) {
    if (at + 2 >= end) {
      return MALFORMED;
    }
    int high = hex(text.charAt(at + 1));
    int low = hex(text.charAt(at + 2));
    return high < 0 || low < 0 ? MALFORMED : (high << 4) | low;
  }

  private static int hex(char c) {
    return c < 128 ? HEX[c] : -1;
  }

  /**
   * The index after the escaped character at an index: one escape for ASCII, two to four for the
   * rest of UTF-8 (RFC 3629 §4: no overlong forms, no surrogates, at most U+10FFFF).
   *
   * @param at index of its first {@code %}
   * @return the index, {@link #MALFORMED} or {@link #NOT_UTF8}
   */
  public static int characterEnd(String text, int at, int end) {
    int lead = escapedByte(text, at, end);
    if (lead < 0x80) {
      return lead < 0 ? MALFORMED : at + 3;
    }
    int tail = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    if (lead < 0xC2 || lead > 0xF4) {
      return NOT_UTF8;
    }
    int least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    int most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    int next = at + 3;
    for (int i = 0; i < tail; i++) {
      if (next >= end || text.charAt(next) != '%') {
        return NOT_UTF8;
      }
      int value = escapedByte(text, next, end);
      if (value < least || value > most) {
        return value < 0 ? MALFORMED : NOT_UTF8;
      }
      least = 0x80;
      most = 0xBF;
      next += 3;
    }
    return next;
  }

  /**
   * The form in which equal texts are equal strings: escapes of unreserved characters resolved, hex
   * digits of the others in upper case (RFC 3986 §6.2.2), characters beyond ASCII escaped as their
   * UTF-8 bytes (RFC 3987 §3.1). Its escapes must be well-formed.
   */
  public static String normalize(String text) {
    StringBuilder normal = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      char c = text.charAt(i);
      if (c == '%') {
        int value = escapedByte(text, i, text.length());
        append(normal, value, isUnreserved(value));
        i += 3;
      } else if (c < 128) {
        normal.append(c);
        i++;
      } else {
        int codePoint = text.codePointAt(i);
        for (byte b : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
          append(normal, b & 0xFF, false);
        }
        i += Character.charCount(codePoint);
      }
    }
    return normal.toString();
  }

  private static void append(StringBuilder normal, int value, boolean plain) {
    if (plain) {
      normal.append((char) value);
    } else {
      normal.append('%').append(UPPER.toHexDigits((byte) value));
    }
  }
}
