package bluehub.transcoder.codec;

import bluehub.transcoder.json.JsonWriter;
import bluehub.transcoder.wire.WireReader;

/**
 * The elements of packed lists. What numbers cost is mostly the way to them, so each common kind
 * has a loop of its own, in which nothing asks for the kind again.
 */
final class PackedPrinter {
  private PackedPrinter() {}

  /** Prints the elements up to the reader's limit, of which there is one at least. */
  static void print(FieldType field, WireReader in, PrintOptions options, JsonWriter out) {
    switch (field.kind) {
      case Kind.INT32 -> int32s(in, out);
      case Kind.INT64 -> int64s(in, out);
      case Kind.DOUBLE -> doubles(in, out);
      case Kind.FLOAT -> floats(in, out);
      default -> {
        do {
          out.element();
          ScalarPrinter.print(field, ScalarPrinter.read(field, in), options, out);
        } while (!in.atEnd());
      }
    }
  }

  private static void int32s(WireReader in, JsonWriter out) {
    do {
      out.element((long) (int) in.varint());
    } while (!in.atEnd());
  }

  private static void int64s(WireReader in, JsonWriter out) {
    do {
      out.quotedElement(in.varint());
    } while (!in.atEnd());
  }

  private static void doubles(WireReader in, JsonWriter out) {
    do {
      out.element(Double.longBitsToDouble(in.fixed64()));
    } while (!in.atEnd());
  }

  private static void floats(WireReader in, JsonWriter out) {
    do {
      out.element(Float.intBitsToFloat(in.fixed32()));
    } while (!in.atEnd());
  }
}
