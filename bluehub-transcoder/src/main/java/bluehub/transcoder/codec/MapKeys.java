package bluehub.transcoder.codec;

import bluehub.transcoder.wire.WireReader;
import bluehub.transcoder.wire.WireWriter;
import java.util.Arrays;

/**
 * The keys of one JSON object that is read into a map, to find the one that comes twice. A key is
 * told by its bytes on the wire, where each has one form.
 *
 * <p>Not thread-safe; made to be reused after {@link #clear}.
 */
final class MapKeys {
  private static final int KEPT = 128;

  private int[] starts = new int[8];
  private int[] ends = new int[8];
  private int count;
  private int[] slots = new int[16];

  void clear() {
    if (slots.length > KEPT && 8L * count < slots.length) {
      // one large map must not make each of many small ones pay for its size
      starts = new int[8];
      ends = new int[8];
      slots = new int[16];
    } else {
      Arrays.fill(slots, 0);
    }
    count = 0;
  }

  /** Whether a key that lies in the writer was added before. */
  boolean has(WireWriter out, int start, int end) {
    byte[] bytes = out.array();
    int mask = slots.length - 1;
    for (int slot = KeyHash.of(bytes, start, end) & mask;
        slots[slot] != 0;
        slot = (slot + 1) & mask) {
      int other = slots[slot] - 1;
      if (Arrays.equals(bytes, start, end, bytes, starts[other], ends[other])) {
        return true;
      }
    }
    return false;
  }

  /** Adds a key that lies in the writer and stays there. */
  void add(WireWriter out, int start, int end) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
    }
    starts[count] = start;
    ends[count] = end;
    count++;
    if (2 * count > slots.length) {
      slots = new int[2 * slots.length];
      for (int i = 0; i < count - 1; i++) {
        insert(out.array(), i);
      }
    }
    insert(out.array(), count - 1);
  }

  private void insert(byte[] bytes, int key) {
    int mask = slots.length - 1;
    int slot = KeyHash.of(bytes, starts[key], ends[key]) & mask;
    while (slots[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    slots[slot] = key + 1;
  }

  /** A key that lies in a writer, as it stands in a field's path: {@code ["a"]}, {@code [1]}. */
  static String told(FieldType key, WireWriter out, int start, int end) {
    WireReader in = new WireReader();
    in.reset(out.array(), start, end - start);
    in.tag();
    return switch (key.type) {
      case STRING -> {
        int size = in.size();
        yield "[" + ScalarParser.quoted(out.array(), in.position(), in.position() + size) + "]";
      }
      case BOOL -> in.varint() == 0 ? "[false]" : "[true]";
      case UINT64, FIXED64 -> "[" + Long.toUnsignedString(ScalarPrinter.read(key, in)) + "]";
      case UINT32, FIXED32 -> "[" + (ScalarPrinter.read(key, in) & 0xFFFFFFFFL) + "]";
      default -> "[" + ScalarPrinter.read(key, in) + "]";
    };
  }
}
