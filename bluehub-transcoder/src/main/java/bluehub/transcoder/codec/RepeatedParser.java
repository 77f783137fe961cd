package bluehub.transcoder.codec;

import bluehub.transcoder.fault.RequestFault;
import bluehub.transcoder.json.JsonReader;
import bluehub.transcoder.json.JsonToken;
import bluehub.transcoder.wire.WireWriter;

/** The elements of arrays into lists, and the members of objects into maps. */
final class RepeatedParser {
  private final JsonReader reader;
  private final WireWriter out;
  private final FrameStack frames;
  private final UnknownMembers unknown;
  private final ContentParser contents;
  private final ValueParser values;

  RepeatedParser(
      JsonReader reader,
      WireWriter out,
      FrameStack frames,
      UnknownMembers unknown,
      ContentParser contents) {
    this.reader = reader;
    this.out = out;
    this.frames = frames;
    this.unknown = unknown;
    this.contents = contents;
    values = contents.values();
  }

  /** Takes a list's element or its end; of scalars, all elements that are at hand. */
  void list(Frame frame, int token) {
    FieldType field = frame.field();
    if (token == JsonToken.END_ARRAY) {
      frames.end();
    } else if (!field.isMessage()) {
      scalars(frame, field, token);
    } else {
      if (token == JsonToken.NULL) {
        checkNull(field);
      }
      contents.message(field, token, null);
    }
  }

  private void scalars(Frame frame, FieldType field, int first) {
    int token = first;
    boolean packed = field.packed;
    if (packed && frames.lengths() == frame.lengths) {
      out.tag(field.packedTag());
      frames.openLength();
    }
    do {
      if (token == JsonToken.NULL) {
        checkNull(field);
      }
      if (!values.scalar(field, token, reader, !packed, false, out)) {
        unknown.enumValue(field);
      }
      frame.next++;
      if (packed) {
        PackedParser.numbers(frame, field, reader, out);
      } else {
        while (field.numeric && reader.takeNumber()) {
          ValueParser.number(field, reader, true, false, out);
          frame.next++;
        }
      }
      token = reader.next();
      // at the end of what is at hand the next call says so again
    } while (token != JsonToken.END_ARRAY && token != JsonToken.MORE);
    if (token == JsonToken.END_ARRAY) {
      frames.end();
    }
  }

  private static void checkNull(FieldType field) {
    if (!field.takesNull()) {
      throw RequestFault.invalid(
          "found null as an element, expected " + ScalarParser.expectedElement(field));
    }
  }

  /** Takes a map's key, the value after it, or its end. */
  void map(Frame frame, int token) {
    switch (token) {
      case JsonToken.NAME -> key(frame);
      case JsonToken.END_OBJECT -> frames.end();
      default -> entry(frame, token);
    }
  }

  private void key(Frame frame) {
    FieldType map = frame.field();
    frame.entryStart = out.length();
    out.tag(map.tag);
    frames.openLength();
    frame.keyStart = out.length();
    frame.keyEnd = frame.keyStart;
    values.mapKey(map.mapKey(), reader, out);
    frame.keyEnd = out.length();
    if (frame.keys().has(out, frame.keyStart, frame.keyEnd)) {
      throw RequestFault.invalid("the key is given twice");
    }
  }

  private void entry(Frame frame, int token) {
    FieldType value = frame.field().mapValue();
    if (token == JsonToken.NULL && !value.takesNull()) {
      throw RequestFault.invalid(
          "found null as a map's value, expected " + ScalarParser.expectedElement(value));
    }
    if (value.isMessage()) {
      contents.message(value, token, null);
    } else if (values.scalar(value, token, reader, true, false, out)) {
      frames.completed();
    } else {
      unknown.enumValue(value);
      out.truncate(frame.entryStart);
      frames.dropLength();
      frame.entryStart = -1;
    }
  }
}
