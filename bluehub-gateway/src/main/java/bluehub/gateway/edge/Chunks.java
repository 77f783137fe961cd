package bluehub.gateway.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** Pieces of a body in the chunked coding (RFC 9112 §7.1). */
final class Chunks {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LAST = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  /** {@code "0" CRLF}, which the trailers follow. */
  private static final int LAST_CHUNK = 3;

  /** Eight digits, and twice CRLF. */
  private static final int MAX_OVERHEAD = 12;

  private Chunks() {}

  /** {@code chunk-size CRLF chunk-data CRLF}; a size of zero would be the last chunk. */
  static ByteBuf chunk(ByteBufAllocator alloc, byte[] bytes, int offset, int length) {
    ByteBuf chunk = alloc.ioBuffer(length + MAX_OVERHEAD);
    int digits = (35 - Integer.numberOfLeadingZeros(length)) / 4;
    for (int i = digits - 1; i >= 0; i--) {
      chunk.writeByte(HEX[(length >>> (4 * i)) & 0xf]);
    }
    return chunk
        .writeByte('\r')
        .writeByte('\n')
        .writeBytes(bytes, offset, length)
        .writeByte('\r')
        .writeByte('\n');
  }

  /** {@code last-chunk trailer-section CRLF}, without trailers. */
  static ByteBuf last() {
    return Unpooled.wrappedBuffer(LAST);
  }

  /**
   * {@code last-chunk trailer-section CRLF}.
   *
   * @param trailers {@code *( field-line CRLF )}, ASCII
   */
  static ByteBuf last(ByteBufAllocator alloc, CharSequence trailers) {
    ByteBuf last = alloc.ioBuffer(trailers.length() + LAST.length);
    last.writeBytes(LAST, 0, LAST_CHUNK);
    last.writeCharSequence(trailers, StandardCharsets.US_ASCII);
    return last.writeByte('\r').writeByte('\n');
  }
}
