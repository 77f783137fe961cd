package bluehub.transcoder.codec;

import bluehub.transcoder.fault.RequestFault;
import bluehub.transcoder.json.JsonReader;
import bluehub.transcoder.json.JsonToken;
import bluehub.transcoder.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/**
 * Values to the wire, by what their field or type takes: scalars at once, and for objects and
 * arrays the frame that their content is read in.
 */
final class ContentParser {
  private final JsonReader reader;
  private final WireWriter out;
  private final SeenBits seen;
  private final FrameStack frames;
  private final UnknownMembers unknown;
  private final ValueParser values = new ValueParser();

  ContentParser(
      JsonReader reader, WireWriter out, SeenBits seen, FrameStack frames, UnknownMembers unknown) {
    this.reader = reader;
    this.out = out;
    this.seen = seen;
    this.frames = frames;
    this.unknown = unknown;
  }

  ValueParser values() {
    return values;
  }

  /** A member's value that is not null: with its list or map, if it is one. */
  void field(FieldType field, int token, @Nullable BoundFields branch) {
    if (field.map) {
      require(token, JsonToken.BEGIN_OBJECT, field);
      pushMap(field, frames.lengths());
    } else if (field.repeated) {
      require(token, JsonToken.BEGIN_ARRAY, field);
      pushList(field, frames.lengths());
    } else if (field.isMessage()) {
      message(field, token, branch);
    } else {
      if (!values.scalar(field, token, reader, true, !field.presence, out)) {
        unknown.enumValue(field);
      }
      frames.completed();
    }
  }

  private Frame pushList(FieldType field, int lengthBase) {
    Frame frame = frames.push(Frame.LIST, lengthBase);
    frame.field = field;
    frame.ofMessages = field.isMessage() && field.message().wellKnown == WellKnown.NONE;
    return frame;
  }

  private void pushMap(FieldType field, int lengthBase) {
    Frame frame = frames.push(Frame.MAP, lengthBase);
    frame.field = field;
    frame.clearKeys();
  }

  private void require(int token, int wanted, FieldType field) {
    if (token != wanted) {
      throw RequestFault.invalid(
          "found "
              + ValueParser.found(token, reader)
              + ", expected "
              + ScalarParser.expected(field));
    }
  }

  /** A message with its tag and length. */
  void message(FieldType field, int token, @Nullable BoundFields branch) {
    int base = frames.lengths();
    out.tag(field.tag);
    if (field.isGroup()) {
      content(field.message(), token, base, field.endTag(), branch);
    } else {
      frames.openLength();
      content(field.message(), token, base, 0, branch);
    }
  }

  /** The fields of a message; the lengths above {@code base} end with it. */
  void content(MessageType type, int token, int base, int endTag, @Nullable BoundFields bound) {
    if (type.wellKnown != WellKnown.NONE) {
      wellKnown(type, token, base, endTag);
      return;
    }
    require(token, JsonToken.BEGIN_OBJECT, type);
    Frame frame = frames.push(Frame.MESSAGE, base);
    frame.type = type;
    frame.endTag = endTag;
    frame.bound = bound;
    frame.seen = seen.push(type.seenWords);
  }

  private void wellKnown(MessageType type, int token, int base, int endTag) {
    switch (type.wellKnown) {
      case STRUCT -> {
        require(token, JsonToken.BEGIN_OBJECT, type);
        pushMap(type.fields[0], base);
        frames.top().endTag = endTag;
      }
      case LIST_VALUE -> {
        require(token, JsonToken.BEGIN_ARRAY, type);
        pushList(type.fields[0], base).endTag = endTag;
      }
      case ANY -> {
        require(token, JsonToken.BEGIN_OBJECT, type);
        reader.hold();
        Frame frame = frames.push(Frame.ANY, base);
        frame.place = reader.place();
        frame.depth = 1;
        frame.endTag = endTag;
      }
      case VALUE -> dynamic(type, token, base, endTag);
      case TIMESTAMP, DURATION, FIELD_MASK -> {
        values.text(type, token, reader, out);
        complete(base, endTag);
      }
      case WRAPPER -> {
        values.scalar(type.fields[0], token, reader, true, true, out);
        complete(base, endTag);
      }
      case NONE -> throw new IllegalArgumentException(type.fullName);
    }
  }

  private void complete(int base, int endTag) {
    frames.closeContent(base, endTag);
    frames.completed();
  }

  private void require(int token, int wanted, MessageType type) {
    if (token != wanted) {
      throw RequestFault.invalid(
          "found "
              + ValueParser.found(token, reader)
              + ", expected "
              + JsonToken.describe(wanted)
              + " for "
              + type.fullName);
    }
  }

  /** {@code google.protobuf.Value}: any JSON. */
  private void dynamic(MessageType type, int token, int base, int endTag) {
    FieldType[] kinds = type.fields;
    switch (token) {
      case JsonToken.BEGIN_OBJECT -> {
        out.tag(kinds[4].tag);
        frames.openLength();
        pushMap(kinds[4].message().fields[0], base);
        frames.top().endTag = endTag;
        return;
      }
      case JsonToken.BEGIN_ARRAY -> {
        out.tag(kinds[5].tag);
        frames.openLength();
        pushList(kinds[5].message().fields[0], base).endTag = endTag;
        return;
      }
      case JsonToken.NULL -> {
        out.tag(kinds[0].tag);
        out.varint(0);
      }
      case JsonToken.NUMBER -> values.scalar(kinds[1], token, reader, true, false, out);
      case JsonToken.STRING -> values.scalar(kinds[2], token, reader, true, false, out);
      default -> values.scalar(kinds[3], token, reader, true, false, out);
    }
    complete(base, endTag);
  }
}
