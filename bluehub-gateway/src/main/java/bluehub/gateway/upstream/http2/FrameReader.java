package bluehub.gateway.upstream.http2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what a connection brings into frames (RFC 9113 §4.1). A frame is handed on from the buffer
 * that it came in; only one that is split over two reads is copied.
 */
final class FrameReader {
  private static final int STREAM_MASK = Integer.MAX_VALUE;

  private final ByteBufAllocator alloc;
  private final Sink sink;

  /** The beginning of a frame whose rest has not come. */
  private @Nullable ByteBuf held;

  FrameReader(ByteBufAllocator alloc, Sink sink) {
    this.alloc = alloc;
    this.sink = sink;
  }

  /** Reads all of the buffer, which stays the caller's. */
  void read(ByteBuf in) throws ConnectionError {
    ByteBuf begun = held;
    if (begun != null && begun.isReadable()) {
      complete(begun, in);
    }
    while (sink.open()) {
      int length = whole(in);
      if (length < 0) {
        break;
      }
      dispatch(in, length);
    }
    if (in.isReadable() && sink.open()) {
      hold(in);
    }
  }

  void release() {
    ByteBuf begun = held;
    if (begun != null) {
      held = null;
      begun.release();
    }
  }

  /** Adds to a frame that has begun as much as it lacks, and no more. */
  private void complete(ByteBuf begun, ByteBuf in) throws ConnectionError {
    take(begun, in, Frame.HEADER_BYTES);
    if (begun.readableBytes() < Frame.HEADER_BYTES) {
      return;
    }
    take(begun, in, Frame.HEADER_BYTES + length(begun));
    int length = whole(begun);
    if (length >= 0) {
      try {
        dispatch(begun, length);
      } finally {
        if (held != null) {
          begun.clear();
        }
      }
    }
  }

  private static void take(ByteBuf begun, ByteBuf in, int wanted) {
    int lacking = Math.min(wanted - begun.readableBytes(), in.readableBytes());
    if (lacking > 0) {
      begun.writeBytes(in, lacking);
    }
  }

  private void hold(ByteBuf in) {
    ByteBuf begun = held;
    if (begun == null) {
      begun = alloc.buffer(Math.max(256, in.readableBytes()));
      held = begun;
    }
    begun.writeBytes(in);
  }

  /** The length of the payload of the frame that is there as a whole, or -1. */
  private static int whole(ByteBuf in) throws ConnectionError {
    if (in.readableBytes() < Frame.HEADER_BYTES) {
      return -1;
    }
    int length = length(in);
    return in.readableBytes() < Frame.HEADER_BYTES + length ? -1 : length;
  }

  private static int length(ByteBuf in) throws ConnectionError {
    int length = in.getUnsignedMedium(in.readerIndex());
    if (length > Frame.DEFAULT_MAX_FRAME) {
      throw new ConnectionError(
          ErrorCode.FRAME_SIZE_ERROR,
          "A frame of %d bytes, expected at most %d".formatted(length, Frame.DEFAULT_MAX_FRAME));
    }
    return length;
  }

  private void dispatch(ByteBuf in, int length) throws ConnectionError {
    int at = in.readerIndex();
    int type = in.getUnsignedByte(at + 3);
    int flags = in.getUnsignedByte(at + 4);
    int stream = in.getInt(at + 5) & STREAM_MASK;
    int end = at + Frame.HEADER_BYTES + length;
    in.readerIndex(at + Frame.HEADER_BYTES);
    sink.frame(type, flags, stream, in, length);
    if (sink.open()) {
      in.readerIndex(end);
    }
  }

  /** Takes the frames. */
  interface Sink {
    /** Whether further frames are wanted. */
    boolean open();

    /** A frame whose payload begins at the buffer's reader index. */
    void frame(int type, int flags, int stream, ByteBuf in, int length) throws ConnectionError;
  }
}
