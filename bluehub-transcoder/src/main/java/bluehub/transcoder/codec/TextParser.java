package bluehub.transcoder.codec;

import bluehub.transcoder.fault.RequestFault;
import bluehub.transcoder.json.Base64Text;
import bluehub.transcoder.json.Decimal;
import bluehub.transcoder.wire.WireWriter;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.nio.charset.StandardCharsets;

/**
 * Values from path and query to the wire: text without quotation marks, of scalars, enums and the
 * well-known types whose JSON is a string or a scalar. Faults have no field; the caller adds it.
 */
final class TextParser {
  private final TimeText time = new TimeText();
  private final Base64Text base64 = new Base64Text();
  private final Decimal decimal = new Decimal();

  /** Whether text can be a single value of the field. */
  static boolean takes(FieldType field) {
    if (!field.isMessage()) {
      return true;
    }
    return switch (field.message().wellKnown) {
      case TIMESTAMP, DURATION, FIELD_MASK, WRAPPER -> true;
      default -> false;
    };
  }

  /** Writes a value with its tag; the default of a field without presence is left out. */
  void write(FieldType field, String value, WireWriter out) {
    if (field.type == FieldDescriptor.Type.STRING) {
      if (field.presence || field.repeated || !value.isEmpty()) {
        out.tag(field.tag);
        int start = out.open();
        out.utf8(value);
        out.close(start);
      }
      return;
    }
    byte[] text = value.getBytes(StandardCharsets.UTF_8);
    switch (field.type) {
      case BYTES -> {
        if (field.presence || field.repeated || text.length > 0) {
          out.tag(field.tag);
          ScalarParser.base64(base64, text, 0, text.length, out);
        }
      }
      case MESSAGE -> {
        out.tag(field.tag);
        int start = out.open();
        wellKnown(field.message(), value, text, out);
        out.close(start);
      }
      case GROUP -> {
        out.tag(field.tag);
        wellKnown(field.message(), value, text, out);
        out.tag(field.endTag());
      }
      default -> {
        long bits = bits(field, text);
        if (field.presence || field.repeated || bits != 0) {
          out.tag(field.tag);
          ScalarParser.write(field, bits, out);
        }
      }
    }
  }

  /** Writes the value of a packed list's element. */
  void writePacked(FieldType field, String value, WireWriter out) {
    byte[] text = value.getBytes(StandardCharsets.UTF_8);
    ScalarParser.write(field, bits(field, text), out);
  }

  private long bits(FieldType field, byte[] text) {
    return switch (field.type) {
      case BOOL -> bool(field, text);
      case ENUM -> enumNumber(field, text);
      default -> ScalarParser.quotedNumber(field, decimal, text, 0, text.length);
    };
  }

  private static long bool(FieldType field, byte[] text) {
    return switch (new String(text, StandardCharsets.UTF_8)) {
      case "true" -> 1;
      case "false" -> 0;
      default -> throw ScalarParser.mismatch(field, ScalarParser.quoted(text, 0, text.length));
    };
  }

  /** The number of an enum's name, or of its number as text. */
  private int enumNumber(FieldType field, byte[] text) {
    Integer number = field.enumType().number(text, 0, text.length);
    if (number != null) {
      return number;
    }
    if (decimal.isNumber(text, 0, text.length)) {
      return checked(field, (int) ScalarParser.number(field, decimal));
    }
    throw unknownEnum(field, ScalarParser.quoted(text, 0, text.length));
  }

  /** A number, if the enum takes it. */
  static int checked(FieldType field, int number) {
    if (field.enumType().closed && !field.enumType().has(number)) {
      throw unknownEnum(field, Integer.toString(number));
    }
    return number;
  }

  private static RequestFault unknownEnum(FieldType field, String found) {
    return RequestFault.invalid(
        "found %s, which is no value of %s".formatted(found, field.enumType().fullName));
  }

  private void wellKnown(MessageType type, String value, byte[] text, WireWriter out) {
    switch (type.wellKnown) {
      case TIMESTAMP -> {
        time.readTimestamp(text, 0, text.length);
        writeTime(type, time, out);
      }
      case DURATION -> {
        time.readDuration(text, 0, text.length);
        writeTime(type, time, out);
      }
      case FIELD_MASK -> FieldMaskText.read(text, 0, text.length, true, type.fields[0], out);
      case WRAPPER -> write(type.fields[0], value, out);
      default ->
          throw RequestFault.invalid("found a text, which cannot give a whole " + type.fullName);
    }
  }

  /** Writes the two fields of a Timestamp or Duration. */
  static void writeTime(MessageType type, TimeText time, WireWriter out) {
    if (time.seconds() != 0) {
      out.tag(type.fields[0].tag);
      out.varint(time.seconds());
    }
    if (time.nanos() != 0) {
      out.tag(type.fields[1].tag);
      out.varint(time.nanos());
    }
  }
}
