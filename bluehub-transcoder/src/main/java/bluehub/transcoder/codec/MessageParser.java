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
 * <p>This class gives each token to what the innermost frame is read by: {@link MemberParser} for
 * messages, {@link RepeatedParser} for lists and maps, {@link AnyParser} for an Any that ended.
 *
 * <p>Not thread-safe; made to be reused after {@link #begin}.
 */
final class MessageParser {
  private static final byte[] TYPE = "@type".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] VALUE = "value".getBytes(StandardCharsets.US_ASCII);

  private final JsonReader reader = new JsonReader();
  private final WireWriter out;
  private final SeenBits seen;
  private final FrameStack frames;
  private final UnknownMembers unknown;
  private final ContentParser contents;
  private final MemberParser members;
  private final RepeatedParser repeated;
  private final AnyParser anys;
  private TypeTable types = TypeTable.of(List.of());
  private ParseOptions options = ParseOptions.DEFAULT;

  /**
   * @param out where the wire bytes go
   * @param ignored where the unknown fields are listed that were let pass
   */
  MessageParser(WireWriter out, SeenBits seen, BoundWriter bounds, IgnoredFields ignored) {
    this(out, seen, bounds, ignored, null, 0);
  }

  /**
   * @param outer what is unknown around the Any that this one reads the message of, or null
   */
  private MessageParser(
      WireWriter out,
      SeenBits seen,
      BoundWriter bounds,
      IgnoredFields ignored,
      @Nullable UnknownMembers outer,
      int nesting) {
    this.out = out;
    this.seen = seen;
    frames = new FrameStack(out);
    unknown = new UnknownMembers(reader, frames, ignored, outer);
    contents = new ContentParser(reader, out, seen, frames, unknown);
    members = new MemberParser(reader, out, seen, bounds, frames, unknown, contents);
    repeated = new RepeatedParser(reader, out, frames, unknown, contents);
    UnknownMembers here = unknown;
    anys =
        new AnyParser(
            nesting, () -> new MessageParser(out, seen, bounds, ignored, here, nesting + 1));
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
    unknown.begin(options.unknownFields());
    members.begin(options);
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
    if (!reader.isAtEnd()) {
      run();
    }
    return frames.isRootDone();
  }

  /** Forgets the text, and gives unusually large buffers back. */
  void close() {
    reader.close();
    anys.close();
  }

  /** The paths of the fields that a masked body had. */
  MaskPaths mask() {
    return members.mask();
  }

  private void run() {
    try {
      while (true) {
        Frame frame = frames.top();
        int token =
            frame.kind == Frame.MESSAGE && frame.field == null
                ? members.expected(frame)
                : reader.next();
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
    RequestFault located =
        fault.place() == null && members.isInBody() ? fault.at(reader.place()) : fault;
    return located.at(FrameStack.joined(frames.path(), fault.field()));
  }

  private void take(Frame frame, int token) {
    switch (frame.kind) {
      case Frame.MESSAGE -> members.take(frame, token);
      case Frame.LIST -> repeated.list(frame, token);
      case Frame.MAP -> repeated.map(frame, token);
      case Frame.SKIP -> frames.skip(token);
      case Frame.ANY -> any(frame, token);
      case Frame.ANY_VALUE -> anyValue(frame, token);
      default -> root(frame, token);
    }
  }

  private void root(Frame frame, int token) {
    FieldType field = frame.field;
    if (field != null) {
      members.root(frame, field, token);
    } else if (frame.bound != null && frame.type().wellKnown != WellKnown.NONE) {
      members.root(frame.bound, token);
    } else {
      contents.content(frame.type(), token, frames.lengths(), 0, frame.bound);
    }
  }

  // --- what is in an Any

  private void any(Frame frame, int token) {
    if (frame.nest(token) == 0) {
      Place place = frame.place == null ? reader.place() : frame.place;
      anys.read(types, options, reader, place, out);
      frames.end();
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
      frames.end();
    } else if (token != JsonToken.NAME) {
      contents.content(frame.type(), token, frames.lengths(), 0, null);
    } else if (is(VALUE)) {
      if (frame.next++ > 0) {
        throw RequestFault.invalid("the field is given twice").at("value");
      }
      frame.depth = 1;
    } else {
      if (!is(TYPE)) {
        unknown.name("an Any of " + frame.type().fullName);
      }
      frames.push(Frame.SKIP, frames.lengths());
    }
  }

  private boolean is(byte[] name) {
    return Arrays.equals(
        name, 0, name.length, reader.textBytes(), reader.textStart(), reader.textEnd());
  }
}
