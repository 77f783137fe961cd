package bluehub.gateway.upstream.http2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.collection.IntObjectHashMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to a server: the last handler of its channel. Opens streams, keeps the windows of
 * both directions, and ends what has to end (RFC 9113). Used on its event loop alone.
 *
 * <p>What a stream receives counts against the stream until its reader has consumed it, so a reader
 * that does not read stops its stream. The connection's window is given back at once: one slow
 * stream must not stop the others, and each stream's window bounds the memory.
 */
public final class Http2Connection extends ChannelInboundHandlerAdapter
    implements FrameReader.Sink {
  /** What a stream may receive before its reader has read. */
  public static final int STREAM_WINDOW = 256 * 1024;

  private static final Logger log = LoggerFactory.getLogger(Http2Connection.class);
  private static final int CONNECTION_WINDOW = 4 * 1024 * 1024;
  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  /** Answers to PING and SETTINGS that a peer leaves unread; then it is flooding. */
  private static final int MOST_PENDING = 1024 * 1024;

  private final Channel channel;
  private final Events events;
  private final int maxHeaders;
  private final FrameReader reader;
  private final FrameWriter writer;
  private final HeaderBlock block;
  private final HeaderEncoder encoder = new HeaderEncoder();
  private final PeerSettings peer = new PeerSettings();
  private final IntObjectHashMap<Http2Stream> streams = new IntObjectHashMap<>();
  private final SendQueue queue;
  private final boolean secure;

  private int nextId;
  private int received;
  private boolean settled;
  private boolean leaving;
  private boolean closed;

  /**
   * @param maxHeaders bytes of one header section that the peer may send
   * @param firstId the first stream's number, odd
   */
  public Http2Connection(
      Channel channel, boolean secure, int maxHeaders, int firstId, Events events) {
    this.channel = channel;
    this.secure = secure;
    this.events = events;
    this.maxHeaders = maxHeaders;
    this.nextId = firstId;
    this.reader = new FrameReader(channel.alloc(), this);
    this.writer = new FrameWriter(channel);
    this.block = new HeaderBlock(maxHeaders);
    this.queue = new SendQueue(writer, peer);
  }

  /** Speaks first (RFC 9113 §3.4); to be called when the channel can be written to. */
  public void begin() {
    ByteBuf out = writer.buffer();
    out.writeBytes(PREFACE);
    FrameWriter.header(out, 4 * 6, Frame.SETTINGS, 0, 0);
    setting(out, Frame.ENABLE_PUSH, 0);
    setting(out, Frame.MAX_CONCURRENT_STREAMS, 0);
    setting(out, Frame.INITIAL_WINDOW_SIZE, STREAM_WINDOW);
    setting(out, Frame.MAX_HEADER_LIST_SIZE, maxHeaders);
    writer.windowUpdate(0, CONNECTION_WINDOW - Frame.DEFAULT_WINDOW);
    writer.flush();
  }

  private static void setting(ByteBuf out, int name, int value) {
    out.writeShort(name).writeInt(value);
  }

  /** Whether a further stream can be opened now. */
  public boolean available() {
    return settled && !leaving && streams.size() < peer.maxStreams();
  }

  /** Whether streams can be opened, now or when others have ended. */
  public boolean usable() {
    return settled && !leaving;
  }

  /** Streams that are open. */
  public int size() {
    return streams.size();
  }

  /**
   * Opens a stream, and sends what waits in it.
   *
   * @param head writes the header section
   */
  public void open(Http2Stream stream, Head head) {
    int id = nextId;
    nextId += 2;
    stream.id = id;
    stream.open = true;
    stream.sendWindow = peer.window();
    stream.receiveWindow = STREAM_WINDOW;
    streams.put(id, stream);
    writer.opened(id);
    boolean ends = stream.ending() && stream.pending() == 0;
    HeadersFrame.write(writer.buffer(), peer.maxFrame(), id, ends, encoder, secure, head);
    if (ends) {
      stream.localEnd = true;
    } else {
      queue.send(stream);
    }
    if (nextId < 0) {
      // RFC 9113 §5.1.1: the numbers are used up.
      leave();
    }
  }

  /** There is more to send, or an end. */
  public void send(Http2Stream stream) {
    if (stream.open) {
      queue.send(stream);
      endIfDone(stream);
    }
  }

  /** So many bytes of a stream were read, and the peer may send as many more. */
  public void consumed(Http2Stream stream, int bytes) {
    stream.consumed += bytes;
    if (stream.consumed >= STREAM_WINDOW / 2 && stream.open && !stream.remoteEnd) {
      stream.receiveWindow += stream.consumed;
      writer.windowUpdate(stream.id, stream.consumed);
      stream.consumed = 0;
    }
  }

  /** Gives a stream up; it is told nothing further. */
  public void reset(Http2Stream stream, int code) {
    if (stream.open) {
      // One that both sides have ended is over.
      if (!stream.remoteEnd || !stream.localEnd) {
        writer.reset(stream.id, code);
      }
      remove(stream);
    }
  }

  /** Opens no further streams, and closes when the last one has ended. */
  public void leave() {
    if (!leaving) {
      leaving = true;
      events.leaving(this);
    }
    closeIfDone();
  }

  /** Ends now, and with it all streams. */
  public void close() {
    fail(ErrorCode.NO_ERROR, Ending.LOST);
  }

  @Override
  public boolean open() {
    return !closed;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf in = (ByteBuf) message;
    try {
      reader.read(in);
    } catch (ConnectionError e) {
      log.debug("{} broke HTTP/2: {}", channel.remoteAddress(), e.getMessage());
      fail(e.code(), Ending.VIOLATION);
    } finally {
      in.release();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (channel.isWritable() && !closed) {
      drain();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    end(ErrorCode.NO_ERROR, Ending.LOST);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    // What TLS finds wrong comes as the cause of another.
    if (cause instanceof IOException || cause.getCause() instanceof IOException) {
      log.debug("A connection to {} was lost", channel.remoteAddress(), cause);
    } else {
      log.error("A connection to {} failed", channel.remoteAddress(), cause);
    }
    end(ErrorCode.NO_ERROR, Ending.LOST);
    var _ = channel.close();
  }

  @Override
  public void frame(int type, int flags, int id, ByteBuf in, int length) throws ConnectionError {
    if (!settled && (type != Frame.SETTINGS || (flags & Frame.ACK) != 0)) {
      throw violation("A frame of type " + type + " before SETTINGS");
    }
    if (block.stream() != 0 && (type != Frame.CONTINUATION || id != block.stream())) {
      throw violation("A frame of type " + type + " within a header block");
    }
    switch (type) {
      case Frame.DATA -> data(flags, id, in, length);
      case Frame.HEADERS -> headers(flags, id, in, length);
      case Frame.CONTINUATION -> continuation(flags, id, in, length);
      case Frame.RST_STREAM -> resetByPeer(id, in, length);
      case Frame.SETTINGS -> settings(flags, id, in, length);
      case Frame.PING -> ping(flags, id, in, length);
      case Frame.GOAWAY -> goAway(id, in, length);
      case Frame.WINDOW_UPDATE -> windowUpdate(id, in, length);
      case Frame.PUSH_PROMISE -> throw violation("A push, which was forbidden");
      case Frame.PRIORITY -> expect(length == 5, ErrorCode.FRAME_SIZE_ERROR, "A bad PRIORITY");
      default -> {
        // RFC 9113 §4.1: unknown types are ignored.
      }
    }
  }

  private void data(int flags, int id, ByteBuf in, int length) throws ConnectionError {
    checkId(id);
    int padding = padding(flags, in, length);
    int content = length - padding;
    received += length;
    if (received >= CONNECTION_WINDOW / 2) {
      writer.windowUpdate(0, received);
      received = 0;
    }
    Http2Stream stream = streams.get(id);
    if (stream == null) {
      return;
    }
    if (stream.remoteEnd) {
      failed(stream, ErrorCode.STREAM_CLOSED, Ending.VIOLATION);
      return;
    }
    stream.receiveWindow -= length;
    if (stream.receiveWindow < 0) {
      failed(stream, ErrorCode.FLOW_CONTROL_ERROR, Ending.VIOLATION);
      return;
    }
    boolean last = (flags & Frame.END_STREAM) != 0;
    stream.remoteEnd = last;
    stream.data(in, content, last);
    if (padding > 0) {
      consumed(stream, padding);
    }
    endIfDone(stream);
  }

  private void headers(int flags, int id, ByteBuf in, int length) throws ConnectionError {
    checkId(id);
    int padding = padding(flags, in, length);
    int content = length - padding;
    if ((flags & Frame.HAS_PRIORITY) != 0) {
      expect(content >= 5, ErrorCode.FRAME_SIZE_ERROR, "HEADERS shorter than their priority");
      in.skipBytes(5);
      content -= 5;
    }
    block.begin(id, (flags & Frame.END_STREAM) != 0);
    block.add(in, content);
    if ((flags & Frame.END_HEADERS) != 0) {
      headersEnd(id);
    }
  }

  private void continuation(int flags, int id, ByteBuf in, int length) throws ConnectionError {
    expect(block.stream() != 0, ErrorCode.PROTOCOL_ERROR, "A CONTINUATION of nothing");
    block.add(in, length);
    if ((flags & Frame.END_HEADERS) != 0) {
      headersEnd(id);
    }
  }

  private void headersEnd(int id) throws ConnectionError {
    boolean last = block.endsStream();
    // Also for a stream that is gone: the peer's table has changed by it.
    HeaderList fields = block.end();
    Http2Stream stream = streams.get(id);
    if (stream == null) {
      return;
    }
    if (stream.remoteEnd) {
      failed(stream, ErrorCode.STREAM_CLOSED, Ending.VIOLATION);
    } else if (fields.tooLarge()) {
      failed(stream, ErrorCode.CANCEL, Ending.TOO_LARGE);
    } else if (fields.malformed()) {
      failed(stream, ErrorCode.PROTOCOL_ERROR, Ending.VIOLATION);
    } else {
      stream.remoteEnd = last;
      stream.headers(fields, last);
      endIfDone(stream);
    }
  }

  private void resetByPeer(int id, ByteBuf in, int length) throws ConnectionError {
    checkId(id);
    expect(length == 4, ErrorCode.FRAME_SIZE_ERROR, "A RST_STREAM of %d bytes", length);
    Http2Stream stream = streams.get(id);
    if (stream != null) {
      int code = in.readInt();
      remove(stream);
      stream.ended(Ending.RESET, code);
    }
  }

  private void settings(int flags, int id, ByteBuf in, int length) throws ConnectionError {
    expect(id == 0, ErrorCode.PROTOCOL_ERROR, "SETTINGS of stream %d", id);
    if ((flags & Frame.ACK) != 0) {
      expect(length == 0, ErrorCode.FRAME_SIZE_ERROR, "A SETTINGS ACK of %d bytes", length);
      return;
    }
    int window = peer.window();
    int table = peer.tableSize();
    peer.read(in, length);
    if (peer.tableSize() != table) {
      encoder.tableSize(peer.tableSize());
    }
    writer.settingsAck();
    checkFlood();
    int change = peer.window() - window;
    if (change != 0) {
      // RFC 9113 §6.9.2: it changes the windows of the streams that are open, too.
      for (Http2Stream stream : streams.values()) {
        long next = (long) stream.sendWindow + change;
        expect(next <= Integer.MAX_VALUE, ErrorCode.FLOW_CONTROL_ERROR, "Too large a window");
        stream.sendWindow = (int) next;
      }
    }
    if (!settled) {
      settled = true;
      events.settled(this);
    } else {
      for (Http2Stream stream : List.copyOf(streams.values())) {
        send(stream);
      }
      events.available(this);
    }
  }

  private void ping(int flags, int id, ByteBuf in, int length) throws ConnectionError {
    expect(id == 0, ErrorCode.PROTOCOL_ERROR, "A PING of stream %d", id);
    expect(length == 8, ErrorCode.FRAME_SIZE_ERROR, "A PING of %d bytes", length);
    if ((flags & Frame.ACK) == 0) {
      writer.pingAck(in.readLong());
      checkFlood();
    }
  }

  private void checkFlood() throws ConnectionError {
    if (!writer.takes()) {
      expect(writer.pending() < MOST_PENDING, ErrorCode.ENHANCE_YOUR_CALM, "A flood");
    }
  }

  /** RFC 9113 §6.8: streams beyond the last one that the peer names have not been processed. */
  private void goAway(int id, ByteBuf in, int length) throws ConnectionError {
    expect(id == 0, ErrorCode.PROTOCOL_ERROR, "A GOAWAY of stream %d", id);
    expect(length >= 8, ErrorCode.FRAME_SIZE_ERROR, "A GOAWAY of %d bytes", length);
    int last = in.readInt() & Integer.MAX_VALUE;
    int code = in.readInt();
    if (!leaving) {
      leaving = true;
      events.leaving(this);
    }
    List<Http2Stream> left = new ArrayList<>();
    for (Http2Stream stream : streams.values()) {
      if (stream.id > last) {
        left.add(stream);
      }
    }
    for (Http2Stream stream : left) {
      if (stream.open) {
        remove(stream);
        stream.ended(Ending.LEFT_OUT, code);
      }
    }
    closeIfDone();
  }

  private void windowUpdate(int id, ByteBuf in, int length) throws ConnectionError {
    expect(length == 4, ErrorCode.FRAME_SIZE_ERROR, "A WINDOW_UPDATE of %d bytes", length);
    int bytes = in.readInt() & Integer.MAX_VALUE;
    if (id == 0) {
      expect(bytes > 0, ErrorCode.PROTOCOL_ERROR, "A WINDOW_UPDATE of nothing");
      expect(queue.grow(bytes), ErrorCode.FLOW_CONTROL_ERROR, "Too large a window");
      drain();
      return;
    }
    checkId(id);
    Http2Stream stream = streams.get(id);
    if (stream == null) {
      return;
    }
    if (bytes == 0) {
      failed(stream, ErrorCode.PROTOCOL_ERROR, Ending.VIOLATION);
    } else if ((long) stream.sendWindow + bytes > Integer.MAX_VALUE) {
      failed(stream, ErrorCode.FLOW_CONTROL_ERROR, Ending.VIOLATION);
    } else {
      stream.sendWindow += bytes;
      send(stream);
    }
  }

  private void drain() {
    for (Http2Stream stream = queue.next(); stream != null; stream = queue.next()) {
      endIfDone(stream);
    }
  }

  /**
   * The length of the padding with its length (RFC 9113 §6.1); the reader goes behind the latter.
   */
  private static int padding(int flags, ByteBuf in, int length) throws ConnectionError {
    if ((flags & Frame.PADDED) == 0) {
      return 0;
    }
    expect(length >= 1, ErrorCode.FRAME_SIZE_ERROR, "A padded frame without a byte");
    int padding = in.readUnsignedByte() + 1;
    expect(padding <= length, ErrorCode.PROTOCOL_ERROR, "More padding than frame");
    return padding;
  }

  /** RFC 9113 §5.1: nothing comes on a stream that was not opened. */
  private void checkId(int id) throws ConnectionError {
    boolean ours = (id & 1) == 1 && (nextId < 0 || id < nextId);
    expect(ours, ErrorCode.PROTOCOL_ERROR, "A frame of stream %d, which is not open", id);
  }

  /** The peer did wrong on one stream (RFC 9113 §5.4.2). */
  private void failed(Http2Stream stream, int code, Ending ending) {
    reset(stream, code);
    stream.ended(ending, code);
  }

  private void endIfDone(Http2Stream stream) {
    if (stream.open && stream.remoteEnd) {
      if (!stream.localEnd) {
        // The answer is whole, and what is left of the request of no use (RFC 9113 §8.1).
        writer.reset(stream.id, ErrorCode.CANCEL);
      }
      remove(stream);
    }
  }

  private void remove(Http2Stream stream) {
    stream.open = false;
    streams.remove(stream.id);
    if (leaving) {
      closeIfDone();
    } else if (settled) {
      events.available(this);
    }
  }

  private void closeIfDone() {
    if (leaving && streams.isEmpty() && !closed) {
      fail(ErrorCode.NO_ERROR, Ending.LOST);
    }
  }

  /** Says farewell, and closes. */
  private void fail(int code, Ending ending) {
    if (!closed) {
      writer.goAway(code);
      writer.flush();
      end(code, ending);
      var _ = channel.close();
    }
  }

  private void end(int code, Ending ending) {
    if (closed) {
      return;
    }
    closed = true;
    leaving = true;
    reader.release();
    writer.release();
    events.closed(this);
    List<Http2Stream> left = new ArrayList<>(streams.values());
    streams.clear();
    for (Http2Stream stream : left) {
      stream.open = false;
    }
    for (Http2Stream stream : left) {
      boolean unsent = ending == Ending.LOST && !writer.sent(stream.id);
      stream.ended(unsent ? Ending.UNSENT : ending, code);
    }
  }

  private static ConnectionError violation(String message) {
    return new ConnectionError(ErrorCode.PROTOCOL_ERROR, message);
  }

  private static void expect(boolean right, int code, String message) throws ConnectionError {
    if (!right) {
      throw new ConnectionError(code, message);
    }
  }

  private static void expect(boolean right, int code, String message, int found)
      throws ConnectionError {
    if (!right) {
      throw new ConnectionError(code, message.formatted(found));
    }
  }

  /** Writes the fields of a request's head, behind its method and scheme. */
  public interface Head {
    void write(ByteBuf out, HeaderEncoder encoder);
  }

  /** What happens to a connection as a whole. */
  public interface Events {
    /** The peer's first SETTINGS came: streams can be opened. */
    void settled(Http2Connection connection);

    /** A stream has ended, or SETTINGS have changed: perhaps one more can be opened. */
    void available(Http2Connection connection);

    /** No further streams can be opened; those that are open go on. */
    void leaving(Http2Connection connection);

    /** It is gone; its streams are told after this. */
    void closed(Http2Connection connection);
  }
}
