package bluehub.gateway.call;

import bluehub.transcoder.fault.RequestFault;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decodes a body in the gzip coding piece by piece, one member (RFC 1952 §2.2) and nothing behind
 * it. What comes out is handed on in small pieces, so that its taker can end a body that grows out
 * of all proportion before it has grown.
 */
final class GzipDecoder {
  private static final int HEAD_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xe0;

  private static final int FIXED_LENGTH = 10;
  private static final byte[] MAGIC = {0x1f, (byte) 0x8b, 8};

  private enum Part {
    FIXED,
    EXTRA_LENGTH,
    EXTRA_BYTES,
    NAME_TEXT,
    COMMENT_TEXT,
    HEAD_CRC_BYTES,
    DEFLATED,
    TRAILER,
    OVER
  }

  private final Inflater inflater;
  private final byte[] piece;
  private final CRC32 crc = new CRC32();
  private Part part = Part.FIXED;
  private int flags;
  private int index;
  private int extra;
  private long trailer;
  private long size;
  private boolean begun;
  private boolean stopped;

  /**
   * @param piece for what comes out, a piece at a time
   */
  GzipDecoder(Inflater inflater, byte[] piece) {
    this.inflater = inflater;
    this.piece = piece;
  }

  /** Takes what has been decoded. */
  interface Target {
    /**
     * Takes a piece, whose bytes are on loan.
     *
     * @return whether it takes more at once
     */
    boolean take(byte[] bytes, int offset, int length);
  }

  Inflater inflater() {
    return inflater;
  }

  /**
   * Takes a piece of the body, as far as the target takes what comes out.
   *
   * @return how many bytes at its end are left, to be given again where {@link #stopped}
   * @throws RequestFault for what is no gzip (400)
   */
  int decode(byte[] bytes, int offset, int length, Target target) {
    begun |= length > 0;
    int at = offset;
    int end = offset + length;
    // One that was stopped may have something left although all bytes were taken.
    boolean more = stopped || at < end;
    stopped = false;
    while (more) {
      if (part == Part.DEFLATED) {
        at = end - inflate(bytes, at, end - at, target);
      } else {
        framing(bytes[at++] & 0xff);
      }
      more = at < end && !stopped;
    }
    return end - at;
  }

  /** Whether the target took no more, so that {@link #decode} has to be called again. */
  boolean stopped() {
    return stopped;
  }

  /**
   * Takes the end of the body; no body at all is none in any coding.
   *
   * @throws RequestFault where something is missing (400)
   */
  void end() {
    if (begun && part != Part.OVER) {
      throw fault("ends too early");
    }
  }

  /** Gives the number of bytes that are left. */
  private int inflate(byte[] bytes, int offset, int length, Target target) {
    inflater.setInput(bytes, offset, length);
    try {
      while (!inflater.finished()) {
        int out = inflater.inflate(piece);
        if (out == 0) {
          if (inflater.finished()) {
            break;
          }
          if (inflater.needsDictionary()) {
            throw fault("needs a dictionary");
          }
          return inflater.getRemaining();
        }
        crc.update(piece, 0, out);
        size += out;
        if (!target.take(piece, 0, out)) {
          stopped = true;
          return inflater.getRemaining();
        }
      }
    } catch (DataFormatException e) {
      throw fault("is damaged");
    }
    enter(Part.TRAILER);
    return inflater.getRemaining();
  }

  private void framing(int b) {
    switch (part) {
      case FIXED -> fixed(b);
      case EXTRA_LENGTH -> {
        extra |= b << (8 * index);
        if (++index == 2) {
          enter(extra == 0 ? after(EXTRA) : Part.EXTRA_BYTES);
        }
      }
      case EXTRA_BYTES -> {
        if (++index == extra) {
          enter(after(EXTRA));
        }
      }
      case NAME_TEXT -> {
        if (b == 0) {
          enter(after(NAME));
        }
      }
      case COMMENT_TEXT -> {
        if (b == 0) {
          enter(after(COMMENT));
        }
      }
      case HEAD_CRC_BYTES -> {
        if (++index == 2) {
          enter(Part.DEFLATED);
        }
      }
      case TRAILER -> trailer(b);
      case DEFLATED, OVER -> throw fault("has something behind its end");
    }
  }

  private void fixed(int b) {
    if (index < MAGIC.length && b != (MAGIC[index] & 0xff)) {
      throw fault("does not begin as gzip does");
    }
    if (index == MAGIC.length) {
      flags = b;
      if ((flags & RESERVED) != 0) {
        throw fault("has reserved flags");
      }
    }
    if (++index == FIXED_LENGTH) {
      enter(after(0));
    }
  }

  /** The optional part that follows, in the order of the format. */
  private Part after(int flag) {
    if (flag < EXTRA && (flags & EXTRA) != 0) {
      return Part.EXTRA_LENGTH;
    }
    if (flag < NAME && (flags & NAME) != 0) {
      return Part.NAME_TEXT;
    }
    if (flag < COMMENT && (flags & COMMENT) != 0) {
      return Part.COMMENT_TEXT;
    }
    return (flags & HEAD_CRC) != 0 ? Part.HEAD_CRC_BYTES : Part.DEFLATED;
  }

  private void trailer(int b) {
    trailer |= (long) b << (8 * index);
    if (++index == Gzip.TRAILER_LENGTH) {
      // CRC32, then the size modulo 2^32.
      if (trailer != ((size << 32) | crc.getValue())) {
        throw fault("is damaged");
      }
      enter(Part.OVER);
    }
  }

  private void enter(Part next) {
    part = next;
    index = 0;
  }

  private static RequestFault fault(String what) {
    return RequestFault.invalid("The body's Content-Encoding is gzip, and the body " + what + ".");
  }
}
