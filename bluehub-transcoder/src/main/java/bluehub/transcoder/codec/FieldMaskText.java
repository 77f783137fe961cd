package bluehub.transcoder.codec;

import bluehub.transcoder.fault.RequestFault;
import bluehub.transcoder.json.JsonWriter;
import bluehub.transcoder.wire.WireException;
import bluehub.transcoder.wire.WireWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The JSON text of {@code google.protobuf.FieldMask}: paths between commas, in lowerCamelCase here
 * and in snake_case on the wire.
 */
final class FieldMaskText {
  private FieldMaskText() {}

  /**
   * Writes the paths of a text as elements of {@code repeated string paths = 1}.
   *
   * @param snakeCase whether paths as in the proto file are taken, too, as people write them in a
   *     query
   */
  static void read(
      byte[] text, int from, int to, boolean snakeCase, FieldType paths, WireWriter out) {
    int at = from;
    while (at < to) {
      out.tag(paths.tag);
      int start = out.open();
      while (at < to && text[at] != ',') {
        byte b = text[at++];
        if (b == '_' && !snakeCase) {
          throw RequestFault.invalid(
              "found a field mask path with '_', expected its fields in lowerCamelCase");
        }
        if (isUnprintable(b)) {
          throw RequestFault.invalid("found a character that no field mask path has");
        }
        out.reserve(2);
        if (b >= 'A' && b <= 'Z') {
          out.array()[out.length()] = '_';
          out.advance(1);
          b = (byte) (b + ('a' - 'A'));
        }
        out.array()[out.length()] = b;
        out.advance(1);
      }
      if (out.length() == start) {
        throw RequestFault.invalid("found an empty path in a field mask");
      }
      out.close(start);
      if (at < to && ++at == to) {
        throw RequestFault.invalid("found an empty path in a field mask");
      }
    }
  }

  /**
   * Writes one path in lowerCamelCase; one that cannot come back as it was is the server's fault.
   */
  static void write(byte[] path, int from, int to, JsonWriter out) {
    boolean checked = false;
    for (int i = from; i < to; i++) {
      byte b = path[i];
      if (b < 0 && !checked) {
        check(path, from, to);
        checked = true;
      }
      if (b == '_') {
        if (++i == to || path[i] < 'a' || path[i] > 'z') {
          throw unprintable();
        }
        out.raw((byte) (path[i] - ('a' - 'A')));
      } else if ((b >= 'A' && b <= 'Z') || b == ',' || isUnprintable(b)) {
        throw unprintable();
      } else {
        out.raw(b);
      }
    }
  }

  /** Whether a byte would have to be escaped, which those of field names and map keys need not. */
  private static boolean isUnprintable(byte b) {
    return (b >= 0 && b < 0x20) || b == '"' || b == '\\';
  }

  private static void check(byte[] path, int from, int to) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(path, from, to - from));
    } catch (CharacterCodingException e) {
      throw new WireException("paths holds a string that is not well-formed UTF-8");
    }
  }

  private static WireException unprintable() {
    return new WireException("found a field mask path that has no lowerCamelCase form");
  }
}
