package bluehub.transcoder.codec;

import bluehub.transcoder.fault.Place;
import bluehub.transcoder.fault.RequestFault;
import bluehub.transcoder.json.JsonReader;
import bluehub.transcoder.json.JsonToken;
import bluehub.transcoder.wire.WireType;
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
  private static final int ANY_URL_TAG = WireType.tag(1, WireType.LENGTH_DELIMITED);
  private static final int ANY_VALUE_TAG = WireType.tag(2, WireType.LENGTH_DELIMITED);

  /** How many ignored fields are told; a body may have a million of them. */
  private static final int MOST_IGNORED = 100;

  /** How deep an Any may lie in an Any: the one thing here that recurses. */
  private static final int MOST_ANYS = 100;

  private final JsonReader reader = new JsonReader();
  private final ValueParser values = new ValueParser();
  private final WireWriter out;
  private final SeenBits seen;
  private final BoundWriter bounds;
  private final List<String> ignored;
  private final MaskPaths mask = new MaskPaths();
  private TypeTable types = TypeTable.of(List.of());
  private ParseOptions options = ParseOptions.DEFAULT;
  private Frame[] frames = new Frame[8];
  private int top;
  private int[] lengths = new int[32];
  private int lengthCount;
  private boolean rootDone;
  private @Nullable Place anyPlace;
  private @Nullable MessageParser nested;

  /** The one that this one reads an Any for, or null. */
  private @Nullable MessageParser outer;

  private int anys;

  /** Whether what is read lies in the body, and not in path or query. */
  private boolean inBody = true;

  /**
   * @param out where the wire bytes go
   * @param ignored where the unknown fields are listed that were let pass
   */
  MessageParser(WireWriter out, SeenBits seen, BoundWriter bounds, List<String> ignored) {
    this.out = out;
    this.seen = seen;
    this.bounds = bounds;
    this.ignored = ignored;
    Arrays.setAll(frames, i -> new Frame());
  }

  /** Begins a text that is a message's JSON; its fields go to the writer without tag and length. */
  void begin(TypeTable types, ParseOptions options, MessageType type, @Nullable BoundFields bound) {
    begin(types, options);
    reader.reset(options.limits());
    frames[0].type = type;
    frames[0].bound = bound;
  }

  /** Begins a text that is the JSON of one field, which goes to the writer with its tag. */
  void begin(
      TypeTable types,
      ParseOptions options,
      FieldType field,
      @Nullable BoundFields bound,
      boolean masked) {
    begin(types, options);
    reader.reset(options.limits());
    frames[0].field = field;
    frames[0].bound = bound;
    frames[0].masked = masked;
  }

  private void begin(TypeTable types, ParseOptions options) {
    this.types = types;
    this.options = options;
    mask.clear();
    top = 0;
    frames[0].reset(Frame.ROOT, 0);
    lengthCount = 0;
    rootDone = false;
    inBody = true;
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
    if (nested != null) {
      nested.close();
    }
  }

  /** The paths of the fields that a masked body had. */
  MaskPaths mask() {
    return mask;
  }

  private void run() {
    try {
      while (true) {
        Frame open = frames[top];
        if (open.kind == Frame.MESSAGE && open.field == null) {
          expected(open);
        }
        int token = reader.next();
        if (token == JsonToken.MORE || token == JsonToken.END) {
          return;
        }
        take(frames[top], token);
      }
    } catch (RequestFault fault) {
      throw located(fault);
    }
  }

  private RequestFault located(RequestFault fault) {
    RequestFault located = fault.place() == null && inBody ? fault.at(reader.place()) : fault;
    return located.at(joined(path(), fault.field()));
  }

  private static String joined(String path, String rest) {
    if (path.isEmpty() || rest.isEmpty()) {
      return path + rest;
    }
    // an index or a map's key, and not an extension's name
    boolean index =
        rest.length() > 1 && rest.charAt(0) == '[' && !Character.isLetter(rest.charAt(1));
    return index ? path + rest : path + "." + rest;
  }

  /** The path of the value at hand, in proto names. */
  private String path() {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i <= top; i++) {
      Frame frame = frames[i];
      switch (frame.kind) {
        case Frame.ROOT, Frame.MESSAGE -> {
          if (frame.field != null) {
            path.append(path.isEmpty() ? "" : ".").append(frame.field.name);
          }
        }
        case Frame.LIST -> path.append('[').append(frame.next).append(']');
        case Frame.MAP -> {
          if (frame.entryStart >= 0 && frame.keyEnd > frame.keyStart) {
            path.append(MapKeys.told(frame.field().mapKey(), out, frame.keyStart, frame.keyEnd));
          }
        }
        case Frame.ANY_VALUE -> path.append(frame.depth > 0 ? "value" : "");
        default -> {}
      }
    }
    return path.toString();
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

  private Frame push(int kind, int lengthBase) {
    if (++top == frames.length) {
      frames = Arrays.copyOf(frames, 2 * top);
      for (int i = top; i < frames.length; i++) {
        frames[i] = new Frame();
      }
    }
    Frame frame = frames[top];
    frame.reset(kind, lengthBase);
    return frame;
  }

  private void openLength() {
    if (lengthCount == lengths.length) {
      lengths = Arrays.copyOf(lengths, 2 * lengthCount);
    }
    lengths[lengthCount++] = out.open();
  }

  private void closeLengths(int base) {
    while (lengthCount > base) {
      out.close(lengths[--lengthCount]);
    }
  }

  /** Ends a list or map. */
  private void end(Frame frame) {
    closeLengths(frame.lengths);
    top--;
    completed();
  }

  /** Tells the innermost open frame that its value is complete. */
  private void completed() {
    Frame frame = frames[top];
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
      content(frame.type(), token, lengthCount, 0, frame.bound);
    } else if (token == JsonToken.NULL && (field.repeated || !field.takesNull())) {
      if (frame.bound != null) {
        boundBranch(field, frame.bound);
      }
      rootDone = true;
    } else {
      if (frame.masked && token == JsonToken.BEGIN_OBJECT && !field.repeated) {
        content(field, token, frame.bound);
        frames[top].masked = frames[top].kind == Frame.MESSAGE;
        frames[top].maskLength = 0;
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
      push(Frame.SKIP, lengthCount);
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
    String name = reader.text();
    if (options.unknownFields() == UnknownFields.STRICT) {
      throw RequestFault.invalid("no such field in " + type).at(name);
    }
    ignore(name);
  }

  /** Lists what is let pass: the value at hand, or a member of it. */
  private void ignore(String member) {
    if (options.unknownFields() == UnknownFields.WARN && ignored.size() < MOST_IGNORED) {
      String path = member;
      for (MessageParser parser = this; parser != null; parser = parser.outer) {
        path = joined(parser.path(), path);
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
      frames[top].masked = true;
      frames[top].maskLength = mask.length();
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
      skip(push(Frame.SKIP, lengthCount), token);
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
    closeLengths(frame.lengths);
    if (frame.endTag != 0) {
      out.tag(frame.endTag);
    }
    if (frame.masked && frame.maskLength > 0) {
      if (frame.next == 0) {
        mask.addEntered();
      }
      mask.leave(mask.length() - frames[top - 1].field().name.length() - 1);
    }
    top--;
    completed();
  }

  // --- values

  /** A member's value that is not null: with its list or map, if it is one. */
  private void fieldValue(FieldType field, int token, @Nullable BoundFields branch) {
    if (field.map) {
      require(token, JsonToken.BEGIN_OBJECT, field);
      pushMap(field, lengthCount);
    } else if (field.repeated) {
      require(token, JsonToken.BEGIN_ARRAY, field);
      push(Frame.LIST, lengthCount).field = field;
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
    Frame frame = push(Frame.MAP, lengthBase);
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
    int base = lengthCount;
    out.tag(field.tag);
    if (field.isGroup()) {
      content(field.message(), token, base, field.endTag(), branch);
    } else {
      openLength();
      content(field.message(), token, base, 0, branch);
    }
  }

  /** The fields of a message; the lengths above {@code base} end with it. */
  private void content(
      MessageType type, int token, int base, int endTag, @Nullable BoundFields bound) {
    switch (type.wellKnown) {
      case NONE -> {
        require(token, JsonToken.BEGIN_OBJECT, type);
        Frame frame = push(Frame.MESSAGE, base);
        frame.type = type;
        frame.endTag = endTag;
        frame.bound = bound;
        frame.seen = seen.push(type.seenWords);
      }
      case STRUCT -> {
        require(token, JsonToken.BEGIN_OBJECT, type);
        pushMap(type.fields[0], base);
      }
      case LIST_VALUE -> {
        require(token, JsonToken.BEGIN_ARRAY, type);
        push(Frame.LIST, base).field = type.fields[0];
      }
      case ANY -> {
        require(token, JsonToken.BEGIN_OBJECT, type);
        reader.hold();
        anyPlace = reader.place();
        push(Frame.ANY, base).depth = 1;
      }
      case VALUE -> dynamic(type, token, base);
      case TIMESTAMP, DURATION, FIELD_MASK -> {
        values.text(type, token, reader, out);
        closeLengths(base);
        completed();
      }
      case WRAPPER -> {
        values.scalar(type.fields[0], token, reader, true, true, out);
        closeLengths(base);
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
  private void dynamic(MessageType type, int token, int base) {
    FieldType[] kinds = type.fields;
    switch (token) {
      case JsonToken.BEGIN_OBJECT -> {
        out.tag(kinds[4].tag);
        openLength();
        pushMap(kinds[4].message().fields[0], base);
        return;
      }
      case JsonToken.BEGIN_ARRAY -> {
        out.tag(kinds[5].tag);
        openLength();
        push(Frame.LIST, base).field = kinds[5].message().fields[0];
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
    closeLengths(base);
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
    if (field.packed && lengthCount == frame.lengths) {
      out.tag(field.packedTag());
      openLength();
    }
    if (!values.scalar(field, token, reader, !field.packed, false, out)) {
      unknownEnum(field);
    }
    completed();
  }

  private void key(Frame frame) {
    FieldType map = frame.field();
    FieldType key = map.mapKey();
    frame.entryStart = out.length();
    out.tag(map.tag);
    openLength();
    frame.keyStart = out.length();
    frame.keyEnd = frame.keyStart;
    byte[] text = reader.textBytes();
    int from = reader.textStart();
    int to = reader.textEnd();
    out.tag(key.tag);
    switch (key.type) {
      case STRING -> {
        out.varint(to - from);
        out.raw(text, from, to - from);
      }
      case BOOL -> {
        boolean isTrue = to - from == 4 && text[from] == 't';
        if (!reader.text().equals(isTrue ? "true" : "false")) {
          throw ScalarParser.mismatch(key, "the key " + ScalarParser.quoted(text, from, to));
        }
        out.varint(isTrue ? 1 : 0);
      }
      default -> ScalarParser.write(key, ScalarParser.quotedNumber(key, text, from, to), out);
    }
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
      lengthCount--;
      frame.entryStart = -1;
    }
  }

  private void endEntry(Frame frame) {
    int before = out.length();
    out.close(lengths[--lengthCount]);
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
      top--;
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
      byte[] text = reader.buffer();
      int from = reader.held();
      int to = reader.position();
      Place place = anyPlace == null ? reader.place() : anyPlace;
      reader.release();
      nested().anyText(types, options, text, from, to - from, place, reader.depth());
      end(frame);
    }
  }

  private MessageParser nested() {
    if (nested == null) {
      nested = new MessageParser(out, seen, bounds, ignored);
      nested.outer = this;
      nested.anys = anys + 1;
    }
    if (nested.anys > MOST_ANYS) {
      throw RequestFault.invalid(
          "the body has more than " + MOST_ANYS + " Anys inside of each other, the limit");
    }
    return nested;
  }

  /** Reads the whole text of an Any and writes its two fields. */
  private void anyText(
      TypeTable types,
      ParseOptions options,
      byte[] text,
      int offset,
      int length,
      Place place,
      int depth) {
    begin(types, options);
    String url;
    try {
      reader.reset(options.limits(), place, depth);
      reader.feed(text, offset, length);
      url = AnyUrl.find(reader);
    } catch (RequestFault fault) {
      throw located(fault);
    }
    if (url == null) {
      return;
    }
    MessageType type = types.findUrl(url);
    if (type == null) {
      throw RequestFault.invalid(
              "found the type \"%s\", expected type.googleapis.com/ and a message of the schema"
                  .formatted(url))
          .at(place);
    }
    out.tag(ANY_URL_TAG);
    int start = out.open();
    out.utf8(url);
    out.close(start);
    out.tag(ANY_VALUE_TAG);
    openLength();
    reader.reset(options.limits(), place, depth);
    reader.feed(text, offset, length);
    if (type.wellKnown.isValueInAny()) {
      push(Frame.ANY_VALUE, 0).type = type;
    } else {
      Frame frame = push(Frame.MESSAGE, 0);
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
      content(frame.type(), token, lengthCount, 0, null);
    } else if (is(VALUE)) {
      if (frame.next++ > 0) {
        throw RequestFault.invalid("the field is given twice").at("value");
      }
      frame.depth = 1;
    } else {
      if (!is(TYPE)) {
        unknown("an Any of " + frame.type().fullName);
      }
      push(Frame.SKIP, lengthCount);
    }
  }

  private boolean is(byte[] name) {
    return Arrays.equals(
        name, 0, name.length, reader.textBytes(), reader.textStart(), reader.textEnd());
  }
}
