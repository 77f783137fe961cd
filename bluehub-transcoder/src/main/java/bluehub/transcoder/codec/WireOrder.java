package bluehub.transcoder.codec;

import bluehub.transcoder.wire.WireReader;
import bluehub.transcoder.wire.WireType;
import bluehub.transcoder.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts a message's fields into order: by number, lists whole, the last of several values of a
 * singular field, the pieces of a message merged, of a oneof's members the last one set.
 *
 * <p>Protobuf lets a server send fields in any order and in pieces ("Last One Wins", "Field Order"
 * in the encoding guide); JSON has one place for each. Servers hardly ever do, so this is the slow
 * path: it copies the message, and the fast path then reads the copy.
 */
final class WireOrder {
  private record Occurrence(int start, int valueStart, int valueEnd, int end) {}

  private WireOrder() {}

  /** The bytes of an orderly message of the same meaning; unknown fields are left out. */
  static byte[] of(MessageType type, byte[] bytes, int from, int to) {
    List<@Nullable List<Occurrence>> byField = collect(type, bytes, from, to);
    WireWriter out = new WireWriter();
    for (FieldType field : type.fields) {
      List<Occurrence> found = byField.get(field.index);
      if (found != null) {
        write(field, found, bytes, out);
      }
    }
    return out.toByteArray();
  }

  /** The same with all fields left out but one. */
  static byte[] only(MessageType type, FieldType field, byte[] bytes, int from, int to) {
    List<Occurrence> found = collect(type, bytes, from, to).get(field.index);
    WireWriter out = new WireWriter();
    if (found != null) {
      write(field, found, bytes, out);
    }
    return out.toByteArray();
  }

  private static List<@Nullable List<Occurrence>> collect(
      MessageType type, byte[] bytes, int from, int to) {
    List<@Nullable List<Occurrence>> byField = new ArrayList<>();
    for (int i = 0; i < type.fields.length; i++) {
      byField.add(null);
    }
    int[] memberOf = new int[type.oneofs];
    WireReader in = new WireReader();
    in.reset(bytes, from, to - from);
    while (!in.atEnd()) {
      int start = in.position();
      int tag = in.tag();
      int valueStart = in.position();
      in.skip(tag);
      FieldType field = type.field(WireType.number(tag));
      if (field == null || !accepts(field, tag)) {
        continue;
      }
      if (field.oneof >= 0) {
        int former = memberOf[field.oneof] - 1;
        if (former >= 0 && former != field.index) {
          byField.set(former, null);
        }
        memberOf[field.oneof] = field.index + 1;
      }
      List<Occurrence> found = byField.get(field.index);
      if (found == null) {
        found = new ArrayList<>();
        byField.set(field.index, found);
      }
      int end = in.position();
      found.add(new Occurrence(start, valueStart, field.isGroup() ? in.groupEnd() : end, end));
    }
    return byField;
  }

  /** Whether a tag is one that values of the field have. */
  static boolean accepts(FieldType field, int tag) {
    return tag == field.tag || (field.repeated && tag == field.packedTag() && isPackable(field));
  }

  private static boolean isPackable(FieldType field) {
    return switch (FieldType.wireType(field.type)) {
      case WireType.VARINT, WireType.FIXED32, WireType.FIXED64 -> true;
      default -> false;
    };
  }

  private static void write(FieldType field, List<Occurrence> found, byte[] bytes, WireWriter out) {
    if (field.repeated || found.size() == 1) {
      for (Occurrence one : found) {
        out.raw(bytes, one.start, one.end - one.start);
      }
    } else if (field.isMessage()) {
      merge(field, found, bytes, out);
    } else {
      Occurrence last = found.getLast();
      out.raw(bytes, last.start, last.end - last.start);
    }
  }

  /** The pieces of a message one after the other are the message. */
  private static void merge(FieldType field, List<Occurrence> found, byte[] bytes, WireWriter out) {
    out.tag(field.tag);
    int start = field.isGroup() ? -1 : out.open();
    WireReader in = new WireReader();
    for (Occurrence piece : found) {
      in.reset(bytes, piece.valueStart, piece.valueEnd - piece.valueStart);
      int size = field.isGroup() ? piece.valueEnd - piece.valueStart : in.size();
      out.raw(bytes, in.position(), size);
    }
    if (field.isGroup()) {
      out.tag(field.endTag());
    } else {
      out.close(start);
    }
  }
}
