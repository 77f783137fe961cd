package bluehub.transcoder.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Base64 (RFC 4648) as ProtoJSON has it: written in the standard alphabet with padding, read in the
 * standard and the URL-safe alphabet, padding optional.
 *
 * <p>Long stretches go in blocks through the JDK's codec, which the JVM compiles to vector
 * instructions: it wants whole arrays, so they are copied there and back, which is cheap beside
 * what it saves. What is left after the last whole block goes in one more that begins before it:
 * what both hold comes out the same twice, which is cheaper than many small blocks. An instance
 * holds these arrays; not thread-safe.
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

  /** How many bytes the blocks have, the largest first; each as many characters and a third. */
  private static final int[] BLOCKS = {1536, 768, 384, 192, 96, 48};

  private static final int LEAST = BLOCKS[BLOCKS.length - 1];

  private static final Base64.Decoder STANDARD = Base64.getDecoder();
  private static final Base64.Decoder URL_SAFE = Base64.getUrlDecoder();

  private boolean urlSafe;

  /** The arrays of the blocks, each made when it is first needed. */
  private final byte[] @Nullable [] bytes = new byte[BLOCKS.length][];

  private final byte[] @Nullable [] texts = new byte[BLOCKS.length][];

  private byte[] bytes(int block) {
    byte[] array = bytes[block];
    if (array == null) {
      array = new byte[BLOCKS[block]];
      bytes[block] = array;
    }
    return array;
  }

  private byte[] text(int block) {
    byte[] array = texts[block];
    if (array == null) {
      array = new byte[BLOCKS[block] / 3 * 4];
      texts[block] = array;
    }
    return array;
  }

  /** Writes the text of the bytes and returns the index after it; there is room for it. */
  int write(byte[] source, int offset, int count, byte[] out, int at) {
    int whole = count / 3 * 3;
    if (whole < LEAST) {
      return writeRest(source, offset, count, out, at);
    }
    int block = largest(whole);
    int size = BLOCKS[block];
    int from = 0;
    while (from <= whole - size) {
      writeBlock(block, source, offset + from, out, at + from / 3 * 4);
      from += size;
    }
    if (from < whole) {
      writeBlock(block, source, offset + whole - size, out, at + (whole - size) / 3 * 4);
    }
    return writeRest(source, offset + whole, count - whole, out, at + whole / 3 * 4);
  }

  private void writeBlock(int block, byte[] source, int offset, byte[] out, int at) {
    byte[] bytes = bytes(block);
    byte[] text = text(block);
    System.arraycopy(source, offset, bytes, 0, bytes.length);
    Base64.getEncoder().encode(bytes, text);
    System.arraycopy(text, 0, out, at, text.length);
  }

  /** The largest block that is not larger than so many bytes, which are {@link #LEAST} or more. */
  private static int largest(int size) {
    int block = 0;
    while (BLOCKS[block] > size) {
      block++;
    }
    return block;
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
    // the last characters may be padding, so they are the rest's
    int whole = (to - from - 1) / 4 * 4;
    if (whole < LEAST / 3 * 4) {
      return readRest(text, from, to, out, at);
    }
    int block = largest(whole / 4 * 3);
    int size = text(block).length;
    int read = 0;
    while (read <= whole - size) {
      if (!readBlock(block, text, from + read, out, at + read / 4 * 3)) {
        return readRest(text, from + read, to, out, at + read / 4 * 3);
      }
      read += size;
    }
    if (read < whole
        && !readBlock(block, text, from + whole - size, out, at + (whole - size) / 4 * 3)) {
      return readRest(text, from + read, to, out, at + read / 4 * 3);
    }
    return readRest(text, from + whole, to, out, at + whole / 4 * 3);
  }

  private boolean readBlock(int block, byte[] text, int from, byte[] out, int at) {
    byte[] characters = text(block);
    byte[] bytes = bytes(block);
    System.arraycopy(text, from, characters, 0, characters.length);
    if (!decode(characters, bytes)) {
      return false;
    }
    System.arraycopy(bytes, 0, out, at, bytes.length);
    return true;
  }

  /**
   * Each of the JDK's decoders knows one alphabet. What the one at hand does not know, the rest
   * deals with, and the other one is at hand from then on: a client keeps to its alphabet.
   */
  private boolean decode(byte[] characters, byte[] bytes) {
    try {
      return (urlSafe ? URL_SAFE : STANDARD).decode(characters, bytes) == bytes.length;
    } catch (IllegalArgumentException otherAlphabetOrNone) {
      urlSafe = !urlSafe;
      return false;
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
