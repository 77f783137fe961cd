package bluehub.transcoder.json;

import bluehub.transcoder.fault.Code;
import bluehub.transcoder.fault.Place;
import bluehub.transcoder.fault.RequestFault;
import java.nio.charset.StandardCharsets;

/**
 * The stretch of a text that is at hand, while the text comes in pieces, and where in the text it
 * lies.
 *
 * <p>A piece is read where it is. What is left of it when it ends, a token that was cut, is kept in
 * an own array, and the next piece is put behind it.
 *
 * <p>The fields are the reader's to read and to move: they are looked at for every byte.
 */
final class JsonWindow {
  /** What {@link #close} keeps of an array that one large text grew. */
  private static final int KEPT = 1 << 20;

  private static final byte[] NOTHING = new byte[0];

  byte[] bytes = NOTHING;

  /** The next byte to look at. */
  int position;

  /** The index after the last byte that is there. */
  int end;

  /** Whether no further piece comes. */
  boolean last;

  /** Where the last token begins, or what was wrong with it. */
  int tokenStart;

  private byte[] own = NOTHING;

  /** Whether {@link #bytes} is {@link #own}. */
  private boolean kept;

  /** Where kept input begins although its tokens were taken, or -1. */
  private int held = -1;

  /** What is to be added to an index for the place in the text. */
  private long base;

  private long size;
  private int line;
  private long lineStart;

  void reset(Place start) {
    bytes = NOTHING;
    kept = false;
    position = 0;
    end = 0;
    last = false;
    held = -1;
    base = start.offset();
    size = 0;
    line = start.line();
    lineStart = start.offset() - (start.column() - 1);
    tokenStart = 0;
  }

  /** Lets go of the input. */
  void close() {
    bytes = NOTHING;
    kept = false;
    position = 0;
    end = 0;
    held = -1;
    if (own.length > KEPT) {
      own = NOTHING;
    }
  }

  void feed(byte[] source, int offset, int length, long limit) {
    size += length;
    if (size > limit) {
      throw RequestFault.of(
          Code.RESOURCE_EXHAUSTED,
          413,
          "the body has more than %,d bytes, the limit".formatted(limit));
    }
    int from = held >= 0 ? held : position;
    if (from == end) {
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

  /**
   * Sees to it that what is needed of the input lies in our own array, with room for more. It is
   * moved only when the array is full, and the array is then at most half full, so that a token in
   * many pieces costs linear time.
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
    held = held >= 0 ? held - from : -1;
    end = left;
  }

  /** Keeps what is left: the piece is its giver's again. */
  void suspend() {
    if (!kept) {
      int from = held >= 0 ? held : position;
      if (from < end) {
        keep(from, 0);
      }
    }
  }

  /** Goes on to the next byte that is no white space, or to the end, and returns its index. */
  int skipWhiteSpace() {
    int at = position;
    return at < end && bytes[at] > ' ' ? at : skip();
  }

  private int skip() {
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

  void hold() {
    held = tokenStart;
  }

  void release() {
    held = -1;
  }

  int held() {
    return held;
  }

  int heldLength() {
    return held < 0 ? 0 : end - held;
  }

  /** The place of the last token, or of what was wrong with it. */
  Place place() {
    long offset = base + tokenStart;
    return new Place(line, (int) Math.min(Integer.MAX_VALUE, offset - lineStart + 1), offset);
  }

  /** A fault at the last token. */
  RequestFault fault(String description) {
    return RequestFault.invalid("the body is not valid JSON: " + description).at(place());
  }

  /** A fault at the last token, which is not what was expected. */
  RequestFault expected(String what) {
    return fault("found " + found() + ", expected " + what);
  }

  private String found() {
    byte[] in = bytes;
    int at = tokenStart;
    int length = Utf8.sequence(in, at, end);
    if (length <= 0 || (in[at] >= 0 && in[at] < 0x20)) {
      return "the byte 0x%02X".formatted(in[at]);
    }
    return "'" + new String(in, at, length, StandardCharsets.UTF_8) + "'";
  }
}
