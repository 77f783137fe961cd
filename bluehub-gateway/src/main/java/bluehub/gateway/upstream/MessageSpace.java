package bluehub.gateway.upstream;

import io.netty.buffer.ByteBufAllocator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * Where a message lies while its listener looks at it; one per event loop, as a message is handed
 * on before the next one is read.
 */
final class MessageSpace {
  private static final int INITIAL = 8 * 1024;

  /** What is kept from one message to the next; a rare big one gives its memory back. */
  private static final int KEPT = 256 * 1024;

  private final ByteBufAllocator allocator;
  private final int most;
  private byte[] bytes = new byte[INITIAL];

  /**
   * @param most bytes of one message
   */
  MessageSpace(ByteBufAllocator allocator, int most) {
    this.allocator = allocator;
    this.most = most;
  }

  ByteBufAllocator allocator() {
    return allocator;
  }

  int most() {
    return most;
  }

  /** An array of at least that length, which is used again for the next message. */
  byte[] bytes(int length) {
    if (length > bytes.length) {
      bytes = new byte[Math.max(length, Math.min(2 * bytes.length, KEPT))];
    } else if (bytes.length > KEPT && length <= KEPT) {
      bytes = new byte[KEPT];
    }
    return bytes;
  }

  /** Inflates a message, which may be much larger than it looks. */
  Inflated inflate(byte[] compressed, int length) {
    byte[] plain = new byte[Math.min(most, Math.max(INITIAL, 4 * length))];
    int used = 0;
    try (InputStream gzip =
        new GZIPInputStream(new ByteArrayInputStream(compressed, 0, length), INITIAL)) {
      while (true) {
        int read = gzip.read(plain, used, plain.length - used);
        if (read < 0) {
          return new Inflated.Whole(plain, used);
        }
        used += read;
        if (used == plain.length) {
          if (used == most) {
            return gzip.read() < 0 ? new Inflated.Whole(plain, used) : new Inflated.TooLarge();
          }
          plain = Arrays.copyOf(plain, (int) Math.min(most, 2L * used));
        }
      }
    } catch (IOException e) {
      return new Inflated.Bad();
    }
  }
}
