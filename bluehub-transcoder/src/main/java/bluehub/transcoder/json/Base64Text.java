package bluehub.transcoder.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Base64 (RFC 4648) as ProtoJSON has it: written in the standard alphabet with padding, read in the
 * standard and the URL-safe alphabet, padding optional.
 *
 * <p>Long stretches go in blocks through the JDK's codec ({@link Base64Block}). What is left after
 * the last whole block goes in one more that begins before it: what both hold comes out the same
 * twice, which is cheaper than many small blocks. Not thread-safe.
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

  private final Base64Blocks blocks = new Base64Blocks();
  private boolean urlSafe;

  /** Writes the text of the bytes and returns the index after it; there is room for it. */
  int write(byte[] source, int offset, int count, byte[] out, int at) {
    int whole = count / 3 * 3;
    if (whole < Base64Blocks.LEAST) {
      return writeRest(source, offset, count, out, at);
    }
    Base64Block block = blocks.largest(whole);
    int from = 0;
    while (from <= whole - block.size()) {
      block.write(source, offset + from, out, at + from / 3 * 4);
      from += block.size();
    }
    if (from < whole) {
      Base64Block last = blocks.holding(whole - from);
      int start = whole - last.size();
      last.write(source, offset + start, out, at + start / 3 * 4);
    }
    return writeRest(source, offset + whole, count - whole, out, at + whole / 3 * 4);
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
    int whole = (to - from - 1) / 4 * 3;
    if (whole < Base64Blocks.LEAST) {
      return readRest(text, from, to, out, at);
    }
    Base64Block block = blocks.largest(whole);
    int read = 0;
    while (read <= whole - block.size()) {
      if (!readBlock(block, text, from + read / 3 * 4, out, at + read)) {
        return readRest(text, from + read / 3 * 4, to, out, at + read);
      }
      read += block.size();
    }
    if (read < whole) {
      Base64Block last = blocks.holding(whole - read);
      int start = whole - last.size();
      if (!readBlock(last, text, from + start / 3 * 4, out, at + start)) {
        return readRest(text, from + read / 3 * 4, to, out, at + read);
      }
    }
    return readRest(text, from + whole / 3 * 4, to, out, at + whole);
  }

  /**
   * Each of the JDK's decoders knows one alphabet. What the one at hand does not know, the rest
   * deals with, and the other one is at hand from then on: a client keeps to its alphabet.
   */
  private boolean readBlock(Base64Block block, byte[] text, int from, byte[] out, int at) {
    boolean read = block.read(urlSafe, text, from, out, at);
    urlSafe ^= !read;
    return read;
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
