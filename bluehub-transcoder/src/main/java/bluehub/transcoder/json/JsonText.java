package bluehub.transcoder.json;

import java.nio.charset.StandardCharsets;

/**
 * Reads the strings of a JSON text (RFC 8259 §7): finds where one ends, checks its escapes and its
 * UTF-8 on the way, and resolves the escapes if there are any. A string that a piece of the input
 * cuts goes on where it stopped.
 */
final class JsonText {
  /** What {@link #close} keeps of an array that one large string grew. */
  private static final int KEPT = 1 << 20;

  private static final byte[] NOTHING = new byte[0];

  private final JsonWindow window;

  /** How far a string was read that the input cuts, from its quotation mark on; or 0. */
  private int resume;

  private boolean escaped;
  private byte[] unescaped = NOTHING;

  /** Where the text of the last string lies; of the last number, too. */
  byte[] bytes = NOTHING;

  int start;
  int end;

  JsonText(JsonWindow window) {
    this.window = window;
  }

  /** Lets go of the input. */
  void close() {
    bytes = NOTHING;
    if (unescaped.length > KEPT) {
      unescaped = NOTHING;
    }
  }

  /** Forgets how far a string was read: it was taken in another way. */
  void forget() {
    resume = 0;
  }

  /** Says where a number's text lies, which may have been begun as a string. */
  void number(byte[] in, int from, int to) {
    resume = 0;
    bytes = in;
    start = from;
    end = to;
  }

  /** Reads a string that begins at an index; false where the input does not hold all of it. */
  boolean read(int from) {
    byte[] in = window.bytes;
    int to = window.end;
    window.tokenStart = from;
    int at = from + 1;
    if (resume == 0) {
      escaped = false;
    } else {
      at = from + resume;
    }
    while (true) {
      at = plainEnd(in, at, to);
      if (at == to) {
        return suspend(from, at);
      }
      if (in[at] == '"') {
        resume = 0;
        window.position = at + 1;
        bytes = in;
        start = from + 1;
        end = at;
        if (escaped) {
          unescape();
        }
        return true;
      }
      int length = special(in, at, to);
      if (length == Utf8.INCOMPLETE) {
        return suspend(from, at);
      }
      at += length;
    }
  }

  /** The index of the next byte that is not plain. */
  private static int plainEnd(byte[] in, int from, int to) {
    int at = from;
    while (at <= to - 8) {
      long marks = Swar.notPlain(Swar.load(in, at));
      if (marks != 0) {
        return at + Swar.first(marks);
      }
      at += 8;
      if (at > from + 16) {
        at = plainStretch(in, at, to);
      }
    }
    while (at < to && Swar.isPlain(in[at])) {
      at++;
    }
    return at;
  }

  /** Goes past long stretches of plain text by four words at once. */
  private static int plainStretch(byte[] in, int from, int to) {
    int at = from;
    while (at <= to - 32
        && (Swar.notPlain(Swar.load(in, at))
                | Swar.notPlain(Swar.load(in, at + 8))
                | Swar.notPlain(Swar.load(in, at + 16))
                | Swar.notPlain(Swar.load(in, at + 24)))
            == 0) {
      at += 32;
    }
    return at;
  }

  /** The length of an escape sequence or character of several bytes, or that it is incomplete. */
  private int special(byte[] in, int at, int to) {
    byte b = in[at];
    if (b == '\\') {
      return escape(at);
    }
    int length = b < 0 ? Utf8.sequence(in, at, to) : Utf8.MALFORMED;
    if (length == Utf8.MALFORMED) {
      window.tokenStart = at;
      throw window.fault(
          b < 0
              ? "found bytes that are not well-formed UTF-8"
              : "found the control character U+%04X in a string, expected it escaped".formatted(b));
    }
    return length;
  }

  private boolean suspend(int from, int at) {
    if (window.last) {
      throw window.fault("the text ends in the middle of a string");
    }
    window.position = from;
    resume = at - from;
    return false;
  }

  /** The length of the escape sequence at an index: 2, 6 or 12 (a surrogate pair). */
  private int escape(int at) {
    escaped = true;
    byte[] in = window.bytes;
    int to = window.end;
    if (at + 1 >= to) {
      return Utf8.INCOMPLETE;
    }
    if (in[at + 1] != 'u') {
      if ("\"\\/bfnrt".indexOf(in[at + 1]) < 0) {
        window.tokenStart = at;
        throw window.fault("found an unknown escape sequence in a string");
      }
      return 2;
    }
    int unit = hex(at + 2);
    if (unit < 0) {
      return Utf8.INCOMPLETE;
    }
    if (!Character.isSurrogate((char) unit)) {
      return 6;
    }
    int low = -1;
    if (Character.isHighSurrogate((char) unit)) {
      if (at + 6 >= to || (in[at + 6] == '\\' && at + 7 >= to)) {
        return Utf8.INCOMPLETE;
      }
      if (in[at + 6] == '\\' && in[at + 7] == 'u') {
        low = hex(at + 8);
        if (low < 0) {
          return Utf8.INCOMPLETE;
        }
      }
    }
    if (low < 0 || !Character.isLowSurrogate((char) low)) {
      window.tokenStart = at;
      throw window.fault("found the lone surrogate \\u%04X in a string".formatted(unit));
    }
    return 12;
  }

  /** Four hexadecimal digits, or -1 where the input ends before. */
  private int hex(int at) {
    int value = 0;
    for (int i = at; i < at + 4; i++) {
      if (i >= window.end) {
        return -1;
      }
      int digit = Character.digit(window.bytes[i], 16);
      if (digit < 0) {
        window.tokenStart = i;
        throw window.fault("found a malformed \\u escape, expected four hexadecimal digits");
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private void unescape() {
    byte[] in = bytes;
    int size = end - start;
    if (unescaped.length < size) {
      unescaped = new byte[Math.max(256, size + (size >> 1))];
    }
    byte[] out = unescaped;
    int to = 0;
    int at = start;
    while (at < end) {
      byte b = in[at++];
      if (b != '\\') {
        out[to++] = b;
        continue;
      }
      byte kind = in[at++];
      switch (kind) {
        case 'b' -> out[to++] = '\b';
        case 'f' -> out[to++] = '\f';
        case 'n' -> out[to++] = '\n';
        case 'r' -> out[to++] = '\r';
        case 't' -> out[to++] = '\t';
        case 'u' -> {
          int point = hex(at);
          at += 4;
          if (Character.isHighSurrogate((char) point)) {
            point = Character.toCodePoint((char) point, (char) hex(at + 2));
            at += 6;
          }
          to = Utf8.write(out, to, point);
        }
        default -> out[to++] = kind;
      }
    }
    bytes = out;
    start = 0;
    end = to;
  }

  /** The text as a string. */
  String string() {
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }
}
