package bluehub.transcoder.codec;

import bluehub.transcoder.json.JsonWriter;
import bluehub.transcoder.wire.WireException;
import bluehub.transcoder.wire.WireReader;

/** Scalars and enums from the wire, and their JSON. */
final class ScalarPrinter {
  private ScalarPrinter() {}

  /** The value of a field that has no length, as the bits that {@link #print} takes. */
  static long read(FieldType field, WireReader in) {
    return switch (field.kind) {
      case Kind.DOUBLE, Kind.FIXED64, Kind.SFIXED64 -> in.fixed64();
      case Kind.FLOAT, Kind.FIXED32, Kind.SFIXED32 -> in.fixed32();
      case Kind.INT64, Kind.UINT64 -> in.varint();
      case Kind.INT32, Kind.ENUM -> (int) in.varint();
      case Kind.UINT32 -> in.varint() & 0xFFFFFFFFL;
      case Kind.BOOL -> in.varint() == 0 ? 0 : 1;
      case Kind.SINT32 -> {
        int value = (int) in.varint();
        yield value >>> 1 ^ -(value & 1);
      }
      case Kind.SINT64 -> {
        long value = in.varint();
        yield value >>> 1 ^ -(value & 1);
      }
      default -> throw new IllegalArgumentException(field.name);
    };
  }

  static void print(FieldType field, long bits, PrintOptions options, JsonWriter out) {
    switch (field.kind) {
      case Kind.DOUBLE -> out.number(Double.longBitsToDouble(bits));
      case Kind.FLOAT -> out.number(Float.intBitsToFloat((int) bits));
      case Kind.INT64, Kind.SINT64, Kind.SFIXED64 -> out.quotedNumber(bits);
      case Kind.UINT64, Kind.FIXED64 -> out.quotedUnsigned(bits);
      case Kind.INT32, Kind.SINT32, Kind.SFIXED32 -> out.number((long) (int) bits);
      case Kind.UINT32, Kind.FIXED32 -> out.number(bits & 0xFFFFFFFFL);
      case Kind.BOOL -> out.bool(bits != 0);
      case Kind.ENUM -> printEnum(field.enumType(), (int) bits, options, out);
      default -> throw new IllegalArgumentException(field.name);
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
    switch (field.kind) {
      case Kind.BYTES -> out.base64(source, offset, count);
      case Kind.STRING -> {
        if (!out.string(source, offset, count) && field.utf8) {
          throw new WireException(field.name + " holds a string that is not well-formed UTF-8");
        }
      }
      default -> throw new IllegalArgumentException(field.name);
    }
  }
}
