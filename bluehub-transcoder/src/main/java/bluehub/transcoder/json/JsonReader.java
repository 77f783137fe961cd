package bluehub.transcoder.json;

import bluehub.transcoder.fault.Place;
import bluehub.transcoder.fault.RequestFault;
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

  private static final Place START = new Place(1, 1, 0);

  private final JsonWindow window = new JsonWindow();
  private final JsonText text = new JsonText(window);
  private final Decimal decimal = new Decimal();
  private JsonLimits limits = JsonLimits.DEFAULT;

  private int state;
  private int depth;
  private int maxDepth;
  private int maxMembers;
  private int numberLength;
  private int members;
  private boolean[] inObject = new boolean[32];

  /** Begins a new text. */
  public void reset(JsonLimits limits) {
    reset(limits, START, 0);
  }

  /** Begins a text that is a part of another one: places and depth go on from there. */
  public void reset(JsonLimits limits, Place start, int depthSoFar) {
    this.limits = limits;
    numberLength = limits.numberLength();
    maxMembers = limits.members();
    maxDepth = depthSoFar == 0 ? limits.depth() : Math.max(1, limits.depth() - depthSoFar);
    window.reset(start);
    text.forget();
    state = VALUE;
    depth = 0;
    members = 0;
  }

  /** Lets go of the text, and gives unusually large buffers back. */
  public void close() {
    window.close();
    text.close();
  }

  /**
   * Gives the next piece of the text. The array stays the caller's and is not touched after the
   * {@link #next} that answers {@link JsonToken#MORE}.
   */
  public void feed(byte[] source, int offset, int length) {
    window.feed(source, offset, length, limits.size());
  }

  /** Says that no further piece comes. */
  public void finish() {
    window.last = true;
  }

  /** Whether the value is complete, and all that is at hand of the text is taken. */
  public boolean isAtEnd() {
    return state == DONE && window.position == window.end;
  }

  private int more() {
    window.suspend();
    return JsonToken.MORE;
  }

  /** Takes the next token. */
  public int next() {
    int at = window.skipWhiteSpace();
    if (at == window.end) {
      return atEnd();
    }
    byte b = window.bytes[at];
    if (state == VALUE) {
      return value(at, b);
    }
    if (state == AFTER_VALUE && b == ',') {
      window.tokenStart = at;
      window.position = at + 1;
      afterComma();
    } else if (state == COLON && b == ':') {
      window.position = at + 1;
      state = VALUE;
    } else {
      return token(at, b);
    }
    at = window.skipWhiteSpace();
    return at == window.end ? atEnd() : token(at, window.bytes[at]);
  }

  /**
   * Takes a member's name and its colon, if that is what the input goes on with to the letter: a
   * short cut for members that are expected, which costs one comparison.
   *
   * @param key the name as JSON text with its colon: {@code "name":}
   * @return false where {@link #next} has to look what there is; nothing was taken then
   */
  public boolean takeName(byte[] key) {
    JsonWindow window = this.window;
    int at = window.position;
    if (state == AFTER_VALUE) {
      if (at == window.end || window.bytes[at] != ',' || !inObject[depth - 1]) {
        return false;
      }
      at++;
    } else if (state != FIRST_NAME && state != NAME) {
      return false;
    }
    int after = at + key.length;
    if (after >= window.end || !Swar.equal(window.bytes, at, key, 0, key.length)) {
      return false;
    }
    window.tokenStart = at;
    window.position = after;
    // a name that was interrupted is whole by now
    text.forget();
    state = VALUE;
    count();
    return true;
  }

  /**
   * Takes the end of an object, if that is what the input goes on with after a value.
   *
   * @return false where {@link #next} has to look what there is; nothing was taken then
   */
  public boolean takeEnd() {
    JsonWindow window = this.window;
    int at = window.position;
    if (state != AFTER_VALUE
        || at == window.end
        || window.bytes[at] != '}'
        || !inObject[depth - 1]) {
      return false;
    }
    close(at);
    return true;
  }

  /**
   * Takes the brace that opens an array's next element, with the comma before it, if the input goes
   * on with them.
   *
   * @return false where {@link #next} has to look what there is; nothing was taken then
   */
  public boolean takeObject() {
    JsonWindow window = this.window;
    int at = window.position;
    if (state != AFTER_VALUE
        || window.end - at < 2
        || window.bytes[at] != ','
        || window.bytes[at + 1] != '{'
        || inObject[depth - 1]) {
      return false;
    }
    window.tokenStart = at;
    count();
    open(at + 1, true);
    state = FIRST_NAME;
    return true;
  }

  /**
   * Takes a value that is a number or, quoted, the text of one, with the comma before it, if the
   * input at hand goes on with it whole and without white space: a short cut for values that are
   * expected, without a second look at quoted ones. {@link #decimal} has it then.
   *
   * @return false where {@link #next} has to look what there is; nothing was taken then
   */
  public boolean takeNumber() {
    JsonWindow window = this.window;
    byte[] in = window.bytes;
    int start = window.position;
    if (state == AFTER_VALUE) {
      if (start == window.end || in[start] != ',' || inObject[depth - 1]) {
        return false;
      }
      start++;
    } else if (state != VALUE && state != FIRST_ELEMENT) {
      return false;
    }
    boolean quoted = start < window.end && in[start] == '"';
    int from = quoted ? start + 1 : start;
    int stop = (int) Math.min(window.end, from + numberLength + 1L);
    int to = decimal.scan(in, from, stop);
    if (to < 0 || to == stop || (quoted && in[to] != '"')) {
      return false;
    }
    if (state != VALUE) {
      window.tokenStart = window.position;
      count();
    }
    window.tokenStart = start;
    window.position = quoted ? to + 1 : to;
    text.number(in, from, to);
    afterValue();
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

  private int token(int at, byte b) {
    return switch (state) {
      case VALUE -> value(at, b);
      case NAME -> name(at, b);
      case FIRST_NAME -> b == '}' ? close(at) : name(at, b);
      case FIRST_ELEMENT -> b == ']' ? close(at) : firstElement(at, b);
      case AFTER_VALUE -> end(at, b);
      case COLON -> other(at, "':' after the member name");
      default -> other(at, "nothing after the JSON value");
    };
  }

  private int firstElement(int at, byte b) {
    window.tokenStart = at;
    count();
    state = VALUE;
    return value(at, b);
  }

  private int end(int at, byte b) {
    if (inObject[depth - 1]) {
      return b == '}' ? close(at) : other(at, "',' or '}'");
    }
    return b == ']' ? close(at) : other(at, "',' or ']'");
  }

  /** Refuses what is there, as soon as the whole character is, which goes into the message. */
  private int other(int at, String expected) {
    if (!window.last && Utf8.sequence(window.bytes, at, window.end) == Utf8.INCOMPLETE) {
      window.position = at;
      return more();
    }
    window.tokenStart = at;
    throw window.expected(expected);
  }

  private int atEnd() {
    if (!window.last) {
      return more();
    }
    window.tokenStart = window.end;
    if (state == DONE || (state == VALUE && depth == 0)) {
      return JsonToken.END;
    }
    throw fault(
        "the text ends in the middle of " + (inObject[depth - 1] ? "an object" : "an array"));
  }

  private int close(int at) {
    depth--;
    window.tokenStart = at;
    window.position = at + 1;
    int token = inObject[depth] ? JsonToken.END_OBJECT : JsonToken.END_ARRAY;
    afterValue();
    return token;
  }

  private void afterValue() {
    state = depth == 0 ? DONE : AFTER_VALUE;
  }

  private void count() {
    if (++members > maxMembers) {
      throw fault("the text has more than %,d members, the limit".formatted(maxMembers));
    }
  }

  private int name(int at, byte b) {
    if (b != '"') {
      return other(at, "a member name in double quotes");
    }
    if (!text.read(at)) {
      return more();
    }
    count();
    state = COLON;
    return JsonToken.NAME;
  }

  private int value(int at, byte b) {
    return switch (b) {
      case '"' -> {
        if (!text.read(at)) {
          yield more();
        }
        afterValue();
        yield JsonToken.STRING;
      }
      case '{' -> {
        open(at, true);
        state = FIRST_NAME;
        yield JsonToken.BEGIN_OBJECT;
      }
      case '[' -> {
        open(at, false);
        state = FIRST_ELEMENT;
        yield JsonToken.BEGIN_ARRAY;
      }
      case 't' -> literal(at, "true", JsonToken.TRUE);
      case 'f' -> literal(at, "false", JsonToken.FALSE);
      case 'n' -> literal(at, "null", JsonToken.NULL);
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number(at);
      default -> other(at, "a JSON value");
    };
  }

  private void open(int at, boolean object) {
    window.tokenStart = at;
    if (depth == maxDepth) {
      throw fault("the text nests deeper than " + maxDepth + ", the limit");
    }
    if (depth == inObject.length) {
      inObject = Arrays.copyOf(inObject, 2 * depth);
    }
    inObject[depth++] = object;
    window.position = at + 1;
  }

  private int literal(int at, String word, int token) {
    window.tokenStart = at;
    window.position = at;
    int length = Math.min(word.length(), window.end - at);
    for (int i = 1; i < length; i++) {
      if (window.bytes[at + i] != word.charAt(i)) {
        throw window.expected(word);
      }
    }
    if (length < word.length()) {
      if (window.last) {
        throw window.expected(word);
      }
      return more();
    }
    window.position = at + length;
    afterValue();
    return token;
  }

  private int number(int at) {
    byte[] in = window.bytes;
    int stop = (int) Math.min(window.end, at + numberLength + 1L);
    int to = decimal.scan(in, at, stop);
    window.tokenStart = at;
    if (to < 0 || to == stop) {
      window.position = at;
      if (to != Decimal.MALFORMED) {
        if (stop - at > numberLength) {
          throw tooLong();
        }
        if (!window.last) {
          return more();
        }
      }
      if (to < 0) {
        throw fault("found a malformed number, expected one as in RFC 8259 §6");
      }
    }
    text.number(in, at, to);
    window.position = to;
    afterValue();
    return JsonToken.NUMBER;
  }

  private RequestFault tooLong() {
    return fault("a number has more than " + numberLength + " characters, the limit");
  }

  /** Refuses the last NAME or STRING where it is a number, but longer than one may be. */
  public void limitQuotedNumber() {
    if (text.end - text.start > numberLength
        && decimal.isNumber(text.bytes, text.start, text.end)) {
      throw tooLong();
    }
  }

  /**
   * The array with the text of the last NAME, STRING (unescaped) or NUMBER; valid until the next
   * token.
   */
  public byte[] textBytes() {
    return text.bytes;
  }

  public int textStart() {
    return text.start;
  }

  public int textEnd() {
    return text.end;
  }

  /** The text of the last NAME, STRING or NUMBER as a string. */
  public String text() {
    return text.string();
  }

  /** The last NUMBER taken apart; valid until the next token. */
  public Decimal decimal() {
    return decimal;
  }

  /** How many objects and arrays are open. */
  public int depth() {
    return depth;
  }

  /** Keeps the input from the last token's first byte on, until {@link #release}. */
  public void hold() {
    window.hold();
  }

  /** Where the held input begins in {@link #buffer}. */
  public int held() {
    return window.held();
  }

  /** How much input is at hand from where {@link #hold} began; 0 where nothing is held. */
  public int heldLength() {
    return window.heldLength();
  }

  /** Ends what {@link #hold} began. */
  public void release() {
    window.release();
  }

  /** The input that is at hand. */
  public byte[] buffer() {
    return window.bytes;
  }

  /** The index in {@link #buffer} after the last token. */
  public int position() {
    return window.position;
  }

  /** The place of the last token, or of what was wrong with it. */
  public Place place() {
    return window.place();
  }

  private RequestFault fault(String description) {
    return window.fault(description);
  }
}
