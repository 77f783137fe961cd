package bluehub.transcoder.json;

import bluehub.transcoder.fault.Code;
import bluehub.transcoder.fault.Place;
import bluehub.transcoder.fault.RequestFault;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads one JSON text (RFC 8259) as tokens, from input that comes in pieces.
 *
 * <p>{@link #feed} gives it a piece, {@link #next} takes tokens until it answers {@link
 * JsonToken#MORE}; {@link #finish} says that the last piece was fed. A token that a piece cuts is
 * kept and read again with the next piece (a long string goes on where it stopped), so any split of
 * a text gives the same tokens, in linear time.
 *
 * <p>The grammar is checked to the letter: no comments, no unquoted names, no trailing commas, no
 * leading zeros, no control characters in strings, well-formed UTF-8, no lone surrogates, nothing
 * after the value. What breaks it, or a limit, is a {@link RequestFault} with its place. A text of
 * white space alone gives {@link JsonToken#END} at once: what that means is the caller's to say.
 *
 * <p>Not thread-safe; made to be reused after {@link #reset}.
 */
public final class JsonReader {
  // What may come next.
  private static final int VALUE = 0;
  private static final int FIRST_ELEMENT = 1;
  private static final int FIRST_NAME = 2;
  private static final int NAME = 3;
  private static final int COLON = 4;
  private static final int AFTER_VALUE = 5;
  private static final int DONE = 6;

  /** What {@link #reset} keeps of a buffer that one large text grew. */
  private static final int KEPT = 1 << 20;

  private static final byte[] NOTHING = new byte[0];

  private JsonLimits limits = JsonLimits.DEFAULT;
  private byte[] bytes = NOTHING;
  private int position;
  private int end;
  private boolean last;

  /** The piece of input that outlives the call that fed it. */
  private byte[] own = NOTHING;

  /** Whether {@link #bytes} is {@link #own}. */
  private boolean kept;

  /** Where kept input begins although its tokens were taken, or -1. */
  private int held = -1;

  /** Where an interrupted string goes on, or 0. */
  private int resume;

  private long base;
  private long fed;
  private int line;
  private long lineStart;

  private int state;
  private int depth;
  private int members;
  private boolean[] inObject = new boolean[32];

  private int tokenStart;
  private boolean escaped;
  private byte[] textBytes = NOTHING;
  private int textStart;
  private int textEnd;
  private byte[] unescaped = NOTHING;

  /** Begins a new text. */
  public void reset(JsonLimits limits) {
    reset(limits, new Place(1, 1, 0), 0);
  }

  /** Begins a text that is a part of another one: places and depth go on from there. */
  public void reset(JsonLimits limits, Place start, int depthSoFar) {
    this.limits =
        depthSoFar == 0
            ? limits
            : new JsonLimits(
                Math.max(1, limits.depth() - depthSoFar),
                limits.numberLength(),
                limits.members(),
                limits.size());
    bytes = NOTHING;
    kept = false;
    position = 0;
    end = 0;
    last = false;
    held = -1;
    resume = 0;
    base = start.offset();
    fed = 0;
    line = start.line();
    lineStart = start.offset() - (start.column() - 1);
    state = VALUE;
    depth = 0;
    members = 0;
    tokenStart = 0;
    if (own.length > KEPT) {
      own = NOTHING;
    }
    if (unescaped.length > KEPT) {
      unescaped = NOTHING;
    }
  }

  /**
   * Gives the next piece of the text. The array stays the caller's and is not touched after the
   * {@link #next} that answers {@link JsonToken#MORE}.
   */
  public void feed(byte[] source, int offset, int length) {
    fed += length;
    if (fed > limits.size()) {
      throw RequestFault.of(
          Code.RESOURCE_EXHAUSTED,
          413,
          "the body has more than %,d bytes, the limit".formatted(limits.size()));
    }
    int from = held >= 0 ? held : position;
    int left = end - from;
    if (left == 0) {
      base += position - (long) offset;
      bytes = source;
      kept = false;
      position = offset;
      end = offset + length;
      if (held >= 0) {
        held = offset;
      }
      return;
    }
    keep(from, length);
    System.arraycopy(source, offset, own, end, length);
    end += length;
  }

  /** Says that no further piece comes. */
  public void finish() {
    last = true;
  }

  /**
   * Sees to it that what is needed of the input lies in our own buffer, with room for more. It is
   * moved only when the buffer is full, and the buffer is then at most half full, so that a token
   * in many pieces costs linear time.
   */
  private void keep(int from, int more) {
    int left = end - from;
    byte[] target = own;
    if (kept && target.length - end >= more) {
      return;
    }
    if (2L * left + more > target.length) {
      target = new byte[(int) Math.min(Integer.MAX_VALUE - 8, Math.max(256, 2L * (left + more)))];
    }
    System.arraycopy(bytes, from, target, 0, left);
    own = target;
    bytes = target;
    kept = true;
    base += from;
    position -= from;
    tokenStart -= from;
    resume = resume > 0 ? resume - from : 0;
    held = held >= 0 ? held - from : -1;
    end = left;
  }

  private int more() {
    if (!kept) {
      int from = held >= 0 ? held : position;
      if (from < end) {
        keep(from, 0);
      }
    }
    return JsonToken.MORE;
  }

  /** Takes the next token. */
  public int next() {
    while (true) {
      int at = skipWhiteSpace();
      if (at == end) {
        return atEnd();
      }
      tokenStart = at;
      byte b = bytes[at];
      if (b < 0 && !last && Utf8.sequence(bytes, at, end) == Utf8.INCOMPLETE) {
        // wrong here, whatever it is; the whole character goes into the message
        return more();
      }
      if (state == COLON) {
        if (b != ':') {
          throw expected("':' after the member name");
        }
        position = at + 1;
        state = VALUE;
      } else if (state == AFTER_VALUE && b == ',') {
        position = at + 1;
        afterComma();
      } else {
        return token(b);
      }
    }
  }

  /**
   * Takes a member's name and its colon, if that is what the input goes on with to the letter: a
   * short cut for members that are expected, which costs one comparison.
   *
   * @param key the name as JSON text with its colon: {@code "name":}
   * @return false where {@link #next} has to look what there is; nothing was taken then
   */
  public boolean takeName(byte[] key) {
    int at = position;
    if (state == AFTER_VALUE) {
      if (at == end || bytes[at] != ',' || !inObject[depth - 1]) {
        return false;
      }
      at++;
    } else if (state != FIRST_NAME && state != NAME) {
      return false;
    }
    int after = at + key.length;
    if (after >= end || !Arrays.equals(bytes, at, after, key, 0, key.length)) {
      return false;
    }
    tokenStart = at;
    position = after;
    // a name that was interrupted is whole by now
    resume = 0;
    state = VALUE;
    count();
    return true;
  }

  private void afterComma() {
    if (inObject[depth - 1]) {
      state = NAME;
    } else {
      state = VALUE;
      count();
    }
  }

  private int token(byte b) {
    return switch (state) {
      case VALUE -> value(b);
      case NAME -> name(b);
      case FIRST_NAME -> b == '}' ? close() : name(b);
      case FIRST_ELEMENT -> {
        if (b == ']') {
          yield close();
        }
        count();
        state = VALUE;
        yield value(b);
      }
      case AFTER_VALUE -> {
        boolean object = inObject[depth - 1];
        if (b != (object ? '}' : ']')) {
          throw expected(object ? "',' or '}'" : "',' or ']'");
        }
        yield close();
      }
      default -> throw expected("nothing after the JSON value");
    };
  }

  private int skipWhiteSpace() {
    byte[] in = bytes;
    int at = position;
    int to = end;
    while (at < to) {
      byte b = in[at];
      if (b == '\n') {
        line++;
        lineStart = base + at + 1;
      } else if (b != ' ' && b != '\r' && b != '\t') {
        break;
      }
      at++;
    }
    position = at;
    return at;
  }

  private int atEnd() {
    if (!last) {
      return more();
    }
    tokenStart = end;
    if (state == DONE || (state == VALUE && depth == 0)) {
      return JsonToken.END;
    }
    throw fault(
        "the text ends in the middle of " + (inObject[depth - 1] ? "an object" : "an array"));
  }

  private int close() {
    depth--;
    position = tokenStart + 1;
    int token = inObject[depth] ? JsonToken.END_OBJECT : JsonToken.END_ARRAY;
    afterValue();
    return token;
  }

  private void afterValue() {
    state = depth == 0 ? DONE : AFTER_VALUE;
  }

  private void count() {
    if (++members > limits.members()) {
      throw fault("the text has more than %,d members, the limit".formatted(limits.members()));
    }
  }

  private int name(byte b) {
    if (b != '"') {
      throw expected("a member name in double quotes");
    }
    if (!string()) {
      return more();
    }
    count();
    state = COLON;
    return JsonToken.NAME;
  }

  private int value(byte b) {
    return switch (b) {
      case '"' -> {
        if (!string()) {
          yield more();
        }
        afterValue();
        yield JsonToken.STRING;
      }
      case '{' -> {
        open(true);
        state = FIRST_NAME;
        yield JsonToken.BEGIN_OBJECT;
      }
      case '[' -> {
        open(false);
        state = FIRST_ELEMENT;
        yield JsonToken.BEGIN_ARRAY;
      }
      case 't' -> literal("true", JsonToken.TRUE);
      case 'f' -> literal("false", JsonToken.FALSE);
      case 'n' -> literal("null", JsonToken.NULL);
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
      default -> throw expected("a JSON value");
    };
  }

  private void open(boolean object) {
    if (depth == limits.depth()) {
      throw fault("the text nests deeper than " + limits.depth() + ", the limit");
    }
    if (depth == inObject.length) {
      inObject = Arrays.copyOf(inObject, 2 * depth);
    }
    inObject[depth++] = object;
    position++;
  }

  private int literal(String word, int token) {
    int length = Math.min(word.length(), end - position);
    for (int i = 1; i < length; i++) {
      if (bytes[position + i] != word.charAt(i)) {
        throw expected(word);
      }
    }
    if (length < word.length()) {
      if (last) {
        throw expected(word);
      }
      return more();
    }
    position += length;
    afterValue();
    return token;
  }

  private int number() {
    int stop = (int) Math.min(end, position + limits.numberLength() + 1L);
    int to = JsonNumber.scan(bytes, position, stop);
    if (to == JsonNumber.INCOMPLETE || to == stop) {
      if (stop - position > limits.numberLength()) {
        throw fault("a number has more than " + limits.numberLength() + " characters, the limit");
      }
      if (!last) {
        return more();
      }
    }
    if (to < 0) {
      throw fault("found a malformed number, expected one as in RFC 8259 §6");
    }
    textBytes = bytes;
    textStart = position;
    textEnd = to;
    position = to;
    afterValue();
    return JsonToken.NUMBER;
  }

  /**
   * Reads a string that begins at the position; false where the input does not hold all of it yet.
   */
  private boolean string() {
    byte[] in = bytes;
    int to = end;
    int at = resume;
    if (at == 0) {
      at = position + 1;
      escaped = false;
    }
    while (true) {
      while (at <= to - 8) {
        long marks = Swar.notPlain(Swar.load(in, at));
        if (marks != 0) {
          at += Swar.first(marks);
          break;
        }
        at += 8;
      }
      while (at < to && Swar.isPlain(in[at])) {
        at++;
      }
      if (at == to) {
        return suspend(at);
      }
      byte b = in[at];
      if (b == '"') {
        endString(at);
        return true;
      }
      int length = b == '\\' ? escape(at) : b < 0 ? Utf8.sequence(in, at, to) : Utf8.MALFORMED;
      if (length == Utf8.INCOMPLETE) {
        return suspend(at);
      }
      if (length == Utf8.MALFORMED) {
        tokenStart = at;
        throw fault(
            b < 0
                ? "found bytes that are not well-formed UTF-8"
                : "found the control character U+%04X in a string, expected it escaped"
                    .formatted(b));
      }
      at += length;
    }
  }

  private boolean suspend(int at) {
    if (last) {
      throw fault("the text ends in the middle of a string");
    }
    resume = at;
    return false;
  }

  private void endString(int at) {
    resume = 0;
    textBytes = bytes;
    textStart = position + 1;
    textEnd = at;
    position = at + 1;
    if (escaped) {
      unescape();
    }
  }

  /** The length of the escape sequence at an index: 2, 6 or 12 (a surrogate pair). */
  private int escape(int at) {
    escaped = true;
    if (at + 1 >= end) {
      return Utf8.INCOMPLETE;
    }
    if (bytes[at + 1] != 'u') {
      if ("\"\\/bfnrt".indexOf(bytes[at + 1]) < 0) {
        tokenStart = at;
        throw fault("found an unknown escape sequence in a string");
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
      if (at + 6 >= end || (bytes[at + 6] == '\\' && at + 7 >= end)) {
        return Utf8.INCOMPLETE;
      }
      if (bytes[at + 6] == '\\' && bytes[at + 7] == 'u') {
        low = hex(at + 8);
        if (low < 0) {
          return Utf8.INCOMPLETE;
        }
      }
    }
    if (low < 0 || !Character.isLowSurrogate((char) low)) {
      tokenStart = at;
      throw fault("found the lone surrogate \\u%04X in a string".formatted(unit));
    }
    return 12;
  }

  /** Four hexadecimal digits, or -1 where the input ends before. */
  private int hex(int at) {
    int value = 0;
    for (int i = at; i < at + 4; i++) {
      if (i >= end) {
        return -1;
      }
      int digit = Character.digit(bytes[i], 16);
      if (digit < 0) {
        tokenStart = i;
        throw fault("found a malformed \\u escape, expected four hexadecimal digits");
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private void unescape() {
    int size = textEnd - textStart;
    if (unescaped.length < size) {
      unescaped = new byte[Math.max(256, size + (size >> 1))];
    }
    byte[] out = unescaped;
    int to = 0;
    int at = textStart;
    while (at < textEnd) {
      byte b = bytes[at++];
      if (b != '\\') {
        out[to++] = b;
        continue;
      }
      byte kind = bytes[at++];
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
    textBytes = out;
    textStart = 0;
    textEnd = to;
  }

  /**
   * The array with the text of the last NAME, STRING (unescaped) or NUMBER; valid until the next
   * token.
   */
  public byte[] textBytes() {
    return textBytes;
  }

  public int textStart() {
    return textStart;
  }

  public int textEnd() {
    return textEnd;
  }

  /** The text of the last NAME, STRING or NUMBER as a string. */
  public String text() {
    return new String(textBytes, textStart, textEnd - textStart, StandardCharsets.UTF_8);
  }

  /** How many objects and arrays are open. */
  public int depth() {
    return depth;
  }

  /** Keeps the input from the last token's first byte on, until {@link #release}. */
  public void hold() {
    held = tokenStart;
  }

  /** Where the held input begins in {@link #buffer}. */
  public int held() {
    return held;
  }

  /** How much input is at hand from where {@link #hold} began; 0 where nothing is held. */
  public int heldLength() {
    return held < 0 ? 0 : end - held;
  }

  /** Ends what {@link #hold} began. */
  public void release() {
    held = -1;
  }

  /** The input that is at hand. */
  public byte[] buffer() {
    return bytes;
  }

  /** The index in {@link #buffer} after the last token. */
  public int position() {
    return position;
  }

  /** The place of the last token, or of what was wrong with it. */
  public Place place() {
    long offset = base + tokenStart;
    return new Place(line, (int) Math.min(Integer.MAX_VALUE, offset - lineStart + 1), offset);
  }

  private RequestFault expected(String what) {
    return fault("found " + found() + ", expected " + what);
  }

  private String found() {
    int length = Utf8.sequence(bytes, tokenStart, end);
    if (length <= 0 || (bytes[tokenStart] >= 0 && bytes[tokenStart] < 0x20)) {
      return "the byte 0x%02X".formatted(bytes[tokenStart]);
    }
    return "'" + new String(bytes, tokenStart, length, StandardCharsets.UTF_8) + "'";
  }

  private RequestFault fault(String description) {
    return RequestFault.invalid("the body is not valid JSON: " + description).at(place());
  }
}
