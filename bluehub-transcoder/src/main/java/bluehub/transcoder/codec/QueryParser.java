package bluehub.transcoder.codec;

import bluehub.transcoder.fault.RequestFault;
import bluehub.transcoder.wire.WireWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a query string: which fields its parameters set, and what they say of the answer.
 *
 * <p>{@code key=value} pairs between {@code &}, percent-decoded, {@code +} for a space (the URL
 * standard's form encoding). A key is a field by json_name or proto name, with dots into nested
 * messages, {@code m[key]} for a map's entry, and {@code [full.name]} for an extension.
 */
final class QueryParser {
  private final RequestShape shape;
  private final String[] variables;
  private final IgnoredFields ignored;
  private @Nullable BoundFields bound;
  private PrintOptions print;

  private QueryParser(
      RequestShape shape, String[] variables, PrintOptions print, IgnoredFields ignored) {
    this.shape = shape;
    this.variables = variables;
    this.print = print;
    this.ignored = ignored;
  }

  /**
   * What a query gives.
   *
   * @param bound what path and query set
   * @param print how the answer is printed
   */
  record Result(BoundFields bound, PrintOptions print) {}

  static Result parse(
      String query,
      RequestShape shape,
      String[] variables,
      PrintOptions print,
      IgnoredFields ignored) {
    QueryParser parser = new QueryParser(shape, variables, print, ignored);
    int start = 0;
    while (start < query.length()) {
      int end = query.indexOf('&', start);
      if (end < 0) {
        end = query.length();
      }
      if (end > start) {
        parser.parameter(query, start, end);
      }
      start = end + 1;
    }
    return new Result(parser.bound == null ? shape.path : parser.bound, parser.print);
  }

  private void parameter(String query, int start, int end) {
    int equals = query.indexOf('=', start);
    boolean hasValue = equals >= 0 && equals < end;
    String key = decode(query, start, hasValue ? equals : end);
    String value = hasValue ? decode(query, equals + 1, end) : "";
    if (SystemParameters.has(key) && !isField(key)) {
      print = SystemParameters.apply(key, value, print);
    } else {
      set(key, value);
    }
  }

  /** Whether a parameter can set a field of that name; not where the body gives it. */
  private boolean isField(String name) {
    FieldType field = shape.input.field(name);
    return field != null
        && field != shape.bodyField
        && (!shape.wholeBody || shape.path.leaf(field) != null);
  }

  private void set(String text, String value) {
    QueryKey key = new QueryKey(text);
    MessageType type = shape.input;
    BoundFields pathNode = shape.path;
    List<FieldType> parents = new ArrayList<>();
    while (true) {
      String name = key.next();
      boolean last = key.isLast();
      FieldType field = type.field(name);
      if (field == null) {
        unknown(text, "no such field in " + type.fullName);
        return;
      }
      if (parents.isEmpty() && field == shape.bodyField) {
        unknown(text, "the body gives that field");
        return;
      }
      if (pathNode != null && pathNode.leaf(field) != null) {
        // the path wins; whether the values differ is asked where that is refused
        samePath(pathNode.leaf(field), text, value);
        return;
      }
      BoundFields inPath = pathNode == null ? null : pathNode.branch(field);
      if (last && inPath != null && TextParser.takes(field)) {
        // the path gives a part of a value that is one text: then it gives all of it
        samePath(inPath.leaf(field.message().fields[0]), text, value);
        return;
      }
      if (shape.wholeBody && (last || inPath == null)) {
        unknown(text, "the body gives all that the path does not");
        return;
      }
      if (last) {
        add(parents, field, text, key.mapKey(), value);
        return;
      }
      if (!field.isMessage() || field.repeated || TextParser.takes(field)) {
        throw RequestFault.invalid(
                "%s is %s, which has no fields to set by a query parameter"
                    .formatted(
                        name, field.repeated ? "repeated" : ScalarParser.expectedElement(field)))
            .at(text);
      }
      if (parents.size() == shape.options.limits().depth()) {
        throw RequestFault.invalid(
                "a query parameter nests deeper than "
                    + shape.options.limits().depth()
                    + ", the limit")
            .at(key.path());
      }
      parents.add(field);
      pathNode = inPath;
      type = field.message();
    }
  }

  private void samePath(BoundFields.@Nullable Leaf leaf, String key, String value) {
    if (leaf != null && shape.options.refuseDifferingPath()) {
      String inPath = variables[leaf.variable()];
      if (!inPath.equals(value) && !sameValue(leaf.field(), inPath, value)) {
        throw RequestFault.invalid(
                "the path gives the field \"%s\", the query \"%s\"".formatted(inPath, value))
            .at(key);
      }
    }
  }

  /** Whether two texts give a field the same value: {@code 1} and {@code 1.0}. */
  private static boolean sameValue(FieldType field, String one, String other) {
    try {
      return Arrays.equals(wire(field, one), wire(field, other));
    } catch (RequestFault notBothAreValues) {
      return false;
    }
  }

  private static byte[] wire(FieldType field, String value) {
    WireWriter out = new WireWriter();
    new TextParser().write(field, value, out);
    return out.toByteArray();
  }

  private void unknown(String key, String reason) {
    switch (shape.options.unknownFields()) {
      case STRICT -> throw RequestFault.invalid("unknown query parameter: " + reason).at(key);
      case WARN -> ignored.add(key);
      case IGNORE -> {}
    }
  }

  private void add(
      List<FieldType> parents, FieldType field, String key, @Nullable String mapKey, String value) {
    if (field.map != (mapKey != null)) {
      throw RequestFault.invalid(
              field.map
                  ? "the field is a map, expected name[key]=value"
                  : "the field is no map, expected its name without brackets")
          .at(key);
    }
    FieldType element = field.map ? field.mapValue() : field;
    if (!TextParser.takes(element) || (field.repeated && !field.map && field.isMessage())) {
      throw RequestFault.invalid(
              "a query parameter cannot give %s%s"
                  .formatted(
                      field.repeated && !field.map ? "a repeated " : "",
                      ScalarParser.expectedElement(element)))
          .at(key);
    }
    if (bound == null) {
      bound = shape.path.copy();
    }
    BoundFields node = bound;
    for (FieldType parent : parents) {
      node = node.grow(parent);
    }
    BoundFields.Leaf leaf = node.leaf(field);
    if (leaf == null) {
      leaf = new BoundFields.Leaf(field, -1, new ArrayList<>(1), new ArrayList<>(0));
      node.leaves.add(leaf);
    } else if (!field.repeated) {
      throw RequestFault.invalid("the field is given twice").at(key);
    }
    if (mapKey != null) {
      leaf.keys().add(mapKey);
    }
    leaf.values().add(value);
  }

  /** Percent-decodes a part of the query; RFC 3986 §2.1, and UTF-8 inside. */
  private static String decode(String query, int start, int end) {
    int at = start;
    while (at < end && isPlain(query.charAt(at))) {
      at++;
    }
    if (at == end) {
      return query.substring(start, end);
    }
    byte[] bytes = new byte[3 * (end - start)];
    int length = 0;
    for (int i = start; i < end; i++) {
      char c = query.charAt(i);
      if (c == '%') {
        int high = i + 2 < end ? hex(query.charAt(i + 1)) : -1;
        int low = i + 2 < end ? hex(query.charAt(i + 2)) : -1;
        if (high < 0 || low < 0) {
          throw RequestFault.invalid(
              "the query has a '%' without two hexadecimal digits at character " + (i + 1));
        }
        bytes[length++] = (byte) (high << 4 | low);
        i += 2;
      } else if (c == '+') {
        bytes[length++] = ' ';
      } else if (c < 0x80) {
        bytes[length++] = (byte) c;
      } else {
        // no URI has it, but it can only mean itself
        byte[] utf8 = Character.toString(query.codePointAt(i)).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(utf8, 0, bytes, length, utf8.length);
        length += utf8.length;
        i += utf8.length == 4 ? 1 : 0;
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, 0, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw RequestFault.invalid("the query is not UTF-8 after percent-decoding");
    }
  }

  private static int hex(char c) {
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }

  private static boolean isPlain(char c) {
    return c != '%' && c != '+' && c < 0x80;
  }
}
