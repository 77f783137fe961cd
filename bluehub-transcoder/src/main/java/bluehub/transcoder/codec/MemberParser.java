package bluehub.transcoder.codec;

import bluehub.transcoder.fault.RequestFault;
import bluehub.transcoder.json.JsonReader;
import bluehub.transcoder.json.JsonToken;
import bluehub.transcoder.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The members of an object into the fields of a message: finds the field, sees that none and no
 * oneof comes twice, puts in what path and query set, and makes the field mask of a masked body.
 */
final class MemberParser {
  /** How many fields may be absent before the one that is expected. */
  private static final int LOOK_AHEAD = 3;

  private static final byte[] TYPE = "@type".getBytes(StandardCharsets.US_ASCII);

  private final JsonReader reader;
  private final WireWriter out;
  private final SeenBits seen;
  private final BoundWriter bounds;
  private final FrameStack frames;
  private final UnknownMembers unknown;
  private final ContentParser contents;
  private final ValueParser values;
  private final MaskPaths mask = new MaskPaths();
  private boolean refuseDifferingPath;

  /** Whether what is read lies in the body, and not in path or query. */
  private boolean inBody = true;

  MemberParser(
      JsonReader reader,
      WireWriter out,
      SeenBits seen,
      BoundWriter bounds,
      FrameStack frames,
      UnknownMembers unknown,
      ContentParser contents) {
    this.reader = reader;
    this.out = out;
    this.seen = seen;
    this.bounds = bounds;
    this.frames = frames;
    this.unknown = unknown;
    this.contents = contents;
    values = contents.values();
  }

  void begin(ParseOptions options) {
    refuseDifferingPath = options.refuseDifferingPath();
    mask.clear();
    inBody = true;
  }

  /** The paths of the fields that a masked body had. */
  MaskPaths mask() {
    return mask;
  }

  boolean isInBody() {
    return inBody;
  }

  /**
   * Takes members as long as they are fields that are expected here, with scalars as values: most
   * bodies have theirs in order. One comparison finds the field then. Goes into messages and out of
   * them again, so that the innermost frame may be another one afterwards.
   *
   * @return the next token for the innermost frame: of a value where that one has a field
   */
  int expected(Frame innermost) {
    Frame frame = innermost;
    while (true) {
      boolean simple = frame.bound == null && !frame.masked;
      FieldType[] fields = frame.type().fields;
      FieldType field = expectedField(frame, fields);
      if (simple && field != null && field.numeric && !field.repeated && reader.takeNumber()) {
        number(frame, field);
        continue;
      }
      if (field == null && simple && reader.takeEnd()) {
        end(frame);
        frame = frames.top();
        if (frame.kind == Frame.LIST && frame.ofMessages && reader.takeObject()) {
          contents.message(frame.field(), JsonToken.BEGIN_OBJECT, null);
          frame = frames.top();
        } else if (frame.kind != Frame.MESSAGE) {
          return reader.next();
        }
        continue;
      }
      int token = reader.next();
      if (!simple || field == null || field.repeated) {
        return token;
      }
      if (field.isMessage()) {
        if (token != JsonToken.BEGIN_OBJECT || field.message().wellKnown != WellKnown.NONE) {
          return token;
        }
        claimOneof(frame, field);
        contents.message(field, token, null);
        frame = frames.top();
      } else if (token >= JsonToken.STRING && token < JsonToken.NULL) {
        scalar(frame, field, token);
      } else {
        return token;
      }
    }
  }

  private void number(Frame frame, FieldType field) {
    claimOneof(frame, field);
    ValueParser.number(field, reader, true, !field.presence, out);
    frame.field = null;
  }

  private void scalar(Frame frame, FieldType field, int token) {
    claimOneof(frame, field);
    if (!values.scalar(field, token, reader, true, !field.presence, out)) {
      unknown.enumValue(field);
    }
    frame.field = null;
  }

  private @Nullable FieldType expectedField(Frame frame, FieldType[] fields) {
    int from = frame.next;
    int end = Math.min(fields.length, from + LOOK_AHEAD);
    for (int i = from; i < end; i++) {
      FieldType field = fields[i];
      if (reader.takeName(field.jsonKey)) {
        member(frame, field);
        return field;
      }
    }
    return null;
  }

  /** Takes a member's name, its value, or the object's end. */
  void take(Frame frame, int token) {
    switch (token) {
      case JsonToken.NAME -> name(frame);
      case JsonToken.END_OBJECT -> end(frame);
      default -> value(frame, token);
    }
  }

  private void name(Frame frame) {
    byte[] text = reader.textBytes();
    int from = reader.textStart();
    int to = reader.textEnd();
    FieldType field = frame.type().field(text, from, to);
    if (field == null) {
      if (!(frame.inAny && Arrays.equals(TYPE, 0, TYPE.length, text, from, to))) {
        unknown.name(frame.type().fullName);
      }
      frames.push(Frame.SKIP, frames.lengths());
      return;
    }
    member(frame, field);
  }

