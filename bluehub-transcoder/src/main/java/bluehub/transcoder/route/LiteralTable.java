package bluehub.transcoder.route;

import bluehub.transcoder.template.PercentEncoding;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map from literals in normalised form, looked up by a part of a raw path without
 * making a string of it. The cost of a look-up depends on the part's length, not on the number of
 * literals.
 *
 * <p>Open addressing with linear probing, at most half full. The hash is over the normalised
 * characters; the keys are the schema's, so that nobody else can make them collide.
 */
final class LiteralTable<V> {
  private final @Nullable String[] keys;
  private final @Nullable Object[] values;
  private final int mask;

  LiteralTable(Map<String, V> entries) {
    int capacity = Math.max(1, Integer.highestOneBit(Math.max(1, entries.size())) * 4);
    this.keys = new @Nullable String[capacity];
    this.values = new @Nullable Object[capacity];
    this.mask = capacity - 1;
    entries.forEach(this::put);
  }

  private void put(String key, V value) {
    int hash = 0;
    for (int i = 0; i < key.length(); i++) {
      hash = 31 * hash + key.charAt(i);
    }
    int slot = slot(hash);
    while (keys[slot] != null) {
      slot = (slot + 1) & mask;
    }
    keys[slot] = key;
    values[slot] = value;
  }

  /** The value of the literal that equals the part of the path when both are normalised. */
  @Nullable V find(String path, int start, int end) {
    int hash = 0;
    for (int i = start; i < end; i++) {
      char c = path.charAt(i);
      if (c == '%') {
        return findEscaped(path, start, end);
      }
      hash = 31 * hash + c;
    }
    String key;
    for (int slot = slot(hash); (key = keys[slot]) != null; slot = (slot + 1) & mask) {
      if (key.length() == end - start && path.startsWith(key, start)) {
        return valueAt(slot);
      }
    }
    return null;
  }

  private @Nullable V findEscaped(String path, int start, int end) {
    int hash = 0;
    for (int i = start; i < end; ) {
      char c = path.charAt(i);
      int plain = c == '%' ? PercentEncoding.escapedByte(path, i, end) : c;
      if (c != '%' || PercentEncoding.isUnreserved(plain)) {
        hash = 31 * hash + plain;
      } else {
        hash = 31 * hash + '%';
        hash = 31 * hash + PercentEncoding.upperHex(path.charAt(i + 1));
        hash = 31 * hash + PercentEncoding.upperHex(path.charAt(i + 2));
      }
      i += c == '%' ? 3 : 1;
    }
    String key;
    for (int slot = slot(hash); (key = keys[slot]) != null; slot = (slot + 1) & mask) {
      if (equalsEscaped(key, path, start, end)) {
        return valueAt(slot);
      }
    }
    return null;
  }

  private static boolean equalsEscaped(String key, String path, int start, int end) {
    int k = 0;
    for (int i = start; i < end; ) {
      char c = path.charAt(i);
      int plain = c == '%' ? PercentEncoding.escapedByte(path, i, end) : c;
      if (c != '%' || PercentEncoding.isUnreserved(plain)) {
        if (k >= key.length() || key.charAt(k) != plain) {
          return false;
        }
        k++;
      } else {
        if (k + 3 > key.length()
            || key.charAt(k) != '%'
            || key.charAt(k + 1) != PercentEncoding.upperHex(path.charAt(i + 1))
            || key.charAt(k + 2) != PercentEncoding.upperHex(path.charAt(i + 2))) {
          return false;
        }
        k += 3;
      }
      i += c == '%' ? 3 : 1;
    }
    return k == key.length();
  }

  /** The slots that the dearest look-up reads: what bounds the cost of all. */
  int longestProbe() {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < 2 * keys.length && run <= keys.length; i++) {
      run = keys[i & mask] == null ? 0 : run + 1;
      longest = Math.max(longest, run);
    }
    return longest + 1;
  }

  private int slot(int hash) {
    return (((hash ^ (hash >>> 15)) * 0x9E3779B9) >>> 8) & mask;
  }

  @SuppressWarnings("unchecked") // put() stores nothing but V
  private @Nullable V valueAt(int slot) {
    return (V) values[slot];
  }
}
