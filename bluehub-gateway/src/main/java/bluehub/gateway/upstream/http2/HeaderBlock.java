package bluehub.gateway.upstream.http2;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Puts a header block together from HEADERS and CONTINUATION frames, and has it decoded (RFC 9113
 * §4.3). Its bytes and its frames are limited, as a block that never ends would fill the memory.
 */
final class HeaderBlock {
  private static final int INITIAL = 1024;
  private static final int MOST_FRAMES = 64;

  private final HeaderDecoder decoder = new HeaderDecoder();
  private final HeaderList list;
  private final int most;
  private byte[] bytes = new byte[INITIAL];
  private int length;
  private int frames;
  private int stream;
  private boolean endsStream;

  /**
   * @param most bytes of the fields; a longer list is told as such, one that is much longer ends
   *     the connection
   */
  HeaderBlock(int most) {
    this.list = new HeaderList(most);
    this.most = Math.max(2 * most, Frame.DEFAULT_MAX_FRAME);
  }

  /** The stream whose block has begun and not ended, or 0. */
  int stream() {
    return stream;
  }

  boolean endsStream() {
    return endsStream;
  }

  void begin(int id, boolean ends) {
    stream = id;
    endsStream = ends;
    length = 0;
    frames = 0;
  }

  void add(ByteBuf in, int count) throws ConnectionError {
    if (length + count > most || ++frames > MOST_FRAMES) {
      throw new ConnectionError(
          ErrorCode.ENHANCE_YOUR_CALM,
          "A header block of more than %d bytes or %d frames".formatted(most, MOST_FRAMES));
    }
    if (length + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + count, 2 * bytes.length));
    }
    in.readBytes(bytes, length, count);
    length += count;
  }

  /** Decodes the block, which is whole. */
  HeaderList end() throws ConnectionError {
    stream = 0;
    decoder.decode(bytes, length, list);
    return list;
  }
}
