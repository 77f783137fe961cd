package bluehub.gateway.upstream.http2;

import java.util.Arrays;

/**
 * Reads header blocks of one connection (RFC 7541). What the peer repeats comes out as the very
 * object that its first copy made, so that most answers cost nothing here. A block that cannot be
 * read ends the connection, as the tables of both sides would differ from then on.
 */
final class HeaderDecoder {
  private static final int INDEXED = 0x80;
  private static final int INCREMENTAL = 0x40;
  private static final int TABLE_SIZE = 0x20;
  private static final int HUFFMAN = 0x80;

  private static final int INDEX_BITS = 7;
  private static final int INCREMENTAL_BITS = 6;
  private static final int TABLE_SIZE_BITS = 5;
  private static final int NAME_BITS = 4;

  private final DynamicTable table = new DynamicTable(Frame.DEFAULT_TABLE);
  private byte[] block = {};
  private int at;
  private int end;

  /** Reads a whole block into a list that is cleared first. */
  void decode(byte[] bytes, int length, HeaderList list) throws ConnectionError {
    list.clear();
    block = bytes;
    at = 0;
    end = length;
    boolean first = true;
    while (at < end) {
      int b = bytes[at];
      if ((b & INDEXED) != 0) {
        list.add(field(integer(INDEX_BITS)));
      } else if ((b & INCREMENTAL) != 0) {
        HeaderField field = literal(INCREMENTAL_BITS);
        table.add(field);
        list.add(field);
      } else if ((b & TABLE_SIZE) != 0) {
        resize(first);
        continue;
      } else {
        list.add(literal(NAME_BITS));
      }
      first = false;
    }
  }

  /** RFC 7541 §4.2: at the start of a block, and never beyond what SETTINGS allow. */
  private void resize(boolean first) throws ConnectionError {
    int size = integer(TABLE_SIZE_BITS);
    if (!first || size > Frame.DEFAULT_TABLE) {
      throw bad("a table size of " + size + " bytes, expected at most " + Frame.DEFAULT_TABLE);
    }
    table.limit(size);
  }

  private HeaderField field(int index) throws ConnectionError {
    if (index >= 1 && index <= StaticTable.SIZE) {
      return StaticTable.get(index);
    }
    int age = index - StaticTable.SIZE - 1;
    if (index == 0 || age >= table.count()) {
      throw bad("an index of " + index);
    }
    return table.get(age);
  }

  private HeaderField literal(int bits) throws ConnectionError {
    int index = integer(bits);
    byte[] name = index == 0 ? string() : field(index).name();
    return new HeaderField(name, string());
  }

  /** RFC 7541 §5.2. */
  private byte[] string() throws ConnectionError {
    if (at >= end) {
      throw bad("an end in the middle of a field");
    }
    boolean huffman = (block[at] & HUFFMAN) != 0;
    int length = integer(INDEX_BITS);
    if (length > end - at) {
      throw bad("a string that is longer than the block");
    }
    int start = at;
    at += length;
    return huffman
        ? Huffman.decode(block, start, length)
        : Arrays.copyOfRange(block, start, start + length);
  }

  /** RFC 7541 §5.1. */
  private int integer(int bits) throws ConnectionError {
    int mask = (1 << bits) - 1;
    int value = block[at++] & mask;
    if (value < mask) {
      return value;
    }
    for (int shift = 0; shift <= 21; shift += 7) {
      if (at >= end) {
        throw bad("an end in the middle of a number");
      }
      int b = block[at++];
      value += (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw bad("a number beyond 28 bits");
  }

  private static ConnectionError bad(String found) {
    return new ConnectionError(ErrorCode.COMPRESSION_ERROR, "The peer's header block has " + found);
  }
}
