package bluehub.transcoder.codec;

import bluehub.transcoder.json.JsonWriter;
import bluehub.transcoder.wire.WireReader;

/**
 * Lists and maps from the wire: the elements and entries that lie together, packed or not, and of a
 * map's entries with one key the last.
 *
 * <p>Not thread-safe; made to be reused after {@link #reset}.
 */
final class RepeatedPrinter {
  private final MessagePrinter messages;
  private final WireReader in;
  private final MapEntries entries = new MapEntries();

  RepeatedPrinter(MessagePrinter messages, WireReader in) {
    this.messages = messages;
    this.in = in;
  }

  /** Forgets the entries of what was not printed to its end. */
  void reset() {
    entries.pop(0);
  }

  /**
   * Prints a list or a map whose first tag was read, with its name; an empty packed list is left
   * out.
   */
  void member(FieldType field, int tag) {
    if (field.map) {
      messages.out().member(messages.key(field));
      map(field, tag);
    } else {
      list(field, tag, true);
    }
  }

  /** Whether the next field is a value of this one, too; then its tag is read. */
  private int following(FieldType field) {
    if (in.atEnd()) {
      return 0;
    }
    if (in.takeTag(field.tag)) {
      return field.tag;
    }
    int position = in.position();
    int tag = in.tag();
    if (WireOrder.accepts(field, tag)) {
      return tag;
    }
    in.position(position);
    return 0;
  }

  /** Prints a list or a map whose first tag was read, without its name. */
  void value(FieldType field, int tag) {
    if (field.map) {
      map(field, tag);
    } else {
      list(field, tag, false);
    }
  }

  /** Prints the elements that lie together; as a member, an empty packed list is left out. */
  private void list(FieldType field, int tag, boolean asMember) {
    JsonWriter out = messages.out();
    boolean begun = !asMember;
    if (begun) {
      out.beginArray();
    }
    do {
      if (tag == field.tag) {
        begun = begin(field, begun);
        out.element();
        messages.value(field, tag);
      } else {
        int limit = in.limit();
        int end = in.size() + in.position();
        in.limit(end);
        if (!in.atEnd()) {
          begun = begin(field, begun);
          PackedPrinter.print(field, in, messages.options(), out);
        }
        in.limit(limit);
      }
      tag = following(field);
    } while (tag != 0);
    if (begun) {
      out.endArray();
    }
  }

  private boolean begin(FieldType field, boolean begun) {
    if (!begun) {
      messages.out().member(messages.key(field));
      messages.out().beginArray();
    }
    return true;
  }

  /** Prints the entries that lie together as an object. */
  private void map(FieldType field, int tag) {
    int base = entries.push();
    do {
      int size = in.size();
      entries.add(in.position(), in.position() + size);
      in.position(in.position() + size);
      tag = following(field);
    } while (tag != 0);
    byte[] bytes = in.array();
    int position = in.position();
    int limit = in.limit();
    entries.dropRepeated(field, bytes, base);
    int top = entries.top();
    JsonWriter out = messages.out();
    out.beginObject();
    for (int entry = base; entry < top; entry += entries.stride()) {
      if (entries.isLive(entry)) {
        entry(field, bytes, entry);
      }
    }
    out.endObject();
    entries.pop(base);
    in.reset(bytes, position, limit - position);
  }

  private void entry(FieldType field, byte[] bytes, int entry) {
    entries.read(field, bytes, entry);
    JsonWriter out = messages.out();
    out.element();
    mapKey(field.mapKey(), bytes, out);
    out.colon();
    FieldType value = field.mapValue();
    if (entries.inPieces() && value.isMessage()) {
      byte[] whole =
          WireOrder.only(field.message(), value, bytes, entries.start(entry), entries.end(entry));
      in.reset(whole, 0, whole.length);
      messages.value(value, in.tag());
    } else if (entries.valueTag() != 0) {
      int start = entries.valueStart();
      in.reset(bytes, start, entries.end(entry) - start);
      messages.value(value, entries.valueTag());
    } else {
      messages.defaultValue(value);
    }
  }

  private void mapKey(FieldType key, byte[] bytes, JsonWriter out) {
    long bits = entries.keyBits();
    switch (key.type) {
      case STRING ->
          ScalarPrinter.print(
              key, bytes, entries.keyStart(), entries.keyEnd() - entries.keyStart(), out);
      case BOOL -> out.ascii(bits != 0 ? "\"true\"" : "\"false\"");
      case UINT64, FIXED64 -> out.quotedUnsigned(bits);
      case UINT32, FIXED32 -> out.quotedNumber(bits & 0xFFFFFFFFL);
      default -> out.quotedNumber(bits);
    }
  }
}
