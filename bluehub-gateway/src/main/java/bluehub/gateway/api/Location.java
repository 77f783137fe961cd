package bluehub.gateway.api;

import bluehub.transcoder.CompiledMethod;
import bluehub.transcoder.codec.AnswerField;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the resource is that an answer tells of: a path with fields of the answer, such as {@code
 * /v1/{name}}. A field may hold slashes, as names of resources do. Immutable.
 */
public final class Location {
  private static final String PLAIN = "-._~/";
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private final List<String> texts;
  private final List<AnswerField> fields;

  /** One text more than fields: what is before, between and behind them. */
  private Location(List<String> texts, List<AnswerField> fields) {
    this.texts = List.copyOf(texts);
    this.fields = List.copyOf(fields);
  }

  /** Whether a text has the form of one: a path with names in braces. */
  static boolean isTemplate(String text) {
    boolean open = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '{' || c == '}') {
        if (open == (c == '{') || (c == '}' && text.charAt(i - 1) == '{')) {
          return false;
        }
        open = !open;
      } else if (c <= ' ' || c > '~' || "\"<>\\^`|".indexOf(c) >= 0) {
        return false;
      }
    }
    return text.startsWith("/") && !text.startsWith("//") && !open;
  }

  /**
   * Finds the fields of a template in the answers of a method.
   *
   * @throws IllegalArgumentException when one of them cannot be a part of a path; the message says
   *     what was found
   */
  static Location of(String template, CompiledMethod method) {
    List<String> texts = new ArrayList<>();
    List<AnswerField> fields = new ArrayList<>();
    int at = 0;
    for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', at)) {
      int close = template.indexOf('}', open);
      texts.add(template.substring(at, open));
      fields.add(method.answerField(template.substring(open + 1, close)));
      at = close + 1;
    }
    texts.add(template.substring(at));
    return new Location(texts, fields);
  }

  /**
   * The location that an answer tells of, or null where a field of it is not set.
   *
   * @throws bluehub.transcoder.wire.WireException for bytes that are no message
   */
  public @Nullable String of(byte[] answer, int length) {
    StringBuilder path = new StringBuilder(texts.getFirst());
    for (int i = 0; i < fields.size(); i++) {
      String value = fields.get(i).read(answer, 0, length);
      if (value == null) {
        return null;
      }
      append(value, path);
      path.append(texts.get(i + 1));
    }
    return path.toString();
  }

  /** RFC 3986 §2.1: all but unreserved characters and slashes are escaped. */
  private static void append(String value, StringBuilder path) {
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (letter || PLAIN.indexOf(c) >= 0) {
        path.append(c);
      } else {
        path.append('%').append(HEX[c >> 4]).append(HEX[c & 0xf]);
      }
    }
  }
}
