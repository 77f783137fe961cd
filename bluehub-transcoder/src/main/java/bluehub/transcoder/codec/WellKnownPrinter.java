package bluehub.transcoder.codec;

import bluehub.transcoder.json.JsonWriter;
import bluehub.transcoder.wire.WireException;
import bluehub.transcoder.wire.WireReader;
import bluehub.transcoder.wire.WireType;
import java.nio.charset.StandardCharsets;

/** The messages whose JSON is not that of their fields (ProtoJSON, "Any" to "Empty"). */
final class WellKnownPrinter {
  private static final byte[] TYPE_KEY = "\"@type\":".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] VALUE_KEY = "\"value\":".getBytes(StandardCharsets.US_ASCII);

  private final MessagePrinter messages;

  WellKnownPrinter(MessagePrinter messages) {
    this.messages = messages;
  }

  /** Prints a message that ends at the reader's limit. */
  void print(MessageType type) {
    switch (type.wellKnown) {
      case ANY -> any();
      case TIMESTAMP, DURATION -> time(type);
      case FIELD_MASK -> fieldMask(type);
      case STRUCT, LIST_VALUE -> onlyField(type);
      case VALUE -> value(type);
      case WRAPPER -> wrapper(type);
      case NONE -> throw new IllegalArgumentException(type.fullName);
    }
  }

  private void time(MessageType type) {
    WireReader in = messages.in();
    long seconds = 0;
    int nanos = 0;
    while (!in.atEnd()) {
      int tag = in.tag();
      if (tag == type.fields[0].tag) {
        seconds = in.varint();
      } else if (tag == type.fields[1].tag) {
        nanos = (int) in.varint();
      } else {
        in.skip(tag);
      }
    }
    if (type.wellKnown == WellKnown.TIMESTAMP) {
      TimeText.writeTimestamp(seconds, nanos, messages.out());
    } else {
      TimeText.writeDuration(seconds, nanos, messages.out());
    }
  }

  private void fieldMask(MessageType type) {
    WireReader in = messages.in();
    JsonWriter out = messages.out();
    out.raw((byte) '"');
    boolean first = true;
    while (seek(type.fields[0])) {
      if (!first) {
        out.raw((byte) ',');
      }
      first = false;
      int size = in.size();
      FieldMaskText.write(in.array(), in.position(), in.position() + size, out);
      in.position(in.position() + size);
    }
    out.raw((byte) '"');
  }

  /** Reads on to the next value of a field and past its tag; false at the message's end. */
  private boolean seek(FieldType field) {
    WireReader in = messages.in();
    while (!in.atEnd()) {
      int tag = in.tag();
      if (tag == field.tag) {
        return true;
      }
      in.skip(tag);
    }
    return false;
  }

  /** A Struct is its one map, a ListValue its one list. */
  private void onlyField(MessageType type) {
    FieldType field = type.fields[0];
    WireReader in = messages.in();
    JsonWriter out = messages.out();
    int start = in.position();
    int mark = out.length();
    boolean first = out.isFirst();
    if (!seek(field)) {
      messages.defaultValue(field);
      return;
    }
    if (!messages.isCareful()) {
      messages.repeated().value(field, field.tag);
      if (!seek(field)) {
        return;
      }
      // an unknown field lies between two values
      messages.becomeCareful();
      out.rewind(mark, first);
    }
    byte[] bytes = in.array();
    int end = in.limit();
    byte[] only = WireOrder.only(type, field, bytes, start, end);
    in.reset(only, 0, only.length);
    messages.repeated().value(field, in.tag());
    in.reset(bytes, end, 0);
  }

  /** {@code google.protobuf.Value}: the oneof's member that was set last. */
  private void value(MessageType type) {
    WireReader in = messages.in();
    FieldType kind = null;
    int begin = in.position();
    int start = 0;
    boolean inPieces = false;
    while (!in.atEnd()) {
      int tag = in.tag();
      FieldType field = type.field(WireType.number(tag));
      if (field != null && field.tag == tag) {
        inPieces = kind == field;
        kind = field;
        start = in.position();
      }
      in.skip(tag);
    }
    if (kind == null) {
      messages.out().nullValue();
      return;
    }
    if (inPieces && kind.isMessage()) {
      byte[] bytes = in.array();
      int end = in.limit();
      byte[] whole = WireOrder.only(type, kind, bytes, begin, end);
      in.reset(whole, 0, whole.length);
      messages.value(kind, in.tag());
      in.reset(bytes, end, 0);
      return;
    }
    in.position(start);
    if (kind.tag == NUMBER_VALUE_TAG) {
      double number = Double.longBitsToDouble(in.fixed64());
      if (!Double.isFinite(number)) {
        throw new WireException(
            "found a google.protobuf.Value of " + number + ", which JSON has not");
      }
      messages.out().number(number);
    } else {
      messages.value(kind, kind.tag);
    }
    in.position(in.limit());
  }

  private static final int NUMBER_VALUE_TAG = WireType.tag(2, WireType.FIXED64);

  private void wrapper(MessageType type) {
    FieldType value = type.fields[0];
    WireReader in = messages.in();
    int start = -1;
    while (seek(value)) {
      start = in.position();
      in.skip(value.tag);
    }
    if (start >= 0) {
      in.position(start);
      messages.value(value, value.tag);
      in.position(in.limit());
    } else {
      messages.defaultValue(value);
    }
  }

  private void any() {
    WireReader in = messages.in();
    byte[] bytes = in.array();
    int limit = in.limit();
    int urlStart = limit;
    int urlEnd = limit;
    int valueStart = limit;
    int valueEnd = limit;
    while (!in.atEnd()) {
      int tag = in.tag();
      if (tag == ANY_URL_TAG || tag == ANY_VALUE_TAG) {
        int size = in.size();
        int start = in.position();
        in.position(start + size);
        if (tag == ANY_URL_TAG) {
          urlStart = start;
          urlEnd = start + size;
        } else {
          valueStart = start;
          valueEnd = start + size;
        }
      } else {
        in.skip(tag);
      }
    }
    JsonWriter out = messages.out();
    out.beginObject();
    if (urlEnd > urlStart || valueEnd > valueStart) {
      String url = new String(bytes, urlStart, urlEnd - urlStart, StandardCharsets.UTF_8);
      out.member(TYPE_KEY);
      out.string(bytes, urlStart, urlEnd - urlStart);
      in.reset(bytes, valueStart, valueEnd - valueStart);
      anyValue(url);
      in.reset(bytes, limit, 0);
    }
    out.endObject();
  }

  private static final int ANY_URL_TAG = WireType.tag(1, WireType.LENGTH_DELIMITED);
  private static final int ANY_VALUE_TAG = WireType.tag(2, WireType.LENGTH_DELIMITED);

  /** Prints the rest of an Any's members from the message that the reader is limited to. */
  private void anyValue(String url) {
    WireReader in = messages.in();
    MessageType type = messages.types().findUrl(url);
    if (type == null) {
      if (!messages.lenientAny()) {
        throw new WireException("found a google.protobuf.Any of " + url + ", not in the schema");
      }
      messages.out().member(VALUE_KEY);
      messages.out().base64(in.array(), in.position(), in.limit() - in.position());
    } else {
      anyMembers(type);
    }
  }

  private void anyMembers(MessageType type) {
    if (type.wellKnown.isValueInAny()) {
      messages.out().member(VALUE_KEY);
      messages.message(type);
    } else {
      messages.nestedMembers(type);
    }
  }

  /** Prints the message that ends at the reader's limit as an Any of that URL has it. */
  void anyOf(MessageType type, String url) {
    JsonWriter out = messages.out();
    out.beginObject();
    out.member(TYPE_KEY);
    out.string(url);
    anyMembers(type);
    out.endObject();
  }
}
