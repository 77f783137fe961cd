package bluehub.gateway.upstream.http2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the frames that a turn of the event loop makes, and gives them to the socket at once when
 * its tasks run: one system call for the requests of all clients that were read in that turn. The
 * buffer is used again.
 */
final class FrameWriter implements Runnable {
  private static final int INITIAL = 4 * 1024;

  /** What is handed to the channel before the flush, so that the buffer stays small. */
  private static final int LARGE = 64 * 1024;

  private static final int KEPT = 128 * 1024;

  private final Channel channel;
  private @Nullable ByteBuf out;
  private boolean scheduled;
  private boolean closed;

  /** The last stream whose head is in the buffer, or was given to the channel. */
  private int opened;

  /** The last stream whose head the operating system has taken. */
  private int sent;

  FrameWriter(Channel channel) {
    this.channel = channel;
  }

  /** Where the next frame is written; it is sent soon. */
  ByteBuf buffer() {
    ByteBuf buffer = out;
    if (buffer == null) {
      buffer = channel.alloc().directBuffer(INITIAL);
      out = buffer;
    } else if (buffer.readableBytes() >= LARGE) {
      ByteBuf full = buffer;
      buffer = channel.alloc().directBuffer(LARGE);
      out = buffer;
      var _ = channel.write(full, channel.voidPromise());
    }
    if (!scheduled) {
      scheduled = true;
      channel.eventLoop().execute(this);
    }
    return buffer;
  }

  /** Whether the socket takes DATA; frames that are short and few go regardless. */
  boolean takes() {
    return channel.isWritable();
  }

  /** What was written and has not left. */
  long pending() {
    ChannelOutboundBuffer queue = channel.unsafe().outboundBuffer();
    ByteBuf buffer = out;
    return (queue == null ? 0 : queue.totalPendingWriteBytes())
        + (buffer == null ? 0 : buffer.readableBytes());
  }

  /** Notes that the head of that stream was written. */
  void opened(int stream) {
    opened = stream;
  }

  /** Whether the operating system has taken the stream's head; before that no server saw it. */
  boolean sent(int stream) {
    return stream <= sent;
  }

  /** Writes a frame's header, and leaves its payload to the caller. */
  static void header(ByteBuf buffer, int length, int type, int flags, int stream) {
    buffer.writeMedium(length);
    buffer.writeByte(type);
    buffer.writeByte(flags);
    buffer.writeInt(stream);
  }

  void settingsAck() {
    header(buffer(), 0, Frame.SETTINGS, Frame.ACK, 0);
  }

  /** Its data says nothing, as there is one at a time. */
  void ping() {
    ByteBuf buffer = buffer();
    header(buffer, Long.BYTES, Frame.PING, 0, 0);
    buffer.writeLong(0);
  }

  void pingAck(long data) {
    ByteBuf buffer = buffer();
    header(buffer, Long.BYTES, Frame.PING, Frame.ACK, 0);
    buffer.writeLong(data);
  }

  void windowUpdate(int stream, int bytes) {
    ByteBuf buffer = buffer();
    header(buffer, Integer.BYTES, Frame.WINDOW_UPDATE, 0, stream);
    buffer.writeInt(bytes);
  }

  void reset(int stream, int code) {
    ByteBuf buffer = buffer();
    header(buffer, Integer.BYTES, Frame.RST_STREAM, 0, stream);
    buffer.writeInt(code);
  }

  /** Names stream 0, as a server opens none here. */
  void goAway(int code) {
    ByteBuf buffer = buffer();
    header(buffer, 2 * Integer.BYTES, Frame.GOAWAY, 0, 0);
    buffer.writeInt(0);
    buffer.writeInt(code);
  }

  @Override
  public void run() {
    scheduled = false;
    flush();
  }

  void flush() {
    ByteBuf buffer = out;
    if (buffer == null || !buffer.isReadable()) {
      return;
    }
    int last = opened;
    // Kept, to be filled again if the socket takes all of it now. Out of reach meanwhile: what a
    // socket takes can make the channel writable, and that leads to further frames.
    out = null;
    var _ = channel.writeAndFlush(buffer.retain(), channel.voidPromise());
    if (!closed && out == null && buffer.refCnt() == 1 && buffer.capacity() <= KEPT) {
      out = buffer.clear();
    } else {
      buffer.release();
    }
    note(last);
  }

  private void note(int last) {
    if (sent == last) {
      return;
    }
    ChannelOutboundBuffer queue = channel.unsafe().outboundBuffer();
    if (queue == null) {
      return;
    }
    if (queue.isEmpty()) {
      sent = last;
    } else {
      var _ =
          channel
              .writeAndFlush(Unpooled.EMPTY_BUFFER)
              .addListener(
                  written -> {
                    if (written.isSuccess()) {
                      sent = Math.max(sent, last);
                    }
                  });
    }
  }

  /** Ends the use of its buffer; perhaps while that is being written, and the channel fails. */
  void release() {
    closed = true;
    ByteBuf buffer = out;
    if (buffer != null) {
      out = null;
      buffer.release();
    }
  }
}
