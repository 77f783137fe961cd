package bluehub.transcoder.codec;

import bluehub.transcoder.json.JsonWriter;
import bluehub.transcoder.wire.WireException;
import bluehub.transcoder.wire.WireReader;
import bluehub.transcoder.wire.WireType;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.List;

/**
 * Prints wire bytes as ProtoJSON, field by field as they come.
 *
 * <p>That is right as long as each field comes once and a list's elements together, which is how
 * servers write. A field that comes again shows that they did not: the message is then put in order
 * ({@link WireOrder}) and printed anew from there. From the first such message on, every further
 * one is looked over before it is printed: were messages inside of each other each printed twice,
 * the time would double with each level. So is every one where something had no JSON, once more
 * from the begin.
 *
 * <p>Recursion is bounded by {@code maxDepth}. Not thread-safe; made to be reused.
 */
final class MessagePrinter {
  private final WireReader in = new WireReader();
  private final SeenBits seen = new SeenBits();
  private final WellKnownPrinter wellKnown = new WellKnownPrinter(this);
  private final RepeatedPrinter repeated = new RepeatedPrinter(this, in);
  private TypeTable types = TypeTable.of(List.of());
  private PrintOptions options = PrintOptions.DEFAULT;
  private JsonWriter out = new JsonWriter();
  private boolean lenientAny;
  private int maxDepth = 100;
  private int depth;

  /** Whether a message was met that is not in order. */
  private boolean careful;

  /**
   * Says what the next messages are printed with.
   *
   * @param lenientAny whether an Any of an unknown type is printed as its bytes
   */
  void begin(
      TypeTable types, PrintOptions options, boolean lenientAny, int maxDepth, JsonWriter out) {
    this.types = types;
    this.options = options;
    this.lenientAny = lenientAny;
    this.maxDepth = maxDepth;
    this.out = out;
    this.depth = 0;
    this.careful = false;
  }

  /** Prints a message that lies in a stretch of bytes, where no object or array is open. */
  void print(MessageType type, byte[] bytes, int offset, int length) {
    int mark = out.length();
    try {
      start(bytes, offset, length);
      message(type);
    } catch (WireException mayBeReplaced) {
      startOver(mark);
      start(bytes, offset, length);
      message(type);
    }
  }

  /** Prints a message as an Any of that URL has it, where no object or array is open. */
  void printAny(MessageType type, String url, byte[] bytes) {
    int mark = out.length();
    try {
      start(bytes, 0, bytes.length);
      wellKnown.anyOf(type, url);
    } catch (WireException mayBeReplaced) {
      startOver(mark);
      start(bytes, 0, bytes.length);
      wellKnown.anyOf(type, url);
    }
  }

  private void start(byte[] bytes, int offset, int length) {
    in.reset(bytes, offset, length);
    seen.pop(0);
    repeated.reset();
  }

  /**
   * Forgets what was printed, and looks every message over from now on: what had no JSON may be a
   * value that a later one takes the place of.
   */
  private void startOver(int mark) {
    out.rewind(mark);
    depth = 0;
    careful = true;
  }

  /**
   * Prints one field of a message, where no object or array is open: what a rule's {@code
   * response_body} names. One that is not there is printed as its default, or as null where that
   * would tell a value that nobody gave.
   */
  void printField(MessageType type, FieldType field, byte[] bytes, int offset, int length) {
    byte[] only = WireOrder.only(type, field, bytes, offset, offset + length);
    int mark = out.length();
    try {
      onlyField(field, only);
    } catch (WireException mayBeReplaced) {
      startOver(mark);
      onlyField(field, only);
    }
  }

  private void onlyField(FieldType field, byte[] only) {
    start(only, 0, only.length);
    if (only.length == 0) {
      if (field.presence && !hasEmptyForm(field)) {
        out.nullValue();
      } else {
        defaultValue(field);
      }
    } else if (field.repeated) {
      repeated.value(field, in.tag());
    } else {
      value(field, in.tag());
    }
  }

  /** Whether the empty message of a field's type is an empty object or array as JSON. */
  private static boolean hasEmptyForm(FieldType field) {
    if (!field.isMessage()) {
      return false;
    }
    return switch (field.message().wellKnown) {
      case NONE, ANY, STRUCT, LIST_VALUE -> true;
      case TIMESTAMP, DURATION, FIELD_MASK, VALUE, WRAPPER -> false;
    };
  }

  WireReader in() {
    return in;
  }

  JsonWriter out() {
    return out;
  }

  PrintOptions options() {
    return options;
  }

  RepeatedPrinter repeated() {
    return repeated;
  }

  TypeTable types() {
    return types;
  }

  boolean lenientAny() {
    return lenientAny;
  }

  /** Prints a message that ends at the reader's limit. */
  void message(MessageType type) {
    if (++depth > maxDepth) {
      throw new WireException("messages nest deeper than " + maxDepth);
    }
    if (type.wellKnown == WellKnown.NONE) {
      out.beginObject();
      members(type);
      out.endObject();
    } else {
      wellKnown.print(type);
    }
    depth--;
  }

  /** Prints the members of a message inside of an Any, whose own braces are written. */
  void nestedMembers(MessageType type) {
    if (++depth > maxDepth) {
      throw new WireException("messages nest deeper than " + maxDepth);
    }
    members(type);
    depth--;
  }

