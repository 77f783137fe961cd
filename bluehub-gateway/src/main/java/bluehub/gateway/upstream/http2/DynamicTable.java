package bluehub.gateway.upstream.http2;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The fields that a peer has put into its HPACK table, the newest first (RFC 7541 §2.3.2). */
final class DynamicTable {
  private static final int FEWEST = 16;

  private int limit;
  private @Nullable HeaderField[] ring = new HeaderField[FEWEST];
  private int next;
  private int count;
  private int size;

  DynamicTable(int limit) {
    this.limit = limit;
  }

  int count() {
    return count;
  }

  /** The entry of that age; the newest is 0. */
  HeaderField get(int age) {
    HeaderField field = ring[(next - 1 - age) & (ring.length - 1)];
    if (field == null) {
      throw new IndexOutOfBoundsException(age);
    }
    return field;
  }

  /** Adds a field; one larger than the table empties it (RFC 7541 §4.4). */
  void add(HeaderField field) {
    evict(limit - field.size());
    if (field.size() > limit) {
      return;
    }
    if (count == ring.length) {
      grow();
    }
    ring[next] = field;
    next = (next + 1) & (ring.length - 1);
    count++;
    size += field.size();
  }

  void limit(int bytes) {
    limit = bytes;
    evict(bytes);
  }

  private void evict(int room) {
    while (count > 0 && size > room) {
      int oldest = (next - count) & (ring.length - 1);
      HeaderField field = ring[oldest];
      if (field != null) {
        size -= field.size();
      }
      ring[oldest] = null;
      count--;
    }
  }

  private void grow() {
    @Nullable HeaderField[] larger = new HeaderField[ring.length * 2];
    for (int i = 0; i < count; i++) {
      larger[i] = ring[(next - count + i) & (ring.length - 1)];
    }
    Arrays.fill(ring, null);
    ring = larger;
    next = count;
  }
}
