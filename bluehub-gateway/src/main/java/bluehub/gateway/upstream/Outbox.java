package bluehub.gateway.upstream;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Request messages that wait to be sent, as the bytes that go out: each behind its prefix (gRPC
 * over HTTP/2, {@code Length-Prefixed-Message}), never compressed.
 */
final class Outbox {
  private static final int PREFIX = 5;

  private byte @Nullable [] current;
  private @Nullable ArrayDeque<byte[]> more;

  /** Where in the current message's prefix and bytes. */
  private int at;

  private int pending;
  private boolean ending;

  void add(byte[] message) {
    pending += PREFIX + message.length;
    if (current == null) {
      current = message;
      at = 0;
      return;
    }
    ArrayDeque<byte[]> queue = more;
    if (queue == null) {
      queue = new ArrayDeque<>();
      more = queue;
    }
    queue.add(message);
  }

  void end() {
    ending = true;
  }

  /** Bytes that wait, prefixes included. */
  int pending() {
    return pending;
  }

  /** Whether no further message comes. */
  boolean ending() {
    return ending;
  }

  /** Puts back a request's only message, to be sent once more. */
  void restore(byte @Nullable [] message) {
    current = null;
    pending = 0;
    if (message != null) {
      add(message);
    }
  }

  /** Writes the next bytes, of one message or of several. */
  void drain(ByteBuf out, int bytes) {
    pending -= bytes;
    int left = bytes;
    while (left > 0) {
      byte[] message = current;
      if (message == null) {
        throw new IllegalStateException("More was to be sent than there is");
      }
      left -= write(out, message, left);
      if (at == PREFIX + message.length) {
        ArrayDeque<byte[]> queue = more;
        current = queue == null ? null : queue.poll();
        at = 0;
      }
    }
  }

  private int write(ByteBuf out, byte[] message, int most) {
    if (at == 0 && most >= PREFIX) {
      out.writeByte(0);
      out.writeInt(message.length);
      at = PREFIX;
      return PREFIX;
    }
    if (at < PREFIX) {
      int shift = (PREFIX - 1 - at) * Byte.SIZE;
      out.writeByte(at == 0 ? 0 : message.length >>> shift);
      at++;
      return 1;
    }
    int count = Math.min(most, message.length - (at - PREFIX));
    out.writeBytes(message, at - PREFIX, count);
    at += count;
    return count;
  }
}
