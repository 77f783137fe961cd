package bluehub.transcoder.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * Base64 (RFC 4648) as ProtoJSON has it: written in the standard alphabet with padding, read in the
 * standard and the URL-safe alphabet, padding optional.
 *
 * <p>Long stretches go in blocks through the JDK's codec, which the JVM compiles to vector
 * instructions: it wants arrays of its own, so they are copied there and back, which is cheap
 * beside what it saves. An instance holds these arrays; not thread-safe.
 */
public final class Base64Text {
  private static final byte[] ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
          .getBytes(StandardCharsets.US_ASCII);
  private static final byte[] VALUES = new byte[256];

  static {
    Arrays.fill(VALUES, (byte) -1);
    for (int i = 0; i < ALPHABET.length; i++) {
      VALUES[ALPHABET[i]] = (byte) i;
    }
    VALUES['-'] = 62;
    VALUES['_'] = 63;
  }

  /** Bytes of a block, and characters of one. */
  private static final int BLOCK = 384;

  private static final int BLOCK_TEXT = BLOCK / 3 * 4;

  private final byte[] block = new byte[BLOCK];
  private final byte[] blockText = new byte[BLOCK_TEXT];

  /** Writes the text of the bytes and returns the index after it; there is room for it. */
  int write(byte[] source, int offset, int count, byte[] out, int at) {
    while (count >= BLOCK) {
      System.arraycopy(source, offset, block, 0, BLOCK);
      Base64.getEncoder().encode(block, blockText);
      System.arraycopy(blockText, 0, out, at, BLOCK_TEXT);
      offset += BLOCK;
      count -= BLOCK;
      at += BLOCK_TEXT;
    }
    return writeRest(source, offset, count, out, at);
  }

  private static int writeRest(byte[] source, int offset, int count, byte[] out, int at) {
    int whole = offset + count / 3 * 3;
    int from = offset;
    while (from < whole) {
      int bits =
          (source[from] & 0xFF) << 16 | (source[from + 1] & 0xFF) << 8 | (source[from + 2] & 0xFF);
      out[at] = ALPHABET[bits >> 18];
      out[at + 1] = ALPHABET[bits >> 12 & 63];
      out[at + 2] = ALPHABET[bits >> 6 & 63];
      out[at + 3] = ALPHABET[bits & 63];
      from += 3;
      at += 4;
    }
    int left = offset + count - whole;
    if (left > 0) {
      int bits = (source[from] & 0xFF) << 16 | (left == 2 ? (source[from + 1] & 0xFF) << 8 : 0);
      out[at++] = ALPHABET[bits >> 18];
      out[at++] = ALPHABET[bits >> 12 & 63];
      out[at++] = left == 2 ? ALPHABET[bits >> 6 & 63] : (byte) '=';
      out[at++] = '=';
    }
    return at;
  }

  /** How many bytes a text of so many characters gives at the most. */
  public static int atMost(int characters) {
    return (int) (3L * characters / 4) + 3;
  }

  /**
   * Reads a text into an array that has room for {@link #atMost} bytes from {@code at}.
   *
   * @return the index after the last byte, or -1 for what is no base64
   */
  public int read(byte[] text, int from, int to, byte[] out, int at) {
    // the last block may end in padding, so it is the rest's
    while (to - from > BLOCK_TEXT) {
      System.arraycopy(text, from, blockText, 0, BLOCK_TEXT);
      if (decodeBlock() != BLOCK) {
        break;
      }
      System.arraycopy(block, 0, out, at, BLOCK);
      from += BLOCK_TEXT;
      at += BLOCK;
    }
    return readRest(text, from, to, out, at);
  }

  /**
   * The JDK's decoder knows the standard alphabet alone; what else there is, the rest deals with.
   */
  private int decodeBlock() {
    try {
      return Base64.getDecoder().decode(blockText, block);
    } catch (IllegalArgumentException otherAlphabetOrNone) {
      return -1;
    }
  }

  private static int readRest(byte[] text, int from, int to, byte[] out, int at) {
    int padding = 0;
    while (to > from && padding < 2 && text[to - 1] == '=') {
      to--;
      padding++;
    }
    int left = (to - from) % 4;
    if (left == 1 || (padding > 0 && (left == 0 || left + padding != 4))) {
      return -1;
    }
    int whole = to - left;
    while (from < whole) {
      int bits =
          VALUES[text[from] & 0xFF] << 18
              | VALUES[text[from + 1] & 0xFF] << 12
              | VALUES[text[from + 2] & 0xFF] << 6
              | VALUES[text[from + 3] & 0xFF];
      if (bits < 0) {
        return -1;
      }
      out[at] = (byte) (bits >> 16);
      out[at + 1] = (byte) (bits >> 8);
      out[at + 2] = (byte) bits;
      from += 4;
      at += 3;
    }
    if (left > 0) {
      int bits =
          VALUES[text[from] & 0xFF] << 18
              | VALUES[text[from + 1] & 0xFF] << 12
              | (left == 3 ? VALUES[text[from + 2] & 0xFF] << 6 : 0);
      if (bits < 0) {
        return -1;
      }
      out[at++] = (byte) (bits >> 16);
      if (left == 3) {
        out[at++] = (byte) (bits >> 8);
      }
    }
    return at;
  }
}
