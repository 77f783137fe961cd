package bluehub.transcoder.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes JSON text as UTF-8 into one growing array.
 *
 * <p>{@link #member} and {@link #element} put the commas, and in pretty mode the lines and indents;
 * the values write themselves alone. Nothing checks that the calls make a well-formed text: the
 * callers are codecs, and their tests do.
 *
 * <p>Not thread-safe; made to be reused after {@link #reset}.
 */
public final class JsonWriter {
  private static final int KEPT = 1 << 20;
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] REPLACEMENT = "\uFFFD".getBytes(StandardCharsets.UTF_8);

  /** The letter after the backslash for the control characters that have a short escape. */
  private static final byte[] SHORT = new byte[0x20];

  static {
    SHORT['\b'] = 'b';
    SHORT['\t'] = 't';
    SHORT['\n'] = 'n';
    SHORT['\f'] = 'f';
    SHORT['\r'] = 'r';
  }

  private final Base64Text base64 = new Base64Text();
  private final DecimalText decimals = new DecimalText();
  private byte[] bytes = new byte[1024];
  private int length;
  private boolean first = true;
  private boolean pretty;
  private int depth;

  /** Begins a new text. */
  public void reset(boolean pretty) {
    if (bytes.length > KEPT) {
      bytes = new byte[1024];
    }
    rewind(0);
    this.pretty = pretty;
  }

  /** The buffer; its first {@link #length} bytes are what was written. Changes when it grows. */
  public byte[] array() {
    return bytes;
  }

  public int length() {
    return length;
  }

  /** How many objects and arrays are open. */
  public int depth() {
    return depth;
  }

  /** Whether the innermost object or array is still empty. */
  public boolean isFirst() {
    return first;
  }

  /** Forgets all from {@code length} on, where {@link #isFirst} was {@code first}. */
  public void rewind(int length, boolean first) {
    this.length = length;
    this.first = first;
  }

  /** Forgets all from {@code length} on, where no object or array was open. */
  public void rewind(int length) {
    rewind(length, true);
    depth = 0;
  }

  private void reserve(int count) {
    if (bytes.length - length < count) {
      long needed = (long) length + count;
      if (needed > Integer.MAX_VALUE - 8) {
        throw new OutOfMemoryError("a JSON text of more than 2 GiB");
      }
      bytes =
          Arrays.copyOf(
              bytes, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, 2L * length)));
    }
  }

  public void beginObject() {
    open('{');
  }

  public void endObject() {
    close('}');
  }

  public void beginArray() {
    open('[');
  }

  public void endArray() {
    close(']');
  }

  private void open(char bracket) {
    reserve(1);
    bytes[length++] = (byte) bracket;
    depth++;
    first = true;
  }

  private void close(char bracket) {
    depth--;
    if (pretty && !first) {
      line();
    }
    reserve(1);
    bytes[length++] = (byte) bracket;
    first = false;
  }

  private void separate() {
    if (!first) {
      reserve(1);
      bytes[length++] = ',';
    }
    first = false;
    if (pretty) {
      line();
    }
  }

  private void line() {
    int indent = 2 * depth;
    reserve(indent + 1);
    bytes[length++] = '\n';
    Arrays.fill(bytes, length, length + indent, (byte) ' ');
    length += indent;
  }

  /**
   * Begins a member of an object.
   *
   * @param key the name as JSON text with its colon: {@code "name":}
   */
  public void member(byte[] key) {
    if (pretty) {
      separate();
      raw(key);
      raw((byte) ' ');
      return;
    }
    int count = key.length;
    reserve(count + 1);
    byte[] out = bytes;
    int at = length;
    if (!first) {
      out[at++] = ',';
    }
    first = false;
    Swar.copy(key, 0, out, at, count);
    length = at + count;
  }

  /** Begins a member whose name is to be written next; {@link #colon} follows the name. */
  public void element() {
    separate();
  }

  /** Ends a name that was written as a value. */
  public void colon() {
    raw((byte) ':');
    if (pretty) {
      raw((byte) ' ');
    }
  }

  /** A byte as it is. */
  public void raw(byte b) {
    reserve(1);
    bytes[length++] = b;
  }

  /** Bytes as they are. */
  public void raw(byte[] source) {
    raw(source, 0, source.length);
  }

  /** Bytes as they are. */
  public void raw(byte[] source, int offset, int count) {
    reserve(count);
    Swar.copy(source, offset, bytes, length, count);
    length += count;
  }

  /** Text of ASCII characters as it is. */
  @SuppressWarnings("deprecation") // the one way from a string's Latin-1 bytes to an array's middle
  public void ascii(String text) {
    int count = text.length();
    reserve(count);
    text.getBytes(0, count, bytes, length);
    length += count;
  }

  public void bool(boolean value) {
    raw(value ? TRUE : FALSE);
  }

  public void nullValue() {
    raw(NULL);
  }

  /** A string; an unpaired surrogate becomes {@code ?}. */
  public void string(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    string(utf8, 0, utf8.length);
  }

  /**
   * A string from UTF-8; malformed sequences are written as U+FFFD, one for the begin of a
   * character and one for each byte that begins none.
   *
   * @return whether all of it was well-formed
   */
  public boolean string(byte[] source, int offset, int count) {
    // what is copied is copied by eight bytes
    reserve(count + 10);
    bytes[length++] = '"';
    boolean wellFormed = true;
    int at = offset;
    int to = offset + count;
    while (true) {
      at = plain(source, at, to);
      if (at == to) {
        break;
      }
      byte b = source[at];
      if (b >= 0) {
        escape(b, to - at);
        at++;
      } else {
        int size = Utf8.sequence(source, at, to);
        if (size <= 0) {
          wellFormed = false;
          reserve(to - at + 12);
          raw(REPLACEMENT);
          at += Utf8.malformed(source, at, to);
        } else {
          for (int i = 0; i < size; i++) {
            bytes[length++] = source[at++];
          }
        }
      }
    }
    bytes[length++] = '"';
    return wellFormed;
  }

  /** Copies plain text up to the first byte that is not; there is room for all of it and eight. */
  private int plain(byte[] source, int at, int to) {
    byte[] out = bytes;
    int put = length;
    // where the array goes on behind the text, the last word may be read beyond its end
    int last = source.length - 8;
    while (at < to && at <= last) {
      long word = Swar.load(source, at);
      long marks = Swar.notPlain(word);
      Swar.store(out, put, word);
      if (marks != 0 || at > to - 8) {
        int whole = Math.min(Swar.first(marks), to - at);
        length = put + whole;
        return at + whole;
      }
      at += 8;
      put += 8;
    }
    while (at < to && Swar.isPlain(source[at])) {
      out[put++] = source[at++];
    }
    length = put;
    return at;
  }

  /** Writes an escape and makes room for what is left of the string. */
  private void escape(byte b, int left) {
    reserve(left + 16);
    bytes[length++] = '\\';
    if (b >= 0x20) {
      bytes[length++] = b;
    } else if (SHORT[b] != 0) {
      bytes[length++] = SHORT[b];
    } else {
      bytes[length++] = 'u';
      bytes[length++] = '0';
      bytes[length++] = '0';
      bytes[length++] = HEX[b >> 4];
      bytes[length++] = HEX[b & 15];
    }
  }

  public void number(long value) {
    reserve(DecimalText.MOST);
    length = DecimalText.signed(value, bytes, length);
  }

  public void unsignedNumber(long value) {
    reserve(DecimalText.MOST);
    length = DecimalText.unsigned(value, bytes, length);
  }

  /** A signed integer between quotation marks, as ProtoJSON has it for 64 bits. */
  public void quotedNumber(long value) {
    reserve(DecimalText.MOST);
    bytes[length++] = '"';
    length = DecimalText.signed(value, bytes, length);
    bytes[length++] = '"';
  }

  /** An unsigned integer between quotation marks. */
  public void quotedUnsigned(long value) {
    reserve(DecimalText.MOST);
    bytes[length++] = '"';
    length = DecimalText.unsigned(value, bytes, length);
    bytes[length++] = '"';
  }

  /** A double in the shortest text that reads back as it; NaN and the infinities as strings. */
  public void number(double value) {
    if (Double.isFinite(value)) {
      reserve(DecimalText.MOST);
      length = decimals.number(value, bytes, length);
    } else {
      notFinite(value);
    }
  }

  /** A float in the shortest text that reads back as it. */
  public void number(float value) {
    if (Float.isFinite(value)) {
      reserve(DecimalText.MOST);
      length = decimals.number(value, bytes, length);
    } else {
      notFinite(value);
    }
  }

  /** Makes room for one more number as an element, and puts the comma before it. */
  private void numberElement() {
    if (first || pretty) {
      separate();
      reserve(DecimalText.MOST);
    } else {
      reserve(DecimalText.MOST);
      bytes[length++] = ',';
    }
  }

  /** A number as an element of an array. */
  public void element(long value) {
    numberElement();
    length = DecimalText.signed(value, bytes, length);
  }

  /** A signed integer between quotation marks as an element. */
  public void quotedElement(long value) {
    numberElement();
    bytes[length++] = '"';
    length = DecimalText.signed(value, bytes, length);
    bytes[length++] = '"';
  }

  /** A double as an element. */
  public void element(double value) {
    if (Double.isFinite(value)) {
      numberElement();
      length = decimals.number(value, bytes, length);
    } else {
      separate();
      notFinite(value);
    }
  }

  /** A float as an element. */
  public void element(float value) {
    if (Float.isFinite(value)) {
      numberElement();
      length = decimals.number(value, bytes, length);
    } else {
      separate();
      notFinite(value);
    }
  }

  private void notFinite(double value) {
    ascii(Double.isNaN(value) ? "\"NaN\"" : value > 0 ? "\"Infinity\"" : "\"-Infinity\"");
  }

  /** Bytes as standard base64 with padding (RFC 4648 §4) between quotation marks. */
  public void base64(byte[] source, int offset, int count) {
    long size = 4L * ((count + 2) / 3) + 2;
    reserve((int) Math.min(size, Integer.MAX_VALUE));
    bytes[length++] = '"';
    length = base64.write(source, offset, count, bytes, length);
    bytes[length++] = '"';
  }
}
