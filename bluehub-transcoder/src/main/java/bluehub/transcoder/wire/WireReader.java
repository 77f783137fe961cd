package bluehub.transcoder.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A cursor over protobuf wire bytes. Every read is checked against the end of the innermost
 * message; what does not fit throws {@link WireException}.
 *
 * <p>Nested messages are read by narrowing {@link #limit} and putting the old one back.
 *
 * <p>Not thread-safe; made to be reused.
 */
public final class WireReader {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** How deep groups may nest while they are skipped; those of an answer are, too, once each. */
  private static final int MAX_GROUP_DEPTH = 500;

  private byte[] bytes = new byte[0];
  private int position;
  private int limit;
  private int groupEnd;

  /** Points the cursor at a stretch of bytes, which stay the caller's. */
  public void reset(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    this.position = offset;
    this.limit = offset + length;
  }

  public byte[] array() {
    return bytes;
  }

  public int position() {
    return position;
  }

  public void position(int position) {
    this.position = position;
  }

  /** Where the innermost message ends. */
  public int limit() {
    return limit;
  }

  public void limit(int limit) {
    this.limit = limit;
  }

  public boolean atEnd() {
    return position >= limit;
  }

  /** The next tag; its field number is never 0. */
  public int tag() {
    int at = position;
    if (at < limit && bytes[at] >= 8) {
      position = at + 1;
      return bytes[at];
    }
    long tag = varint();
    if (tag >>> 32 != 0 || WireType.number((int) tag) == 0) {
      throw new WireException(
          "found the tag " + Long.toUnsignedString(tag) + ", which no field has");
    }
    return (int) tag;
  }

  /**
   * Takes a tag of one byte, if it comes next: a short cut for fields that are expected.
   *
   * @return false where {@link #tag} has to look what there is; nothing was taken then
   */
  public boolean takeTag(int tag) {
    int at = position;
    if (at >= limit || bytes[at] != tag || tag < 8) {
      return false;
    }
    position = at + 1;
    return true;
  }

  public long varint() {
    int at = position;
    if (at < limit && bytes[at] >= 0) {
      position = at + 1;
      return bytes[at];
    }
    if (at <= limit - 8) {
      long word = (long) LONG.get(bytes, at);
      long ends = ~word & Varint.MORE;
      if (ends != 0) {
        // all bits up to the one that says that the byte is the last
        position = at + (Long.numberOfTrailingZeros(ends) >>> 3) + 1;
        return Varint.join(word & (ends ^ (ends - 1)));
      }
    }
    return longVarint(at);
  }

  /** One of nine or ten bytes, as negative numbers have, or near the end. */
  private long longVarint(int from) {
    if (from > limit - 10) {
      return lastVarint(from);
    }
    // the eighth byte says that another one follows: the caller saw it
    long value = Varint.join((long) LONG.get(bytes, from));
    int ninth = bytes[from + 8];
    if (ninth >= 0) {
      position = from + 9;
      return value | ((long) ninth << 56);
    }
    int tenth = bytes[from + 9];
    if (tenth < 0) {
      throw tooLong();
    }
    position = from + 10;
    return value | ((ninth & 0x7FL) << 56) | ((long) tenth << 63);
  }

  /** One near the end. */
  private long lastVarint(int from) {
    int at = from;
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at >= limit) {
        throw truncated();
      }
      byte b = bytes[at++];
      value |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        position = at;
        return value;
      }
    }
    throw tooLong();
  }

  private static WireException tooLong() {
    return new WireException("found a varint of more than 10 bytes");
  }

  public int fixed32() {
    need(4);
    int value = (int) INT.get(bytes, position);
    position += 4;
    return value;
  }

  public long fixed64() {
    need(8);
    long value = (long) LONG.get(bytes, position);
    position += 8;
    return value;
  }

  /** A length that fits into what is left. */
  public int size() {
    long size = varint();
    if (size < 0 || size > limit - position) {
      throw truncated();
    }
    return (int) size;
  }

  private void need(int count) {
    if (limit - position < count) {
      throw truncated();
    }
  }

  private static WireException truncated() {
    return new WireException("the message ends in the middle of a field");
  }

  /** Goes past the value of a field that begins with this tag. */
  public void skip(int tag) {
    skip(tag, 0);
  }

  private void skip(int tag, int depth) {
    switch (WireType.of(tag)) {
      case WireType.VARINT -> varint();
      case WireType.FIXED64 -> advance(8);
      case WireType.LENGTH_DELIMITED -> advance(size());
      case WireType.FIXED32 -> advance(4);
      case WireType.START_GROUP -> skipGroup(WireType.number(tag), depth + 1);
      default -> throw new WireException("found the tag " + tag + ", which begins no field");
    }
  }

  /** Where the content of the group ends that was last gone past: before the tag that ends it. */
  public int groupEnd() {
    return groupEnd;
  }

  private void advance(int count) {
    need(count);
    position += count;
  }

  private void skipGroup(int number, int depth) {
    if (depth > MAX_GROUP_DEPTH) {
      throw new WireException("groups nest deeper than " + MAX_GROUP_DEPTH);
    }
    while (true) {
      int end = position;
      int tag = tag();
      if (WireType.of(tag) == WireType.END_GROUP) {
        if (WireType.number(tag) != number) {
          throw new WireException("a group ends that did not begin");
        }
        groupEnd = end;
        return;
      }
      skip(tag, depth);
    }
  }
}
