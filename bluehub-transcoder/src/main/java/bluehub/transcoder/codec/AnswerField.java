package bluehub.transcoder.codec;

import bluehub.transcoder.wire.WireException;
import bluehub.transcoder.wire.WireReader;
import bluehub.transcoder.wire.WireType;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The text of one field of answers, read from their wire bytes without what is around it. Immutable
 * and thread-safe.
 *
 * <p>The field is a string, an integer, a boolean or an enum: what can be a part of a path.
 */
public final class AnswerField {
  /** From the outermost message inwards. */
  private final FieldType[] path;

  /** The messages that these are fields of. */
  private final MessageType[] types;

  private AnswerField(FieldType[] path, MessageType[] types) {
    this.path = path;
    this.types = types;
  }

  /**
   * Finds the field.
   *
   * @param message the full name of the message
   * @param fieldPath proto names, as in a rule, or else JSON names, joined by dots
   * @throws IllegalArgumentException when there is no such field that can be a part of a path; the
   *     message says what was found
   */
  static AnswerField of(TypeTable types, String message, String fieldPath) {
    String[] names = fieldPath.split("\\.", -1);
    FieldType[] path = new FieldType[names.length];
    MessageType[] messages = new MessageType[names.length];
    @Nullable MessageType at = types.get(message);
    for (int i = 0; i < names.length; i++) {
      FieldType field = at == null ? null : field(at, names[i]);
      if (at == null || field == null) {
        throw new IllegalArgumentException("%s has no field %s".formatted(message, fieldPath));
      }
      if (field.repeated) {
        throw new IllegalArgumentException(
            "%s of %s is a list or a map".formatted(fieldPath, message));
      }
      path[i] = field;
      messages[i] = at;
      at = field.message;
    }
    if (!isText(path[path.length - 1].kind)) {
      throw new IllegalArgumentException(
          "%s of %s is no string, integer, boolean or enum".formatted(fieldPath, message));
    }
    return new AnswerField(path, messages);
  }

  private static @Nullable FieldType field(MessageType type, String name) {
    FieldType declared = type.declared(name);
    return declared == null ? type.field(name) : declared;
  }

  private static boolean isText(int kind) {
    return switch (kind) {
      case Kind.DOUBLE, Kind.FLOAT, Kind.BYTES, Kind.MESSAGE, Kind.GROUP -> false;
      default -> true;
    };
  }

  /**
   * Reads it from a message.
   *
   * @return null where the message does not have the field, or has an empty string
   * @throws WireException for bytes that are no message
   */
  public @Nullable String read(byte[] bytes, int offset, int length) {
    WireReader in = new WireReader();
    in.reset(bytes, offset, length);
    String text = read(in, 0);
    return text == null || text.isEmpty() ? null : text;
  }

  /** Of several values the last one counts, also of those in several pieces of one message. */
  private @Nullable String read(WireReader in, int depth) {
    FieldType field = path[depth];
    String text = null;
    while (!in.atEnd()) {
      int tag = in.tag();
      if (tag != field.tag) {
        text = replaces(tag, depth) ? null : text;
        in.skip(tag);
      } else if (depth == path.length - 1) {
        text = value(in, field);
      } else {
        String inner = inner(in, tag, depth);
        text = inner == null ? text : inner;
      }
    }
    return text;
  }

  /** Whether a tag is of another member of the field's oneof. */
  private boolean replaces(int tag, int depth) {
    int oneof = path[depth].oneof;
    if (oneof < 0) {
      return false;
    }
    FieldType other = types[depth].field(WireType.number(tag));
    return other != null && other.oneof == oneof && WireOrder.accepts(other, tag);
  }

  private @Nullable String inner(WireReader in, int tag, int depth) {
    int limit = in.limit();
    int start = in.position();
    in.skip(tag);
    int end = in.position();
    in.position(start);
    if (path[depth].isGroup()) {
      in.limit(in.groupEnd());
    } else {
      in.size();
      in.limit(end);
    }
    String text = read(in, depth + 1);
    in.limit(limit);
    in.position(end);
    return text;
  }

  private static String value(WireReader in, FieldType field) {
    return switch (WireType.of(field.tag)) {
      case WireType.LENGTH_DELIMITED -> {
        int size = in.size();
        int start = in.position();
        in.position(start + size);
        yield new String(in.array(), start, size, StandardCharsets.UTF_8);
      }
      case WireType.FIXED32 -> fixed32(in.fixed32(), field.kind);
      case WireType.FIXED64 -> {
        long bits = in.fixed64();
        yield field.kind == Kind.FIXED64 ? Long.toUnsignedString(bits) : Long.toString(bits);
      }
      default -> varint(in.varint(), field);
    };
  }

  private static String fixed32(int bits, int kind) {
    return kind == Kind.FIXED32 ? Integer.toUnsignedString(bits) : Integer.toString(bits);
  }

  private static String varint(long bits, FieldType field) {
    return switch (field.kind) {
      case Kind.UINT64 -> Long.toUnsignedString(bits);
      case Kind.INT64 -> Long.toString(bits);
      case Kind.UINT32 -> Integer.toUnsignedString((int) bits);
      case Kind.SINT32, Kind.SINT64 -> Long.toString((bits >>> 1) ^ -(bits & 1));
      case Kind.BOOL -> Boolean.toString(bits != 0);
      case Kind.ENUM -> name((int) bits, field.enumType);
      default -> Integer.toString((int) bits);
    };
  }

  /** A number that is no value of its enum stays a number, as in JSON. */
  private static String name(int number, @Nullable EnumType type) {
    byte[] quoted = type == null ? null : type.quotedName(number);
    return quoted == null
        ? Integer.toString(number)
        : new String(quoted, 1, quoted.length - 2, StandardCharsets.UTF_8);
  }
}
