package bluehub.transcoder.codec;

import java.util.Arrays;

/** The pieces of one line. */
final class LineBuffer {
  private byte[] bytes = new byte[256];
  private int length;

  void add(byte[] source, int offset, int count) {
    if (bytes.length - length < count) {
      bytes = Arrays.copyOf(bytes, Math.max(length + count, 2 * length));
    }
    System.arraycopy(source, offset, bytes, length, count);
    length += count;
  }

  void clear() {
    length = 0;
  }

  byte[] array() {
    return bytes;
  }

  int length() {
    return length;
  }

  boolean isBlank() {
    for (int i = 0; i < length; i++) {
      if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
        return false;
      }
    }
    return true;
  }
}
