package bluehub.gateway.edge;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2FrameTypes;

/**
 * Follows the frames in the bytes of an HTTP/2 connection, so that what is begun and not ended is
 * known: Netty's reader keeps it to itself.
 *
 * <p>{@code Length (24) Type (8) Flags (8) Reserved (1) Stream Identifier (31) Payload (..)} (RFC
 * 9113 §4.1), behind a preface of 24 bytes.
 */
final class FrameProgress {
  private static final int PREFACE = 24;
  private static final int HEADER = 9;
  private static final int TYPE_AT = 3;
  private static final int FLAGS_AT = 4;
  private static final int END_HEADERS = 0x4;

  private int left = PREFACE;
  private int headerAt = HEADER;
  private int length;
  private int type = Http2FrameTypes.SETTINGS;
  private int flags;
  private boolean inBlock;

  /** Takes bytes that have come; their indexes stay as they are. */
  void came(ByteBuf bytes) {
    int at = bytes.readerIndex();
    int end = bytes.writerIndex();
    while (at < end) {
      if (left > 0) {
        int step = Math.min(left, end - at);
        left -= step;
        at += step;
        if (left == 0) {
          frameEnded();
        }
      } else {
        header(bytes.getUnsignedByte(at++));
      }
    }
  }

  private void header(int octet) {
    if (headerAt < TYPE_AT) {
      length = (length << 8) | octet;
    } else if (headerAt == TYPE_AT) {
      type = octet;
    } else if (headerAt == FLAGS_AT) {
      flags = octet;
    }
    if (++headerAt == HEADER) {
      left = length;
      if (left == 0) {
        frameEnded();
      }
    }
  }

  private void frameEnded() {
    if (headerAt == HEADER && (type == Http2FrameTypes.HEADERS || isContinuation())) {
      inBlock = (flags & END_HEADERS) == 0;
    }
    headerAt = 0;
    length = 0;
  }

  private boolean isContinuation() {
    return type == Http2FrameTypes.CONTINUATION;
  }

  /** Whether a frame, or the frames of one field block, have begun and not ended. */
  boolean unfinished() {
    return inBlock || left > 0 || headerAt > 0;
  }

  /** Whether what is unfinished is a piece of a body. */
  boolean inBody() {
    return !inBlock && left > 0 && type == Http2FrameTypes.DATA;
  }
}
