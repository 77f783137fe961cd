package bluehub.transcoder.codec;

import bluehub.transcoder.fault.RequestFault;
import bluehub.transcoder.json.Base64Text;
import bluehub.transcoder.json.Decimal;
import bluehub.transcoder.wire.WireWriter;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.nio.charset.StandardCharsets;

/**
 * Scalars and enums from their text to the wire: numbers as JSON has them, strings, base64.
 *
 * <p>The number methods give the bits that {@link #write} puts on the wire. Faults have neither
 * field nor place; the caller adds them.
 */
final class ScalarParser {
  private static final int TOLD = 64;

  private ScalarParser() {}

  /** The bits of a number. */
  static long number(FieldType field, Decimal number) {
    return switch (field.kind) {
      case Kind.INT32, Kind.SINT32, Kind.SFIXED32, Kind.ENUM ->
          number.signed(Integer.MIN_VALUE, Integer.MAX_VALUE);
      case Kind.INT64, Kind.SINT64, Kind.SFIXED64 -> number.signed(Long.MIN_VALUE, Long.MAX_VALUE);
      case Kind.UINT32, Kind.FIXED32 -> number.signed(0, 0xFFFFFFFFL);
      case Kind.UINT64, Kind.FIXED64 -> number.unsigned();
      case Kind.DOUBLE -> Double.doubleToRawLongBits(number.toDouble());
      case Kind.FLOAT -> Float.floatToRawIntBits(number.toFloat());
      default -> throw mismatch(field, "a number");
    };
  }

  /** The bits of a number that is given as a string: quoted, or a word for what JSON cannot say. */
  static long quotedNumber(FieldType field, Decimal number, byte[] text, int from, int to) {
    if (number.isNumber(text, from, to)) {
      return number(field, number);
    }
    if (isFloating(field)) {
      double value =
          switch (latin1(text, from, to)) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw mismatch(field, quoted(text, from, to));
          };
      return field.type == FieldDescriptor.Type.FLOAT
          ? Float.floatToRawIntBits((float) value)
          : Double.doubleToRawLongBits(value);
    }
    throw mismatch(field, quoted(text, from, to));
  }

  private static boolean isFloating(FieldType field) {
    return switch (field.type) {
      case DOUBLE, FLOAT -> true;
      default -> false;
    };
  }

  /** Puts the bits of a scalar or enum on the wire, without a tag. */
  static void write(FieldType field, long bits, WireWriter out) {
    switch (field.kind) {
      case Kind.DOUBLE, Kind.FIXED64, Kind.SFIXED64 -> out.fixed64(bits);
      case Kind.FLOAT, Kind.FIXED32, Kind.SFIXED32 -> out.fixed32((int) bits);
      case Kind.SINT32 -> out.varint((((int) bits << 1) ^ ((int) bits >> 31)) & 0xFFFFFFFFL);
      case Kind.SINT64 -> out.varint((bits << 1) ^ (bits >> 63));
      case Kind.INT32, Kind.INT64, Kind.UINT32, Kind.UINT64, Kind.BOOL, Kind.ENUM ->
          out.varint(bits);
      default -> throw new IllegalArgumentException(field.name);
    }
  }

  /** Writes the bytes of a base64 text with their length. */
  static void base64(Base64Text base64, byte[] text, int from, int to, WireWriter out) {
    out.reserve(Base64Text.atMost(to - from) + 1);
    int start = out.open();
    int end = base64.read(text, from, to, out.array(), start);
    if (end < 0) {
      throw RequestFault.invalid("found a string that is not base64 (RFC 4648)");
    }
    out.advance(end - start);
    out.close(start);
  }

  /** What is no single value of a field. */
  static RequestFault mismatch(FieldType field, String found) {
    return RequestFault.invalid("found " + found + ", expected " + expectedElement(field));
  }

  /** What JSON a field takes, in words. */
  static String expected(FieldType field) {
    if (field.map) {
      return "an object";
    }
    return field.repeated ? "an array" : expectedElement(field);
  }

  /** What JSON a single value of a field takes, in words. */
  static String expectedElement(FieldType field) {
    return switch (field.type) {
      case DOUBLE, FLOAT -> "a number";
      case INT32, SINT32, SFIXED32 -> "an integer of 32 bits";
      case UINT32, FIXED32 -> "an unsigned integer of 32 bits";
      case INT64, SINT64, SFIXED64 -> "an integer of 64 bits";
      case UINT64, FIXED64 -> "an unsigned integer of 64 bits";
      case BOOL -> "true or false";
      case STRING -> "a string";
      case BYTES -> "a base64 string";
      case ENUM -> "a value of " + field.enumType().fullName;
      case MESSAGE, GROUP -> field.message().fullName;
    };
  }

  static String quoted(byte[] text, int from, int to) {
    return '"' + shortened(text, from, to) + '"';
  }

  /** A text of the client's as it is told: its first 64 bytes, without half a character. */
  static String shortened(byte[] text, int from, int to) {
    if (to - from <= TOLD) {
      return new String(text, from, to - from, StandardCharsets.UTF_8);
    }
    int end = from + TOLD;
    while (end > from && (text[end] & 0xC0) == 0x80) {
      end--;
    }
    return new String(text, from, end - from, StandardCharsets.UTF_8) + "...";
  }

  private static String latin1(byte[] text, int from, int to) {
    return new String(text, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
