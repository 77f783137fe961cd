package bluehub.transcoder.codec;

import bluehub.transcoder.wire.WireReader;
import bluehub.transcoder.wire.WireType;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Arrays;

/**
 * The entries of a map as they lie on the wire, the last one of equal keys alone ("the last key
 * seen is used"): JSON has each key once.
 *
 * <p>A stack of entries for all maps that are open, so that a map costs no allocation. Not
 * thread-safe.
 */
final class MapEntries {
  private static final int START = 0;
  private static final int END = 1;
  private static final int STRIDE = 2;
  private static final int DEAD = -1;

  private final WireReader in = new WireReader();
  private int[] entries = new int[64];
  private int top;
  private int[] slots = new int[64];

  // what {@link #read} found in an entry
  private long keyBits;
  private int keyStart;
  private int keyEnd;
  private int valueTag;
  private int valueStart;
  private boolean inPieces;

  /** Opens an empty list of entries and returns its base. */
  int push() {
    return top;
  }

  /** Closes the list at a base. */
  void pop(int base) {
    top = base;
  }

  /** The index after the last entry of the innermost list. */
  int top() {
    return top;
  }

  int stride() {
    return STRIDE;
  }

  void add(int start, int end) {
    if (top + STRIDE > entries.length) {
      entries = Arrays.copyOf(entries, 2 * entries.length);
    }
    entries[top + START] = start;
    entries[top + END] = end;
    top += STRIDE;
  }

  boolean isLive(int entry) {
    return entries[entry + START] != DEAD;
  }

  int end(int entry) {
    return entries[entry + END];
  }

  /** Finds the key and the value of an entry. */
  void read(FieldType map, byte[] bytes, int entry) {
    FieldType key = map.mapKey();
    FieldType value = map.mapValue();
    int start = entries[entry + START];
    in.reset(bytes, start, entries[entry + END] - start);
    keyBits = 0;
    keyStart = start;
    keyEnd = start;
    valueTag = 0;
    inPieces = false;
    valueStart = entries[entry + END];
    while (!in.atEnd()) {
      int tag = in.tag();
      if (tag == key.tag) {
        if (WireType.of(tag) == WireType.LENGTH_DELIMITED) {
          int size = in.size();
          keyStart = in.position();
          keyEnd = keyStart + size;
          in.position(keyEnd);
        } else {
          keyBits = ScalarPrinter.read(key, in);
        }
      } else {
        if (tag == value.tag) {
          inPieces = valueTag != 0;
          valueTag = tag;
          valueStart = in.position();
        }
        in.skip(tag);
      }
    }
  }

  long keyBits() {
    return keyBits;
  }

  int keyStart() {
    return keyStart;
  }

  int keyEnd() {
    return keyEnd;
  }

  /** The tag of the last value in the entry, or 0 where there is none. */
  int valueTag() {
    return valueTag;
  }

  /** Whether the entry has several values, which are one when they are messages. */
  boolean inPieces() {
    return inPieces;
  }

  int start(int entry) {
    return entries[entry + START];
  }

  /** Where the value begins after its tag. */
  int valueStart() {
    return valueStart;
  }

  /** Marks every entry dead that has an equal key after it. */
  void dropRepeated(FieldType map, byte[] bytes, int base) {
    int count = (top - base) / STRIDE;
    if (count < 2) {
      return;
    }
    int size = Integer.highestOneBit(2 * count - 1) * 2;
    if (slots.length < size) {
      slots = new int[size];
    } else {
      Arrays.fill(slots, 0, size, 0);
    }
    boolean text = map.mapKey().type == FieldDescriptor.Type.STRING;
    // last to first: the first one met of a key is the one that stays
    for (int entry = top - STRIDE; entry >= base; entry -= STRIDE) {
      read(map, bytes, entry);
      if (!insert(map, bytes, entry, base, size - 1, text)) {
        entries[entry + START] = DEAD;
      }
    }
  }

  /** Whether no entry of an equal key was inserted before. */
  private boolean insert(FieldType map, byte[] bytes, int entry, int base, int mask, boolean text) {
    long bits = keyBits;
    int start = keyStart;
    int end = keyEnd;
    int slot = (text ? KeyHash.of(bytes, start, end) : KeyHash.of(bits)) & mask;
    while (slots[slot] != 0) {
      read(map, bytes, base + slots[slot] - 1);
      if (text ? Arrays.equals(bytes, start, end, bytes, keyStart, keyEnd) : bits == keyBits) {
        return false;
      }
      slot = (slot + 1) & mask;
    }
    slots[slot] = entry - base + 1;
    return true;
  }
}
