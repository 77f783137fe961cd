package bluehub.gateway.upstream.http2;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Sends the content of streams within the windows of both levels (RFC 9113 §5.2), and while the
 * socket takes it. Streams that wait for the connection take turns, a frame each.
 */
final class SendQueue {
  private final FrameWriter writer;
  private final PeerSettings peer;
  private final ArrayDeque<Http2Stream> waiting = new ArrayDeque<>();
  private int window = Frame.DEFAULT_WINDOW;

  SendQueue(FrameWriter writer, PeerSettings peer) {
    this.writer = writer;
    this.peer = peer;
  }

  /** Adds to the connection's window; false where it is too large then. */
  boolean grow(int bytes) {
    long next = (long) window + bytes;
    window = (int) next;
    return next <= Integer.MAX_VALUE;
  }

  /**
   * Sends what can be sent of a stream; where the connection is the reason, the rest waits here.
   */
  void send(Http2Stream stream) {
    boolean some = false;
    while (stream.open && !stream.queued && unfinished(stream)) {
      if (!frame(stream)) {
        break;
      }
      some = true;
    }
    if (some && stream.open) {
      stream.drained();
    }
  }

  /** Sends one frame of the stream whose turn it is; null where none can be sent. */
  @Nullable Http2Stream next() {
    while (window > 0 && writer.takes()) {
      Http2Stream stream = waiting.poll();
      if (stream == null) {
        return null;
      }
      stream.queued = false;
      if (stream.open && unfinished(stream) && frame(stream)) {
        if (stream.pending() > 0 && stream.sendWindow > 0) {
          await(stream);
        }
        stream.drained();
        return stream;
      }
    }
    return null;
  }

  /** A stream is over: nothing of it is sent, nor kept, any more. */
  void forget(Http2Stream stream) {
    if (stream.queued) {
      stream.queued = false;
      waiting.remove(stream);
    }
  }

  private static boolean unfinished(Http2Stream stream) {
    return stream.pending() > 0 || (stream.ending() && !stream.localEnd);
  }

  private boolean frame(Http2Stream stream) {
    int pending = stream.pending();
    int bytes = Math.min(pending, peer.maxFrame());
    if (pending > 0) {
      if (stream.sendWindow <= 0) {
        return false;
      }
      if (window <= 0 || !writer.takes()) {
        await(stream);
        return false;
      }
      bytes = Math.min(bytes, Math.min(window, stream.sendWindow));
    }
    boolean last = bytes == pending && stream.ending();
    ByteBuf out = writer.buffer();
    FrameWriter.header(out, bytes, Frame.DATA, last ? Frame.END_STREAM : 0, stream.id);
    if (bytes > 0) {
      stream.drain(out, bytes);
      window -= bytes;
      stream.sendWindow -= bytes;
    }
    stream.localEnd = last;
    return true;
  }

  private void await(Http2Stream stream) {
    if (!stream.queued) {
      stream.queued = true;
      waiting.add(stream);
    }
  }
}
