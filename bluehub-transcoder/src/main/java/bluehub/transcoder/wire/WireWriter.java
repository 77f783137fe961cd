package bluehub.transcoder.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Writes protobuf wire bytes into one growing array.
 *
 * <p>The length of a nested message is known only when it has been written. {@link #open} therefore
 * reserves the one byte that most lengths need and {@link #close} patches it; a message of 128
 * bytes or more is moved by the one to four bytes that its longer prefix takes. Nothing is computed
 * twice, and the moving is bounded by the depth of nesting.
 *
 * <p>Not thread-safe; made to be reused after {@link #reset}.
 */
public final class WireWriter {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** What {@link #reset} keeps of a buffer that one large request grew. */
  private static final int KEPT = 1 << 20;

  private byte[] bytes = new byte[512];
  private int length;

  /** The buffer; its first {@link #length} bytes are what was written. Changes when it grows. */
  public byte[] array() {
    return bytes;
  }

  public int length() {
    return length;
  }

  /** Forgets all from {@code length} on. */
  public void truncate(int length) {
    this.length = length;
  }

  /** Forgets everything, and gives an unusually large buffer back. */
  public void reset() {
    length = 0;
    if (bytes.length > KEPT) {
      bytes = new byte[512];
    }
  }

  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  /** Makes room for so many bytes, which may then be put into {@link #array} at {@link #length}. */
  public void reserve(int count) {
    if (bytes.length - length < count) {
      grow(count);
    }
  }

  /** Counts bytes that were put into the reserved room. */
  public void advance(int count) {
    length += count;
  }

  private void grow(int count) {
    long wanted = Math.max((long) length + count, 2L * bytes.length);
    if ((long) length + count > Integer.MAX_VALUE - 8) {
      throw new OutOfMemoryError("a message of more than 2 GiB");
    }
    bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, Integer.MAX_VALUE - 8));
  }

  public void tag(int tag) {
    if (tag >= 0 && tag < 0x80) {
      reserve(1);
      bytes[length++] = (byte) tag;
    } else {
      varint(tag & 0xFFFFFFFFL);
    }
  }

  public void varint(long value) {
    reserve(16);
    byte[] out = bytes;
    int at = length;
    if ((value & ~0x7FL) == 0) {
      out[at] = (byte) value;
      length = at + 1;
      return;
    }
    long word = Varint.spread(value);
    int size = Varint.size(value);
    if (size <= 8) {
      // each byte but the last says that another one follows
      LONG.set(out, at, word | (Varint.MORE >>> (72 - 8 * size)));
    } else {
      LONG.set(out, at, word | Varint.MORE);
      out[at + 8] = (byte) (((value >>> 56) & 0x7F) | ((size - 9) << 7));
      out[at + 9] = 1;
    }
    length = at + size;
  }

  public void fixed32(int value) {
    reserve(4);
    INT.set(bytes, length, value);
    length += 4;
  }

  public void fixed64(long value) {
    reserve(8);
    LONG.set(bytes, length, value);
    length += 8;
  }

  /** The bytes alone, without a length. */
  public void raw(byte[] source, int offset, int count) {
    reserve(count);
    System.arraycopy(source, offset, bytes, length, count);
    length += count;
  }

  /** A field of bytes or text: its tag, its length, and the bytes. */
  public void bytes(int tag, byte[] source, int offset, int count) {
    // room for tag, length and, of short ones, what is copied beyond their end
    reserve(count + 32);
    tag(tag);
    int at = length;
    if (count < 0x80) {
      bytes[at++] = (byte) count;
    } else {
      varint(count);
      at = length;
    }
    if (count <= 16 && source.length - offset >= 16) {
      LONG.set(bytes, at, (long) LONG.get(source, offset));
      LONG.set(bytes, at + 8, (long) LONG.get(source, offset + 8));
    } else {
      System.arraycopy(source, offset, bytes, at, count);
    }
    length = at + count;
  }

  /**
   * Begins something that has its length in front.
   *
   * @return the position to give to {@link #close}
   */
  public int open() {
    reserve(1);
    return ++length;
  }

  /** Ends what {@link #open} began, by writing its length in front of it. */
  public void close(int start) {
    int size = length - start;
    if (size < 0x80) {
      bytes[start - 1] = (byte) size;
      return;
    }
    int more = Varint.size(size) - 1;
    reserve(more);
    System.arraycopy(bytes, start, bytes, start + more, size);
    length += more;
    // byte by byte: a varint's whole words would reach into what was moved
    int at = start - 1;
    int rest = size;
    while (rest >= 0x80) {
      bytes[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[at] = (byte) rest;
  }

  /** Text as UTF-8, without tag or length; an unpaired surrogate becomes {@code ?}. */
  public void utf8(String text) {
    int count = text.length();
    reserve(3 * count);
    byte[] out = bytes;
    int at = length;
    for (int i = 0; i < count; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        out[at++] = (byte) c;
      } else if (c < 0x800) {
        out[at++] = (byte) (0xC0 | (c >> 6));
        out[at++] = (byte) (0x80 | (c & 0x3F));
      } else if (!Character.isSurrogate(c)) {
        out[at++] = (byte) (0xE0 | (c >> 12));
        out[at++] = (byte) (0x80 | ((c >> 6) & 0x3F));
        out[at++] = (byte) (0x80 | (c & 0x3F));
      } else if (i + 1 < count && Character.isSurrogatePair(c, text.charAt(i + 1))) {
        int point = Character.toCodePoint(c, text.charAt(++i));
        out[at++] = (byte) (0xF0 | (point >> 18));
        out[at++] = (byte) (0x80 | ((point >> 12) & 0x3F));
        out[at++] = (byte) (0x80 | ((point >> 6) & 0x3F));
        out[at++] = (byte) (0x80 | (point & 0x3F));
      } else {
        out[at++] = '?';
      }
    }
    length = at;
  }
}
