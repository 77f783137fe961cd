package bluehub.transcoder.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Immutable look-up of values by names that come as UTF-8 bytes; open addressing, half full. */
final class NameTable<V> {
  private final byte[] @Nullable [] names;
  private final Object[] values;
  private final int mask;

  NameTable(Map<String, V> entries) {
    int size = Integer.highestOneBit(Math.max(1, entries.size()) * 2 - 1) * 2;
    names = new byte[size][];
    values = new Object[size];
    mask = size - 1;
    entries.forEach(
        (name, value) -> {
          byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
          int slot = hash(utf8, 0, utf8.length) & mask;
          while (names[slot] != null) {
            slot = (slot + 1) & mask;
          }
          names[slot] = utf8;
          values[slot] = value;
        });
  }

  @SuppressWarnings("unchecked") // only values of V were put in
  @Nullable V get(byte[] text, int from, int to) {
    int slot = hash(text, from, to) & mask;
    while (true) {
      byte[] name = names[slot];
      if (name == null) {
        return null;
      }
      if (Arrays.equals(name, 0, name.length, text, from, to)) {
        return (V) values[slot];
      }
      slot = (slot + 1) & mask;
    }
  }

  @Nullable V get(String name) {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    return get(utf8, 0, utf8.length);
  }

  private static int hash(byte[] text, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + text[i];
    }
    return hash ^ hash >>> 15;
  }
}