  private void member(Frame frame, FieldType field) {
    frame.field = field;
    if (!seen.add(frame.seen, field.index)) {
      throw RequestFault.invalid("the field is given twice");
    }
    frame.next = field.index + 1;
  }

  private void value(Frame frame, int token) {
    FieldType field = frame.field();
    BoundFields bound = frame.bound;
    BoundFields.Leaf leaf = bound == null ? null : bound.leaf(field);
    if (leaf != null) {
      boundMember(leaf, token);
      return;
    }
    BoundFields branch = bound == null ? null : bound.branch(field);
    if (branch != null && branch.type.wellKnown != WellKnown.NONE) {
      claimOneof(frame, field);
      boundBranch(field, branch);
      boundWhole(branch, token);
    } else if (frame.masked) {
      maskedMember(frame, field, token, branch);
    } else if (isAbsent(field, token)) {
      nullMember(frame, field, branch);
    } else {
      claimOneof(frame, field);
      contents.field(field, token, branch);
    }
  }

  /** Whether the value is a null that says that there is none. */
  private static boolean isAbsent(FieldType field, int token) {
    return token == JsonToken.NULL && (field.repeated || !field.takesNull());
  }

  private void claimOneof(Frame frame, FieldType field) {
    if (field.oneof >= 0 && !seen.add(frame.seen, frame.type().oneofBit(field))) {
      throw RequestFault.invalid("its oneof has another member set already");
    }
  }

  /** A null is no value; what path and query set in it is set all the same. */
  private void nullMember(Frame frame, FieldType field, @Nullable BoundFields branch) {
    if (branch != null) {
      claimOneof(frame, field);
      boundBranch(field, branch);
    }
    frames.completed();
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
    if (isAbsent(field, token)) {
      nullMember(frame, field, branch);
      return;
    }
    claimOneof(frame, field);
    if (descends) {
      mask.enter(field);
      contents.message(field, token, branch);
      frames.top().masked = true;
      frames.top().maskLength = mask.length();
    } else {
      contents.field(field, token, branch);
    }
  }

  /** A member that path or query set as well. */
  private void boundMember(BoundFields.Leaf leaf, int token) {
    if (!leaf.isPath()) {
      throw RequestFault.invalid("the field is given by the query and by the body");
    }
    if (refuseDifferingPath && token != JsonToken.NULL) {
      int start = out.length();
      boolean known = values.scalar(leaf.field(), token, reader, true, !leaf.field().presence, out);
      boolean same = known && bounds.isPathValue(leaf, out, start);
      out.truncate(start);
      if (!same) {
        throw RequestFault.invalid("the path gives the field another value than the body");
      }
      frames.completed();
    } else {
      frames.push(Frame.SKIP, frames.lengths());
      frames.skip(token);
    }
  }

  /**
   * A value whose JSON is not that of its fields, and the path sets one of them: then the value is
   * what the path says, and the body has no part in it.
   */
  private void boundWhole(BoundFields path, int token) {
    MessageType type = path.type;
    BoundFields.Leaf leaf = type.wellKnown == WellKnown.WRAPPER ? path.leaf(type.fields[0]) : null;
    if (leaf != null) {
      boundMember(leaf, token);
    } else {
      frames.push(Frame.SKIP, frames.lengths());
      frames.skip(token);
    }
  }

  private void end(Frame frame) {
    if (frame.bound != null) {
      frame.field = null;
      inBody = false;
      bounds.write(frame.bound, seen, frame.seen, out);
      inBody = true;
    }
    seen.pop(frame.seen);
    if (frame.masked && frame.maskLength > 0) {
      if (frame.next == 0) {
        mask.addEntered();
      }
      mask.leave(mask.length() - frames.parent().field().name.length() - 1);
    }
    frames.end();
  }

  /** Takes the value of a text that is a message of which the path sets a part. */
  void root(BoundFields path, int token) {
    inBody = false;
    int base = seen.push(path.type.seenWords);
    bounds.write(path, seen, base, out);
    seen.pop(base);
    inBody = true;
    boundWhole(path, token);
  }

  /** Takes the value of a text that is one field's. */
  void root(Frame frame, FieldType field, int token) {
    if (frame.bound != null && frame.bound.type.wellKnown != WellKnown.NONE) {
      boundBranch(field, frame.bound);
      boundWhole(frame.bound, token);
    } else if (isAbsent(field, token)) {
      if (frame.bound != null) {
        boundBranch(field, frame.bound);
      }
      frames.completed();
    } else if (frame.masked && token == JsonToken.BEGIN_OBJECT && !field.repeated) {
      contents.message(field, token, frame.bound);
      Frame opened = frames.top();
      opened.masked = opened.kind == Frame.MESSAGE;
      opened.maskLength = 0;
    } else {
      contents.field(field, token, frame.bound);
    }
  }
}
