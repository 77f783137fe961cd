package bluehub.gateway.upstream.http2;

import io.netty.buffer.ByteBuf;

/**
 * Reads the frames of a peer (RFC 9113 §6), checks their form, and tells what they say: padding and
 * priorities are gone, and header blocks are whole and decoded.
 */
final class FrameParser implements FrameReader.Sink {
  private static final int PRIORITY_BYTES = 5;
  private static final int LEAST_GO_AWAY = 8;

  private final HeaderBlock block;
  private final Sink sink;

  /** RFC 9113 §3.4: the first frame is one of SETTINGS. */
  private boolean begun;

  FrameParser(HeaderBlock block, Sink sink) {
    this.block = block;
    this.sink = sink;
  }

  @Override
  public boolean open() {
    return sink.open();
  }

  @Override
  public void frame(int type, int flags, int id, ByteBuf in, int length) throws ConnectionError {
    if (!begun) {
      expect(type == Frame.SETTINGS && (flags & Frame.ACK) == 0, "No SETTINGS, but type %d", type);
      begun = true;
    }
    if (block.stream() != 0) {
      boolean goesOn = type == Frame.CONTINUATION && id == block.stream();
      expect(goesOn, "A frame of type %d within a header block", type);
    }
    switch (type) {
      case Frame.DATA -> data(flags, id, in, length);
      case Frame.HEADERS -> headers(flags, id, in, length);
      case Frame.CONTINUATION -> continuation(flags, id, in, length);
      case Frame.RST_STREAM -> {
        expectSize(length == Integer.BYTES, type, length);
        sink.reset(ofStream(type, id), in.readInt());
      }
      case Frame.SETTINGS -> settings(flags, id, in, length);
      case Frame.PING -> {
        expect(id == 0, "A PING of stream %d", id);
        expectSize(length == Long.BYTES, type, length);
        sink.ping((flags & Frame.ACK) != 0, in.readLong());
      }
      case Frame.GOAWAY -> {
        expect(id == 0, "A GOAWAY of stream %d", id);
        expectSize(length >= LEAST_GO_AWAY, type, length);
        sink.goAway(in.readInt() & Integer.MAX_VALUE, in.readInt());
      }
      case Frame.WINDOW_UPDATE -> {
        expectSize(length == Integer.BYTES, type, length);
        sink.windowUpdate(id, in.readInt() & Integer.MAX_VALUE);
      }
      case Frame.PUSH_PROMISE -> expect(false, "A push on stream %d, which was forbidden", id);
      case Frame.PRIORITY -> {
        int _ = ofStream(type, id);
        expectSize(length == PRIORITY_BYTES, type, length);
      }
      default -> {
        // RFC 9113 §4.1: unknown types are ignored.
      }
    }
  }

  private void data(int flags, int id, ByteBuf in, int length) throws ConnectionError {
    int padding = padding(flags, in, length);
    boolean last = (flags & Frame.END_STREAM) != 0;
    sink.data(ofStream(Frame.DATA, id), in, length - padding, padding, last);
  }

  private void headers(int flags, int id, ByteBuf in, int length) throws ConnectionError {
    int stream = ofStream(Frame.HEADERS, id);
    int content = length - padding(flags, in, length);
    if ((flags & Frame.HAS_PRIORITY) != 0) {
      expectSize(content >= PRIORITY_BYTES, Frame.HEADERS, length);
      in.skipBytes(PRIORITY_BYTES);
      content -= PRIORITY_BYTES;
    }
    block.begin(stream, (flags & Frame.END_STREAM) != 0);
    block.add(in, content);
    endBlock(flags, stream);
  }

  private void continuation(int flags, int id, ByteBuf in, int length) throws ConnectionError {
    expect(block.stream() != 0, "A CONTINUATION of nothing on stream %d", id);
    block.add(in, length);
    endBlock(flags, id);
  }

  private void endBlock(int flags, int id) throws ConnectionError {
    if ((flags & Frame.END_HEADERS) != 0) {
      boolean last = block.endsStream();
      // Also for a stream that is gone: the peer's table has changed by it.
      sink.headers(id, block.end(), last);
    }
  }

  private void settings(int flags, int id, ByteBuf in, int length) throws ConnectionError {
    expect(id == 0, "SETTINGS of stream %d", id);
    if ((flags & Frame.ACK) != 0) {
      expectSize(length == 0, Frame.SETTINGS, length);
    } else {
      sink.settings(in, length);
    }
  }

  /**
   * The length of the padding with its length (RFC 9113 §6.1); the reader goes behind the latter.
   */
  private static int padding(int flags, ByteBuf in, int length) throws ConnectionError {
    if ((flags & Frame.PADDED) == 0) {
      return 0;
    }
    if (length == 0) {
      throw new ConnectionError(ErrorCode.FRAME_SIZE_ERROR, "A padded frame without a byte");
    }
    int padding = in.readUnsignedByte() + 1;
    expect(padding <= length, "More padding than frame: %d bytes", padding);
    return padding;
  }

  private static int ofStream(int type, int id) throws ConnectionError {
    expect(id != 0, "A frame of type %d of no stream", type);
    return id;
  }

  private static void expect(boolean right, String message, int found) throws ConnectionError {
    if (!right) {
      throw new ConnectionError(ErrorCode.PROTOCOL_ERROR, message.formatted(found));
    }
  }

  private static void expectSize(boolean right, int type, int length) throws ConnectionError {
    if (!right) {
      throw new ConnectionError(
          ErrorCode.FRAME_SIZE_ERROR, "A frame of type %d of %d bytes".formatted(type, length));
    }
  }

  /** What a peer says. */
  interface Sink {
    /** Whether further frames are wanted. */
    boolean open();

    /**
     * Content from the buffer's reader index on.
     *
     * @param padding what counts against the windows besides it
     */
    void data(int id, ByteBuf in, int length, int padding, boolean last) throws ConnectionError;

    /** A header section, which is valid until this returns. */
    void headers(int id, HeaderList fields, boolean last) throws ConnectionError;

    void reset(int id, int code) throws ConnectionError;

    /** SETTINGS from the buffer's reader index on. */
    void settings(ByteBuf in, int length) throws ConnectionError;

    void ping(boolean answer, long data) throws ConnectionError;

    void goAway(int last, int code);

    /** So many more bytes may be sent; on stream 0 for the connection as a whole. */
    void windowUpdate(int id, int bytes) throws ConnectionError;
  }
}
