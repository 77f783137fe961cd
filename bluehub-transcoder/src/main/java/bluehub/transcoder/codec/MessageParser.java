package bluehub.transcoder.codec;

import bluehub.transcoder.fault.Place;
import bluehub.transcoder.fault.RequestFault;
import bluehub.transcoder.json.JsonReader;
import bluehub.transcoder.json.JsonToken;
import bluehub.transcoder.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads ProtoJSON into wire bytes, token by token, woven with what path and query set.
 *
 * <p>There is one {@link Frame} for each object or array that is open, and between two tokens the
 * frames are all the state: the text may come in any pieces, and nothing recurses but an Any in an
 * Any, within the limit of depth. Lengths are patched when a message ends ({@link
 * WireWriter#open}), so everything is written once.
 *
 * <p>Not thread-safe; made to be reused after {@link #begin}.
 */
final class MessageParser {
  /** How many fields may be absent before the one that is expected. */
  private static final int LOOK_AHEAD = 3;

  private static final byte[] TYPE = "@type".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] VALUE = "value".getBytes(StandardCharsets.US_ASCII);
  private final JsonReader reader = new JsonReader();
  private final ValueParser values = new ValueParser();
  private final WireWriter out;
  private final SeenBits seen;
  private final BoundWriter bounds;
  private final IgnoredFields ignored;
  private final FrameStack frames;
  private final AnyParser anys;

  /** The one that this one reads an Any for, or null. */
  private final @Nullable MessageParser outer;

  private final MaskPaths mask = new MaskPaths();
  private TypeTable types = TypeTable.of(List.of());
  private ParseOptions options = ParseOptions.DEFAULT;
  private boolean rootDone;
  private @Nullable Place anyPlace;

  /** Whether what is read lies in the body, and not in path or query. */
  private boolean inBody = true;

  /**
   * @param out where the wire bytes go
   * @param ignored where the unknown fields are listed that were let pass
   */
  MessageParser(WireWriter out, SeenBits seen, BoundWriter bounds, IgnoredFields ignored) {
    this(out, seen, bounds, ignored, null, 0);
  }

  private MessageParser(
      WireWriter out,
      SeenBits seen,
      BoundWriter bounds,
      IgnoredFields ignored,
      @Nullable MessageParser outer,
      int nesting) {
    this.outer = outer;
    this.out = out;
    this.seen = seen;
    this.bounds = bounds;
    this.ignored = ignored;
    frames = new FrameStack(out);
    anys =
        new AnyParser(
            nesting, () -> new MessageParser(out, seen, bounds, ignored, this, nesting + 1));
  }

  /** Begins a text that is a message's JSON; its fields go to the writer without tag and length. */
  void begin(TypeTable types, ParseOptions options, MessageType type, @Nullable BoundFields bound) {
    Frame root = begin(types, options);
    reader.reset(options.limits());
    root.type = type;
    root.bound = bound;
  }

  /** Begins a text that is the JSON of one field, which goes to the writer with its tag. */
  void begin(
      TypeTable types,
      ParseOptions options,
      FieldType field,
      @Nullable BoundFields bound,
      boolean masked) {
    Frame root = begin(types, options);
    reader.reset(options.limits());
    root.field = field;
    root.bound = bound;
    root.masked = masked;
  }

  private Frame begin(TypeTable types, ParseOptions options) {
    this.types = types;
    this.options = options;
    mask.clear();
    rootDone = false;
    inBody = true;
    return frames.reset();
  }

  /** Takes a piece of the text. */
  void write(byte[] bytes, int offset, int length) {
    reader.feed(bytes, offset, length);
    run();
  }

  /**
   * Takes the end of the text.
   *
   * @return whether there was a value; a text of white space has none
   */
  boolean finish() {
    reader.finish();
    run();
    return rootDone;
  }

  /** Forgets the text, and gives unusually large buffers back. */
  void close() {
    reader.reset(options.limits());
    anys.close();
  }

  /** The paths of the fields that a masked body had. */
  MaskPaths mask() {
    return mask;
  }

  private void run() {
    try {
      while (true) {
        Frame open = frames.top();
        if (open.kind == Frame.MESSAGE && open.field == null) {
          expected(open);
        }
        int token = reader.next();
        if (token == JsonToken.MORE || token == JsonToken.END) {
          return;
        }
        take(frames.top(), token);
      }
    } catch (RequestFault fault) {
      throw located(fault);
    }
  }

  private RequestFault located(RequestFault fault) {
    RequestFault located = fault.place() == null && inBody ? fault.at(reader.place()) : fault;
    return located.at(FrameStack.joined(frames.path(), fault.field()));
  }

  private void take(Frame frame, int token) {
    switch (frame.kind) {
      case Frame.MESSAGE -> {
        if (token == JsonToken.NAME) {
          name(frame);
        } else if (token == JsonToken.END_OBJECT) {
          endMessage(frame);
        } else {
          member(frame, token);
        }
      }
      case Frame.LIST -> {
        if (token == JsonToken.END_ARRAY) {
          end(frame);
        } else {
          element(frame, token);
        }
      }
      case Frame.MAP -> {
        if (token == JsonToken.NAME) {
          key(frame);
        } else if (token == JsonToken.END_OBJECT) {
          end(frame);
        } else {
          entry(frame, token);
        }
      }
      case Frame.SKIP -> skip(frame, token);
      case Frame.ANY -> any(frame, token);
      case Frame.ANY_VALUE -> anyValue(frame, token);
      default -> root(frame, token);
    }
  }

  /** Ends a list, a map or an Any. */
  private void end(Frame frame) {
    frames.closeContent(frame.lengths, frame.endTag);
    frames.pop();
    completed();
  }

  /** Tells the innermost open frame that its value is complete. */
  private void completed() {
    Frame frame = frames.top();
    switch (frame.kind) {
      case Frame.MESSAGE -> frame.field = null;
      case Frame.LIST -> frame.next++;
      case Frame.MAP -> endEntry(frame);
      case Frame.ROOT -> rootDone = true;
      case Frame.ANY_VALUE -> frame.depth = 0;
      default -> {}
    }
  }

  private void root(Frame frame, int token) {
    FieldType field = frame.field;
    if (field == null) {
      content(frame.type(), token, frames.lengths(), 0, frame.bound);
    } else if (token == JsonToken.NULL && (field.repeated || !field.takesNull())) {
      if (frame.bound != null) {
        boundBranch(field, frame.bound);
      }
      rootDone = true;
    } else {
      if (frame.masked && token == JsonToken.BEGIN_OBJECT && !field.repeated) {
        content(field, token, frame.bound);
        Frame opened = frames.top();
        opened.masked = opened.kind == Frame.MESSAGE;
        opened.maskLength = 0;
      } else {
        fieldValue(field, token, frame.bound);
      }
    }
  }

  // --- messages

  private void name(Frame frame) {
    byte[] text = reader.textBytes();
    int from = reader.textStart();
    int to = reader.textEnd();
    FieldType field = frame.type().field(text, from, to);
    if (field == null) {
      if (!(frame.inAny && Arrays.equals(TYPE, 0, TYPE.length, text, from, to))) {
        unknown(frame.type().fullName);
      }
      frames.push(Frame.SKIP, frames.lengths());
      return;
    }
    member(frame, field);
  }

  /** Takes the name of one of the next fields, if it comes: most bodies have theirs in order. */
  private void expected(Frame frame) {
    FieldType[] fields = frame.type().fields;
    int end = Math.min(fields.length, frame.next + LOOK_AHEAD);
    for (int i = frame.next; i < end; i++) {
      if (reader.takeName(fields[i].jsonKey)) {
        member(frame, fields[i]);
        return;
      }
    }
  }

  private void member(Frame frame, FieldType field) {
    frame.field = field;
    if (seen.has(frame.seen, field.index)) {
      throw RequestFault.invalid("the field is given twice");
    }
    seen.set(frame.seen, field.index);
    frame.next = field.index + 1;
  }

  private void unknown(String type) {
    String name = ScalarParser.shortened(reader.textBytes(), reader.textStart(), reader.textEnd());
    if (options.unknownFields() == UnknownFields.STRICT) {
      throw RequestFault.invalid("no such field in " + type).at(name);
    }
    ignore(name);
  }

  /** Lists what is let pass: the value at hand, or a member of it. */
  private void ignore(String member) {
    if (options.unknownFields() == UnknownFields.WARN && !ignored.isFull()) {
      String path = member;
      for (MessageParser parser = this; parser != null; parser = parser.outer) {
        path = FrameStack.joined(parser.frames.path(), path);
      }
      ignored.add(path);
    }
  }

  private void member(Frame frame, int token) {
    FieldType field = frame.field();
    BoundFields bound = frame.bound;
    BoundFields.Leaf leaf = bound == null ? null : bound.leaf(field);
    if (leaf != null) {
      boundMember(leaf, token);
      return;
    }
    BoundFields branch = bound == null ? null : bound.branch(field);
    if (frame.masked) {
      maskedMember(frame, field, token, branch);
    } else if (token == JsonToken.NULL && (field.repeated || !field.takesNull())) {
      nullMember(frame, field, branch);
    } else {
      claimOneof(frame, field);
      fieldValue(field, token, branch);
    }
  }

  private void claimOneof(Frame frame, FieldType field) {
    if (field.oneof >= 0) {
      int bit = frame.type().oneofBit(field);
      if (seen.has(frame.seen, bit)) {
        throw RequestFault.invalid("its oneof has another member set already");
      }
      seen.set(frame.seen, bit);
    }
  }

  /** A null is no value; what path and query set in it is set all the same. */
  private void nullMember(Frame frame, FieldType field, @Nullable BoundFields branch) {
    if (branch != null) {
      claimOneof(frame, field);
      boundBranch(field, branch);
    }
    completed();
  }

  private void boundBranch(FieldType field, BoundFields branch) {
    inBody = false;
    bounds.branch(field, branch, seen, out);
    inBody = true;
  }

  private void maskedMember(Frame frame, FieldType field, int token, @Nullable BoundFields branch) {
    boolean descends =
        token == JsonToken.BEGIN_OBJECT
            && !field.repeated
            && field.isMessage()
            && field.message().wellKnown == WellKnown.NONE;
    if (!descends) {
      mask.add(field);
    }
    if (token == JsonToken.NULL && (field.repeated || !field.takesNull())) {
      nullMember(frame, field, branch);
      return;
    }
    claimOneof(frame, field);
    if (descends) {
      mask.enter(field);
      content(field, token, branch);
      frames.top().masked = true;
      frames.top().maskLength = mask.length();
    } else {
      fieldValue(field, token, branch);
    }
  }

  /** A member that path or query set as well. */
  private void boundMember(BoundFields.Leaf leaf, int token) {
    if (!leaf.isPath()) {
      throw RequestFault.invalid("the field is given by the query and by the body");
    }
    if (options.refuseDifferingPath() && token != JsonToken.NULL) {
      int start = out.length();
      values.scalar(leaf.field(), token, reader, true, !leaf.field().presence, out);
      boolean same = bounds.isPathValue(leaf, out, start);
      out.truncate(start);
      if (!same) {
        throw RequestFault.invalid("the path gives the field another value than the body");
      }
      completed();
    } else {
      skip(frames.push(Frame.SKIP, frames.lengths()), token);
    }
  }

  private void endMessage(Frame frame) {
    if (frame.bound != null) {
      frame.field = null;
      inBody = false;
      bounds.write(frame.bound, seen, frame.seen, out);
      inBody = true;
    }
    seen.pop(frame.seen);
    frames.closeContent(frame.lengths, frame.endTag);
    if (frame.masked && frame.maskLength > 0) {
      if (frame.next == 0) {
        mask.addEntered();
      }
      mask.leave(mask.length() - frames.parent().field().name.length() - 1);
    }
    frames.pop();
    completed();
  }

  // --- values

  /** A member's value that is not null: with its list or map, if it is one. */
  private void fieldValue(FieldType field, int token, @Nullable BoundFields branch) {
    if (field.map) {
      require(token, JsonToken.BEGIN_OBJECT, field);
      pushMap(field, frames.lengths());
    } else if (field.repeated) {
      require(token, JsonToken.BEGIN_ARRAY, field);
      frames.push(Frame.LIST, frames.lengths()).field = field;
    } else if (field.isMessage()) {
      content(field, token, branch);
    } else if (values.scalar(field, token, reader, true, !field.presence, out)) {
      completed();
    } else {
      unknownEnum(field);
      completed();
    }
  }

  private void pushMap(FieldType field, int lengthBase) {
    Frame frame = frames.push(Frame.MAP, lengthBase);
    frame.field = field;
    frame.clearKeys();
  }

  private void unknownEnum(FieldType field) {
    if (options.unknownFields() == UnknownFields.STRICT) {
      throw RequestFault.invalid(
          "found %s, which is no value of %s"
              .formatted(
                  ScalarParser.quoted(reader.textBytes(), reader.textStart(), reader.textEnd()),
                  field.enumType().fullName));
    }
    ignore("");
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
  private void content(FieldType field, int token, @Nullable BoundFields branch) {
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
  private void content(
      MessageType type, int token, int base, int endTag, @Nullable BoundFields bound) {
    switch (type.wellKnown) {
      case NONE -> {
        require(token, JsonToken.BEGIN_OBJECT, type);
        Frame frame = frames.push(Frame.MESSAGE, base);
        frame.type = type;
        frame.endTag = endTag;
        frame.bound = bound;
        frame.seen = seen.push(type.seenWords);
      }
      case STRUCT -> {
        require(token, JsonToken.BEGIN_OBJECT, type);
        pushMap(type.fields[0], base);
        frames.top().endTag = endTag;
      }
      case LIST_VALUE -> {
        require(token, JsonToken.BEGIN_ARRAY, type);
        frames.push(Frame.LIST, base).field = type.fields[0];
        frames.top().endTag = endTag;
      }
      case ANY -> {
        require(token, JsonToken.BEGIN_OBJECT, type);
        reader.hold();
        anyPlace = reader.place();
        frames.push(Frame.ANY, base).depth = 1;
        frames.top().endTag = endTag;
      }
      case VALUE -> dynamic(type, token, base, endTag);
      case TIMESTAMP, DURATION, FIELD_MASK -> {
        values.text(type, token, reader, out);
        frames.closeContent(base, endTag);
        completed();
      }
      case WRAPPER -> {
        values.scalar(type.fields[0], token, reader, true, true, out);
        frames.closeContent(base, endTag);
        completed();
      }
    }
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
        frames.push(Frame.LIST, base).field = kinds[5].message().fields[0];
        frames.top().endTag = endTag;
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
    frames.closeContent(base, endTag);
    completed();
  }

  // --- lists and maps

  private void element(Frame frame, int token) {
    FieldType field = frame.field();
    if (token == JsonToken.NULL && !field.takesNull()) {
      throw RequestFault.invalid(
          "found null as an element, expected " + ScalarParser.expectedElement(field));
    }
    if (field.isMessage()) {
      content(field, token, null);
      return;
    }
    if (field.packed && frames.lengths() == frame.lengths) {
      out.tag(field.packedTag());
      frames.openLength();
    }
    if (!values.scalar(field, token, reader, !field.packed, false, out)) {
      unknownEnum(field);
    }
    completed();
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
      content(value, token, null);
    } else if (values.scalar(value, token, reader, true, false, out)) {
      completed();
    } else {
      unknownEnum(value);
      out.truncate(frame.entryStart);
      frames.dropLength();
      frame.entryStart = -1;
    }
  }

  private void endEntry(Frame frame) {
    int before = out.length();
    frames.closeLengths(frames.lengths() - 1);
    int moved = out.length() - before;
    frame.keys().add(out, frame.keyStart + moved, frame.keyEnd + moved);
    frame.entryStart = -1;
  }

  // --- what is not read at once

  private void skip(Frame frame, int token) {
    switch (token) {
      case JsonToken.BEGIN_OBJECT, JsonToken.BEGIN_ARRAY -> frame.depth++;
      case JsonToken.END_OBJECT, JsonToken.END_ARRAY -> frame.depth--;
      default -> {}
    }
    if (frame.depth == 0) {
      frames.pop();
      completed();
    }
  }

  private void any(Frame frame, int token) {
    switch (token) {
      case JsonToken.BEGIN_OBJECT, JsonToken.BEGIN_ARRAY -> frame.depth++;
      case JsonToken.END_OBJECT, JsonToken.END_ARRAY -> frame.depth--;
      default -> {}
    }
    if (frame.depth == 0) {
      anys.read(types, options, reader, anyPlace == null ? reader.place() : anyPlace, out);
      end(frame);
    }
  }

  /** The URL of the type in an Any's text, or null for an Any without a value. */
  @Nullable String anyUrl(
      ParseOptions options, byte[] text, int offset, int length, Place place, int depth) {
    begin(types, options);
    try {
      reader.reset(options.limits(), place, depth);
      reader.feed(text, offset, length);
      return AnyUrl.find(reader);
    } catch (RequestFault fault) {
      throw located(fault);
    }
  }

  /** Reads the message in an Any's text; its fields go to the writer without tag and length. */
  void anyMessage(
      TypeTable types,
      ParseOptions options,
      MessageType type,
      byte[] text,
      int offset,
      int length,
      Place place,
      int depth) {
    begin(types, options);
    reader.reset(options.limits(), place, depth);
    reader.feed(text, offset, length);
    if (type.wellKnown.isValueInAny()) {
      frames.push(Frame.ANY_VALUE, 0).type = type;
    } else {
      Frame frame = frames.push(Frame.MESSAGE, 0);
      frame.type = type;
      frame.inAny = true;
      frame.seen = seen.push(type.seenWords);
    }
    // the frame is open already: past the brace that opens it
    if (reader.next() != JsonToken.BEGIN_OBJECT) {
      throw new IllegalStateException("an Any that is no object");
    }
    reader.finish();
    run();
  }

  private void anyValue(Frame frame, int token) {
    if (token == JsonToken.END_OBJECT) {
      if (frame.next == 0) {
        throw RequestFault.invalid(
            "found no \"value\", expected it to hold the " + frame.type().fullName);
      }
      end(frame);
    } else if (token != JsonToken.NAME) {
      content(frame.type(), token, frames.lengths(), 0, null);
    } else if (is(VALUE)) {
      if (frame.next++ > 0) {
        throw RequestFault.invalid("the field is given twice").at("value");
      }
      frame.depth = 1;
    } else {
      if (!is(TYPE)) {
        unknown("an Any of " + frame.type().fullName);
      }
      frames.push(Frame.SKIP, frames.lengths());
    }
  }

  private boolean is(byte[] name) {
    return Arrays.equals(
        name, 0, name.length, reader.textBytes(), reader.textStart(), reader.textEnd());
  }
}
