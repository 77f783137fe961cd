package bluehub.transcoder.codec;

import bluehub.transcoder.json.Decimal;
import bluehub.transcoder.json.JsonReader;
import bluehub.transcoder.wire.WireWriter;

/**
 * The elements of packed lists. What numbers cost is mostly the way to them, so each common kind
 * has a loop of its own, in which nothing asks for the kind again.
 */
final class PackedParser {
  private PackedParser() {}

  /** Takes the numbers that the input goes on with, and counts them in the list's frame. */
  static void numbers(Frame frame, FieldType field, JsonReader reader, WireWriter out) {
    switch (field.kind) {
      case Kind.INT32 -> int32s(frame, reader, out);
      case Kind.INT64 -> int64s(frame, reader, out);
      case Kind.DOUBLE -> doubles(frame, reader, out);
      case Kind.FLOAT -> floats(frame, reader, out);
      default -> {
        while (field.numeric && reader.takeNumber()) {
          ValueParser.number(field, reader, false, false, out);
          frame.next++;
        }
      }
    }
  }

  private static void int32s(Frame frame, JsonReader reader, WireWriter out) {
    Decimal number = reader.decimal();
    while (reader.takeNumber()) {
      out.varint(number.signed(Integer.MIN_VALUE, Integer.MAX_VALUE));
      frame.next++;
    }
  }

  private static void int64s(Frame frame, JsonReader reader, WireWriter out) {
    Decimal number = reader.decimal();
    while (reader.takeNumber()) {
      out.varint(number.signed(Long.MIN_VALUE, Long.MAX_VALUE));
      frame.next++;
    }
  }

  private static void doubles(Frame frame, JsonReader reader, WireWriter out) {
    Decimal number = reader.decimal();
    while (reader.takeNumber()) {
      out.fixed64(Double.doubleToRawLongBits(number.toDouble()));
      frame.next++;
    }
  }

  private static void floats(Frame frame, JsonReader reader, WireWriter out) {
    Decimal number = reader.decimal();
    while (reader.takeNumber()) {
      out.fixed32(Float.floatToRawIntBits(number.toFloat()));
      frame.next++;
    }
  }
}
