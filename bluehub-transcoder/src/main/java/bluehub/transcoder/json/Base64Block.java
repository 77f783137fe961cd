package bluehub.transcoder.json;

import java.util.Base64;

/**
 * A stretch of base64 of one size through the JDK's codec, which the JVM compiles to vector
 * instructions: it wants whole arrays, so the bytes are copied there and back, which is cheap
 * beside what it saves.
 *
 * <p>Holds its arrays; not thread-safe.
 */
final class Base64Block {
  private static final Base64.Encoder ENCODER = Base64.getEncoder();
  private static final Base64.Decoder STANDARD = Base64.getDecoder();
  private static final Base64.Decoder URL_SAFE = Base64.getUrlDecoder();

  private final byte[] bytes;
  private final byte[] text;

  /**
   * @param size how many bytes, a multiple of three; a third more characters
   */
  Base64Block(int size) {
    bytes = new byte[size];
    text = new byte[size / 3 * 4];
  }

  /** How many bytes it holds. */
  int size() {
    return bytes.length;
  }

  /** Writes the text of as many bytes as it holds. */
  void write(byte[] source, int offset, byte[] out, int at) {
    System.arraycopy(source, offset, bytes, 0, bytes.length);
    ENCODER.encode(bytes, text);
    System.arraycopy(text, 0, out, at, text.length);
  }

  /** Reads as much text as it holds; false where that is no base64 of the alphabet. */
  boolean read(boolean urlSafe, byte[] source, int from, byte[] out, int at) {
    System.arraycopy(source, from, text, 0, text.length);
    try {
      if ((urlSafe ? URL_SAFE : STANDARD).decode(text, bytes) != bytes.length) {
        return false;
      }
    } catch (IllegalArgumentException otherAlphabetOrNone) {
      return false;
    }
    System.arraycopy(bytes, 0, out, at, bytes.length);
    return true;
  }
}