  /** Prints the members of a message that ends at the reader's limit. */
  private void members(MessageType type) {
    int start = in.position();
    int mark = out.length();
    boolean first = out.isFirst();
    int base = seen.push(type.seenWords);
    boolean orderly = (!careful || isOrderly(type, base)) && orderlyMembers(type, base);
    seen.pop(base);
    if (!orderly) {
      careful = true;
      out.rewind(mark, first);
      byte[] bytes = in.array();
      int end = in.limit();
      byte[] ordered = WireOrder.of(type, bytes, start, end);
      in.reset(ordered, 0, ordered.length);
      base = seen.push(type.seenWords);
      if (!orderlyMembers(type, base)) {
        throw new IllegalStateException("ordered fields of " + type.fullName + " are not in order");
      }
      seen.pop(base);
      in.reset(bytes, end, 0);
    }
  }

  boolean isCareful() {
    return careful;
  }

  void becomeCareful() {
    careful = true;
  }

  /** Looks whether the members are in order, and goes back to the first one. */
  private boolean isOrderly(MessageType type, int base) {
    int start = in.position();
    boolean orderly = true;
    int former = -1;
    while (orderly && !in.atEnd()) {
      int tag = in.tag();
      FieldType field = type.field(WireType.number(tag));
      if (field == null || !WireOrder.accepts(field, tag)) {
        former = -1;
      } else if (!field.repeated || field.index != former) {
        orderly = meet(type, field, base);
        former = field.index;
      }
      in.skip(tag);
    }
    in.position(start);
    seen.clear(base);
    return orderly;
  }

  /** Marks a field and its oneof; false where one of the two was marked before. */
  private boolean meet(MessageType type, FieldType field, int base) {
    return seen.add(base, field.index) && (field.oneof < 0 || seen.add(base, type.oneofBit(field)));
  }

  /** Prints members as they come; false as soon as they turn out not to be in order. */
  private boolean orderlyMembers(MessageType type, int base) {
    FieldType[] fields = type.fields;
    int next = 0;
    while (!in.atEnd()) {
      int tag;
      // most messages have their fields in order, and the next one is often there
      FieldType field = next < fields.length ? fields[next] : null;
      if (field != null && in.takeTag(field.tag)) {
        tag = field.tag;
      } else {
        tag = in.tag();
        field = type.field(WireType.number(tag));
        if (field == null || !WireOrder.accepts(field, tag)) {
          in.skip(tag);
          continue;
        }
      }
      if (!meet(type, field, base)) {
        return false;
      }
      member(field, tag);
      next = field.index + 1;
    }
    if (options.defaults()) {
      defaults(type, base);
    }
    return true;
  }

  private void member(FieldType field, int tag) {
    if (field.repeated) {
      repeated.member(field, tag);
    } else if (field.presence || options.defaults() || field.isMessage()) {
      out.member(key(field));
      value(field, tag);
    } else if (WireType.of(tag) == WireType.LENGTH_DELIMITED) {
      int size = in.size();
      if (size > 0) {
        out.member(key(field));
        int start = in.position();
        in.position(start + size);
        ScalarPrinter.print(field, in.array(), start, size, out);
      }
    } else {
      long bits = ScalarPrinter.read(field, in);
      if (bits != 0) {
        out.member(key(field));
        ScalarPrinter.print(field, bits, options, out);
      }
    }
  }

  /** A field's name as JSON text with its colon. */
  byte[] key(FieldType field) {
    return options.protoNames() ? field.protoKey : field.jsonKey;
  }

  /** Prints a single value whose tag was read. */
  void value(FieldType field, int tag) {
    switch (field.kind) {
      case Kind.MESSAGE -> {
        int limit = in.limit();
        int end = in.size() + in.position();
        in.limit(end);
        message(field.message());
        in.position(end);
        in.limit(limit);
      }
      case Kind.GROUP -> group(field, tag);
      case Kind.STRING, Kind.BYTES -> {
        int size = in.size();
        int start = in.position();
        in.position(start + size);
        ScalarPrinter.print(field, in.array(), start, size, out);
      }
      default -> ScalarPrinter.print(field, ScalarPrinter.read(field, in), options, out);
    }
  }

  private void group(FieldType field, int tag) {
    int limit = in.limit();
    int start = in.position();
    in.skip(tag);
    int end = in.position();
    in.limit(in.groupEnd());
    in.position(start);
    message(field.message());
    in.limit(limit);
    in.position(end);
  }

  private void defaults(MessageType type, int base) {
    for (FieldType field : type.fields) {
      if (!seen.has(base, field.index)
          && !field.extension
          && (field.repeated || !(field.presence || field.isMessage()))) {
        out.member(key(field));
        defaultValue(field);
      }
    }
  }

  /** Prints what a field has that is not there. */
  void defaultValue(FieldType field) {
    if (field.map) {
      out.beginObject();
      out.endObject();
    } else if (field.repeated) {
      out.beginArray();
      out.endArray();
    } else if (field.isMessage()) {
      byte[] bytes = in.array();
      int position = in.position();
      int limit = in.limit();
      in.reset(bytes, position, 0);
      message(field.message());
      in.reset(bytes, position, limit - position);
    } else if (field.type == FieldDescriptor.Type.STRING
        || field.type == FieldDescriptor.Type.BYTES) {
      ScalarPrinter.print(field, field.defaultBytes, 0, field.defaultBytes.length, out);
    } else {
      ScalarPrinter.print(field, field.defaultBits, options, out);
    }
  }
}
