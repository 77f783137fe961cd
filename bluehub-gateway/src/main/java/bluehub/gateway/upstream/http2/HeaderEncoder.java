package bluehub.gateway.upstream.http2;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes header blocks of one connection (RFC 7541). Fields that repeat are put into the peer's
 * table once, and none is ever pushed out of it: so what was written once for them can be kept, and
 * is copied for the next request. When the table is full, or for fields that do not repeat,
 * literals are written. Nothing is Huffman coded: it saves bytes of a cluster's network for time.
 */
public final class HeaderEncoder {
  private static final int INCREMENTAL = 0x40;
  private static final int TABLE_SIZE = 0x20;
  private static final int NEVER_INDEXED = 0x10;

  private final Map<HeaderField, Integer> inserted = new HashMap<>();
  private int room = Frame.DEFAULT_TABLE;
  private int limit = Frame.DEFAULT_TABLE;
  private boolean resized;
  private int generation;

  HeaderEncoder() {}

  /** Changes with the peer's table: what {@link #repeated} wrote before is of no use then. */
  public int generation() {
    return generation;
  }

  /** The peer's SETTINGS_HEADER_TABLE_SIZE; a table of that size begins with the next block. */
  void tableSize(int bytes) {
    limit = Math.min(bytes, Frame.DEFAULT_TABLE);
    room = limit;
    inserted.clear();
    resized = true;
    generation++;
  }

  /** To be called before the first field of each block. */
  void begin(ByteBuf out) {
    if (resized) {
      resized = false;
      // RFC 7541 §4.2: emptied by the smallest size, then the final one.
      integer(out, TABLE_SIZE, 5, 0);
      integer(out, TABLE_SIZE, 5, limit);
    }
  }

  /** A field of the static table. */
  void known(ByteBuf out, int index) {
    integer(out, 0x80, 7, index);
  }

  /** A field that comes with many requests. */
  public void repeated(ByteBuf out, HeaderField field) {
    Integer number = inserted.get(field);
    if (number != null) {
      integer(out, 0x80, 7, StaticTable.SIZE + inserted.size() - number);
    } else if (field.size() <= room) {
      room -= field.size();
      inserted.put(field, inserted.size());
      generation++;
      literal(out, INCREMENTAL, field.name(), field.value());
    } else {
      literal(out, 0, field.name(), field.value());
    }
  }

  /** A field that comes once. */
  public void once(ByteBuf out, byte[] name, byte[] value) {
    literal(out, sensitive(name) ? NEVER_INDEXED : 0, name, value);
  }

  /** RFC 7541 §7.1.3: what a guess could find out is kept out of tables, on the way too. */
  private static boolean sensitive(byte[] name) {
    return (name.length == AUTHORIZATION.length && Arrays.equals(name, AUTHORIZATION))
        || (name.length == COOKIE.length && Arrays.equals(name, COOKIE));
  }

  private static final byte[] AUTHORIZATION = {
    'a', 'u', 't', 'h', 'o', 'r', 'i', 'z', 'a', 't', 'i', 'o', 'n'
  };

  private static final byte[] COOKIE = {'c', 'o', 'o', 'k', 'i', 'e'};

  private static void literal(ByteBuf out, int kind, byte[] name, byte[] value) {
    out.writeByte(kind);
    string(out, name);
    string(out, value);
  }

  private static void string(ByteBuf out, byte[] text) {
    integer(out, 0, 7, text.length);
    out.writeBytes(text);
  }

  /** RFC 7541 §5.1. */
  private static void integer(ByteBuf out, int kind, int bits, int value) {
    int mask = (1 << bits) - 1;
    if (value < mask) {
      out.writeByte(kind | value);
      return;
    }
    out.writeByte(kind | mask);
    int rest = value - mask;
    while (rest >= 0x80) {
      out.writeByte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.writeByte(rest);
  }
}
