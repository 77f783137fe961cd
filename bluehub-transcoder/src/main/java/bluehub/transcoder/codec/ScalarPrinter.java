package bluehub.transcoder.codec;

import bluehub.transcoder.json.JsonWriter;
import bluehub.transcoder.wire.WireException;
import bluehub.transcoder.wire.WireReader;

/** Scalars and enums from the wire, and their JSON. */
final class ScalarPrinter {
  private ScalarPrinter() {}

  /** The value of a field that has no length, as the bits that {@link #print} takes. */
  static long read(FieldType field, WireReader in) {
    return switch (field.type) {
      case DOUBLE, FIXED64, SFIXED64 -> in.fixed64();
      case FLOAT, FIXED32, SFIXED32 -> in.fixed32();
      case INT64, UINT64 -> in.varint();
      case INT32, ENUM -> (int) in.varint();
      case UINT32 -> in.varint() & 0xFFFFFFFFL;
      case BOOL -> in.varint() == 0 ? 0 : 1;
      case SINT32 -> {
        int value = (int) in.varint();
        yield value >>> 1 ^ -(value & 1);
      }
      case SINT64 -> {
        long value = in.varint();
        yield value >>> 1 ^ -(value & 1);
      }
      case STRING, BYTES, MESSAGE, GROUP -> throw new IllegalArgumentException(field.name);
    };
  }

  static void print(FieldType field, long bits, PrintOptions options, JsonWriter out) {
    switch (field.type) {
      case DOUBLE -> out.number(Double.longBitsToDouble(bits));
      case FLOAT -> out.number(Float.intBitsToFloat((int) bits));
      case INT64, SINT64, SFIXED64 -> out.quotedNumber(bits);
      case UINT64, FIXED64 -> out.quotedUnsigned(bits);
      case INT32, SINT32, SFIXED32 -> out.number((long) (int) bits);
      case UINT32, FIXED32 -> out.number(bits & 0xFFFFFFFFL);
      case BOOL -> out.bool(bits != 0);
      case ENUM -> printEnum(field.enumType(), (int) bits, options, out);
      case STRING, BYTES, MESSAGE, GROUP -> throw new IllegalArgumentException(field.name);
    }
  }

  private static void printEnum(EnumType type, int number, PrintOptions options, JsonWriter out) {
    byte[] name = options.enumNumbers() ? null : type.quotedName(number);
    if (type.isNullValue) {
      out.nullValue();
    } else if (name != null) {
      out.raw(name);
    } else {
      out.number((long) number);
    }
  }

  /** Prints a string or bytes. */
  static void print(FieldType field, byte[] source, int offset, int count, JsonWriter out) {
    switch (field.type) {
      case BYTES -> out.base64(source, offset, count);
      case STRING -> {
        if (!out.string(source, offset, count) && field.utf8) {
          throw new WireException(field.name + " holds a string that is not well-formed UTF-8");
        }
      }
      default -> throw new IllegalArgumentException(field.name);
    }
  }
}
