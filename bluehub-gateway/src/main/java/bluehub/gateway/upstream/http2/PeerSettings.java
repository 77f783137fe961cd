package bluehub.gateway.upstream.http2;

import io.netty.buffer.ByteBuf;

/** What the peer wants of us (RFC 9113 §6.5.2), as its last SETTINGS frame has left it. */
final class PeerSettings {
  private static final int ENTRY = 6;

  private long maxStreams = Long.MAX_VALUE;
  private int window = Frame.DEFAULT_WINDOW;
  private int maxFrame = Frame.DEFAULT_MAX_FRAME;
  private int tableSize = Frame.DEFAULT_TABLE;
  private boolean tableResized;

  long maxStreams() {
    return maxStreams;
  }

  int window() {
    return window;
  }

  int maxFrame() {
    return maxFrame;
  }

  int tableSize() {
    return tableSize;
  }

  /** Whether the last frame has changed the table's size, if only for a moment. */
  boolean tableResized() {
    return tableResized;
  }

  void read(ByteBuf in, int length) throws ConnectionError {
    if (length % ENTRY != 0) {
      throw new ConnectionError(ErrorCode.FRAME_SIZE_ERROR, "SETTINGS of " + length + " bytes");
    }
    tableResized = false;
    for (int left = length; left > 0; left -= ENTRY) {
      set(in.readUnsignedShort(), in.readUnsignedInt());
    }
  }

  private void set(int name, long value) throws ConnectionError {
    switch (name) {
      case Frame.HEADER_TABLE_SIZE -> {
        int size = (int) Math.min(value, Integer.MAX_VALUE);
        tableResized |= size != tableSize;
        tableSize = size;
      }
      case Frame.ENABLE_PUSH -> check(value == 0, ErrorCode.PROTOCOL_ERROR, name, value);
      case Frame.MAX_CONCURRENT_STREAMS -> maxStreams = value;
      case Frame.INITIAL_WINDOW_SIZE -> {
        check(value <= Integer.MAX_VALUE, ErrorCode.FLOW_CONTROL_ERROR, name, value);
        window = (int) value;
      }
      case Frame.MAX_FRAME_SIZE -> {
        boolean fits = value >= Frame.DEFAULT_MAX_FRAME && value <= Frame.LARGEST_MAX_FRAME;
        check(fits, ErrorCode.PROTOCOL_ERROR, name, value);
        maxFrame = (int) value;
      }
      default -> {
        // RFC 9113 §6.5.2: unknown ones are ignored; the peer's header list limit is advice.
      }
    }
  }

  private static void check(boolean right, int code, int name, long value) throws ConnectionError {
    if (!right) {
      throw new ConnectionError(code, "SETTINGS with %d = %d".formatted(name, value));
    }
  }
}
