package bluehub.transcoder.codec;

import bluehub.transcoder.json.JsonWriter;
import bluehub.transcoder.wire.WireType;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A field, compiled: all that reading and writing it asks for, as plain values. Immutable but for
 * the two types, which {@link TypeTable} links once before it publishes the table.
 */
final class FieldType {
  /** Its position in {@link MessageType#fields}. */
  final int index;

  final int number;

  /** As in the proto file; an extension's is its full name in brackets. */
  final String name;

  final String jsonName;
  final FieldDescriptor.Type type;

  /** The type once more, as one of {@link Kind}'s numbers. */
  final int kind;

  /** Whether its values are numbers, and no names of numbers. */
  final boolean numeric;

  final boolean repeated;
  final boolean map;
  final boolean packed;

  /** Whether absence differs from the default value. */
  final boolean presence;

  final boolean extension;

  /** Whether malformed UTF-8 is an error (proto3, editions by default). */
  final boolean utf8;

  /** Which oneof of its message it belongs to, or -1. */
  final int oneof;

  /** How a value alone is tagged; for a group, its start. */
  final int tag;

  /** The default as raw bits, length-delimited bytes, or for presence-less fields zero. */
  final long defaultBits;

  final byte[] defaultBytes;

  /** The member's name as JSON with its colon, after json_name and after the proto name. */
  final byte[] jsonKey;

  final byte[] protoKey;

  /** The type of a message, group or map entry. */
  @Nullable MessageType message;

  /** The type of an enum. */
  @Nullable EnumType enumType;

  FieldType(FieldDescriptor field, int index, String jsonName) {
    this.index = index;
    number = field.getNumber();
    extension = field.isExtension();
    name = extension ? "[" + field.getFullName() + "]" : field.getName();
    this.jsonName = jsonName;
    type = field.getType();
    kind = type.toProto().getNumber();
    numeric =
        switch (type) {
          case BOOL, ENUM, STRING, BYTES, MESSAGE, GROUP -> false;
          default -> true;
        };
    repeated = field.isRepeated();
    map = field.isMapField();
    packed = field.isPacked();
    presence = field.hasPresence();
    utf8 = type == FieldDescriptor.Type.STRING && field.needsUtf8Check();
    oneof = field.getRealContainingOneof() == null ? -1 : field.getRealContainingOneof().getIndex();
    tag = WireType.tag(number, wireType(type));
    Object value =
        repeated || field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
            ? null
            : field.getDefaultValue();
    defaultBits = bits(value);
    defaultBytes = bytes(value);
    jsonKey = key(this.jsonName);
    protoKey = key(name);
  }

  private static byte[] key(String name) {
    // json_name may be any text, so it may need escapes
    JsonWriter key = new JsonWriter();
    key.reset(false);
    key.string(name);
    key.colon();
    return Arrays.copyOf(key.array(), key.length());
  }

  /** The wire type of a value alone. */
  static int wireType(FieldDescriptor.Type type) {
    return switch (type) {
      case DOUBLE, FIXED64, SFIXED64 -> WireType.FIXED64;
      case FLOAT, FIXED32, SFIXED32 -> WireType.FIXED32;
      case STRING, BYTES, MESSAGE -> WireType.LENGTH_DELIMITED;
      case GROUP -> WireType.START_GROUP;
      case INT64, UINT64, INT32, UINT32, BOOL, ENUM, SINT32, SINT64 -> WireType.VARINT;
    };
  }

  private static long bits(@Nullable Object value) {
    return switch (value) {
      case Integer i -> i;
      case Long l -> l;
      case Boolean b -> b ? 1 : 0;
      case Double d -> Double.doubleToRawLongBits(d);
      case Float f -> Float.floatToRawIntBits(f);
      case EnumValueDescriptor e -> e.getNumber();
      case null, default -> 0;
    };
  }

  private static byte[] bytes(@Nullable Object value) {
    return switch (value) {
      case String s -> s.getBytes(StandardCharsets.UTF_8);
      case ByteString b -> b.toByteArray();
      case null, default -> new byte[0];
    };
  }

  /** The type of a message field, group or map entry. */
  MessageType message() {
    if (message == null) {
      throw new IllegalStateException(name + " is no message");
    }
    return message;
  }

  /** The type of an enum field. */
  EnumType enumType() {
    if (enumType == null) {
      throw new IllegalStateException(name + " is no enum");
    }
    return enumType;
  }

  boolean isMessage() {
    return message != null;
  }

  boolean isGroup() {
    return type == FieldDescriptor.Type.GROUP;
  }

  /** The tag of a packed list. */
  int packedTag() {
    return WireType.tag(number, WireType.LENGTH_DELIMITED);
  }

  /** The tag that ends a group. */
  int endTag() {
    return WireType.tag(number, WireType.END_GROUP);
  }

  /** The key field of a map's entries. */
  FieldType mapKey() {
    return message().fields[0];
  }

  /** The value field of a map's entries. */
  FieldType mapValue() {
    return message().fields[1];
  }

  /** Whether JSON's null is a value of this type and not the absence of one. */
  boolean takesNull() {
    return (message != null && !map && message.wellKnown == WellKnown.VALUE)
        || (enumType != null && enumType.isNullValue);
  }
}
