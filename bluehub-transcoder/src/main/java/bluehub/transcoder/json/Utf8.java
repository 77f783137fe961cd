package bluehub.transcoder.json;

/** Well-formed UTF-8 sequences (Unicode, table 3-7): no overlong forms, no surrogates, no more. */
final class Utf8 {
  /** {@link #sequence}'s answer for bytes that begin no well-formed sequence. */
  static final int MALFORMED = -1;

  /**
   * {@link #sequence}'s answer for a sequence that is well-formed so far and goes on after the end.
   */
  static final int INCOMPLETE = 0;

  private Utf8() {}

  /** The length, 1 to 4, of the sequence at an index below {@code end}. */
  static int sequence(byte[] bytes, int at, int end) {
    int lead = bytes[at];
    if (lead >= 0) {
      return 1;
    }
    lead &= 0xFF;
    int length = lead < 0xC2 ? MALFORMED : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : -1;
    if (length == MALFORMED) {
      return MALFORMED;
    }
    if (at + 1 >= end) {
      return INCOMPLETE;
    }
    int second = bytes[at + 1] & 0xFF;
    int lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    int highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (second < lowest || second > highest) {
      return MALFORMED;
    }
    for (int i = at + 2; i < at + length; i++) {
      if (i >= end) {
        return INCOMPLETE;
      }
      if ((bytes[i] & 0xC0) != 0x80) {
        return MALFORMED;
      }
    }
    return length;
  }

  /**
   * How many bytes one U+FFFD stands for where a malformed sequence begins: those that a
   * well-formed one may begin with, else one (Unicode 3.9, "U+FFFD Substitution of Maximal
   * Subparts").
   */
  static int malformed(byte[] bytes, int at, int end) {
    int length = 1;
    while (at + length < end && sequence(bytes, at, at + length + 1) == INCOMPLETE) {
      length++;
    }
    return length;
  }

  /** Writes a code point, which is no surrogate, and returns the index after it. */
  static int write(byte[] out, int at, int point) {
    if (point < 0x80) {
      out[at++] = (byte) point;
    } else if (point < 0x800) {
      out[at++] = (byte) (0xC0 | (point >> 6));
      out[at++] = (byte) (0x80 | (point & 0x3F));
    } else if (point < 0x10000) {
      out[at++] = (byte) (0xE0 | (point >> 12));
      out[at++] = (byte) (0x80 | ((point >> 6) & 0x3F));
      out[at++] = (byte) (0x80 | (point & 0x3F));
    } else {
      out[at++] = (byte) (0xF0 | (point >> 18));
      out[at++] = (byte) (0x80 | ((point >> 12) & 0x3F));
      out[at++] = (byte) (0x80 | ((point >> 6) & 0x3F));
      out[at++] = (byte) (0x80 | (point & 0x3F));
    }
    return at;
  }
}
