package bluehub.nginx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * The first line and the header fields of a request or a response.
 *
 * @param first the first line
 * @param fields the others, as they came
 */
record Head(String first, List<String> fields) {

  /** Reads up to the empty line; an empty first line when the other side has closed. */
  static Head read(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int newlines = 0;
    while (newlines < 2) {
      int b = in.read();
      if (b < 0) {
        break;
      }
      bytes.write(b);
      newlines = b == '\n' ? newlines + 1 : b == '\r' ? newlines : 0;
    }
    List<String> lines = bytes.toString(StandardCharsets.ISO_8859_1).lines().toList();
    return lines.isEmpty()
        ? new Head("", List.of())
        : new Head(
            lines.getFirst(),
            lines.subList(1, lines.size()).stream().filter(line -> !line.isEmpty()).toList());
  }

  /** All values of the field, in order. */
  List<String> values(String name) {
    String start = name.toLowerCase(Locale.ROOT) + ":";
    return fields.stream()
        .filter(field -> field.toLowerCase(Locale.ROOT).startsWith(start))
        .map(field -> field.substring(start.length()).strip())
        .toList();
  }

  int contentLength() {
    List<String> values = values("Content-Length");
    return values.isEmpty() ? 0 : Integer.parseInt(values.getFirst());
  }
}
