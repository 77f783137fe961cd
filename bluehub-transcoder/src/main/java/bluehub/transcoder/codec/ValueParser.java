package bluehub.transcoder.codec;

import bluehub.transcoder.fault.RequestFault;
import bluehub.transcoder.json.Base64Text;
import bluehub.transcoder.json.Decimal;
import bluehub.transcoder.json.JsonReader;
import bluehub.transcoder.json.JsonToken;
import bluehub.transcoder.wire.WireWriter;
import com.google.protobuf.Descriptors.FieldDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Single JSON tokens to the wire: scalars, enums, and the well-known types that are strings. Faults
 * have neither field nor place; the caller adds them.
 */
final class ValueParser {
  private final TimeText time = new TimeText();
  private final Base64Text base64 = new Base64Text();
  private final Decimal decimal = new Decimal();

  /**
   * Writes a scalar or enum.
   *
   * @param tagged whether its tag goes before it; an element of a packed list has none
   * @param omitDefault whether the default value is left out, as on the wire for no presence
   * @return false for an unknown enum name, of which nothing was written
   */
  boolean scalar(
      FieldType field,
      int token,
      JsonReader reader,
      boolean tagged,
      boolean omitDefault,
      WireWriter out) {
    switch (field.kind) {
      case Kind.STRING, Kind.BYTES -> {
        text(field, token, reader, omitDefault, out);
        return true;
      }
      case Kind.ENUM -> {
        Integer number = enumNumber(field, token, reader);
        if (number == null) {
          return false;
        }
        bits(field, number, tagged, omitDefault, out);
      }
      case Kind.BOOL -> {
        if (token != JsonToken.TRUE && token != JsonToken.FALSE) {
          throw mismatch(field, token, reader);
        }
        bits(field, token == JsonToken.TRUE ? 1 : 0, tagged, omitDefault, out);
      }
      default -> bits(field, number(field, token, reader), tagged, omitDefault, out);
    }
    return true;
  }

  /** Writes what {@link JsonReader#takeNumber} took. */
  static void number(
      FieldType field, JsonReader reader, boolean tagged, boolean omitDefault, WireWriter out) {
    bits(field, ScalarParser.number(field, reader.decimal()), tagged, omitDefault, out);
  }

  private static void bits(
      FieldType field, long bits, boolean tagged, boolean omitDefault, WireWriter out) {
    if (omitDefault && bits == 0) {
      return;
    }
    if (tagged) {
      out.tag(field.tag);
    }
    ScalarParser.write(field, bits, out);
  }

  private void text(
      FieldType field, int token, JsonReader reader, boolean omitDefault, WireWriter out) {
    if (token != JsonToken.STRING) {
      throw mismatch(field, token, reader);
    }
    int from = reader.textStart();
    int to = reader.textEnd();
    if (omitDefault && from == to) {
      return;
    }
    if (field.type == FieldDescriptor.Type.STRING) {
      out.bytes(field.tag, reader.textBytes(), from, to - from);
    } else {
      out.tag(field.tag);
      ScalarParser.base64(base64, reader.textBytes(), from, to, out);
    }
  }

  private long number(FieldType field, int token, JsonReader reader) {
    return switch (token) {
      case JsonToken.NUMBER -> ScalarParser.number(field, reader.decimal());
      case JsonToken.STRING -> quotedNumber(field, reader);
      default -> throw mismatch(field, token, reader);
    };
  }

  private long quotedNumber(FieldType field, JsonReader reader) {
    reader.limitQuotedNumber();
    return ScalarParser.quotedNumber(
        field, decimal, reader.textBytes(), reader.textStart(), reader.textEnd());
  }

  private static @Nullable Integer enumNumber(FieldType field, int token, JsonReader reader) {
    return switch (token) {
      case JsonToken.NUMBER ->
          TextParser.checked(field, (int) ScalarParser.number(field, reader.decimal()));
      case JsonToken.STRING ->
          field.enumType().number(reader.textBytes(), reader.textStart(), reader.textEnd());
      case JsonToken.NULL -> {
        if (!field.enumType().isNullValue) {
          throw mismatch(field, token, reader);
        }
        yield 0;
      }
      default -> throw mismatch(field, token, reader);
    };
  }

  /** Writes a map's key, which is a member's name, with its tag. */
  void mapKey(FieldType key, JsonReader reader, WireWriter out) {
    byte[] text = reader.textBytes();
    int from = reader.textStart();
    int to = reader.textEnd();
    if (key.type == FieldDescriptor.Type.STRING) {
      out.bytes(key.tag, text, from, to - from);
      return;
    }
    out.tag(key.tag);
    switch (key.type) {
      case BOOL -> {
        boolean isTrue = to - from == 4 && text[from] == 't';
        if (!reader.text().equals(isTrue ? "true" : "false")) {
          throw ScalarParser.mismatch(key, "the key " + ScalarParser.quoted(text, from, to));
        }
        out.varint(isTrue ? 1 : 0);
      }
      default -> ScalarParser.write(key, quotedNumber(key, reader), out);
    }
  }

  /** Writes the fields of a Timestamp, Duration or FieldMask. */
  void text(MessageType type, int token, JsonReader reader, WireWriter out) {
    if (token != JsonToken.STRING) {
      throw RequestFault.invalid(
          "found " + found(token, reader) + ", expected the string of a " + type.fullName);
    }
    byte[] text = reader.textBytes();
    int from = reader.textStart();
    int to = reader.textEnd();
    switch (type.wellKnown) {
      case TIMESTAMP -> {
        time.readTimestamp(text, from, to);
        TextParser.writeTime(type, time, out);
      }
      case DURATION -> {
        time.readDuration(text, from, to);
        TextParser.writeTime(type, time, out);
      }
      case FIELD_MASK -> FieldMaskText.read(text, from, to, false, type.fields[0], out);
      default -> throw new IllegalArgumentException(type.fullName);
    }
  }

  private static RequestFault mismatch(FieldType field, int token, JsonReader reader) {
    return ScalarParser.mismatch(field, found(token, reader));
  }

  /** A token with its text, for a message. */
  static String found(int token, JsonReader reader) {
    return token == JsonToken.STRING || token == JsonToken.NUMBER
        ? JsonToken.describe(token)
            + " "
            + ScalarParser.quoted(reader.textBytes(), reader.textStart(), reader.textEnd())
        : JsonToken.describe(token);
  }
}
