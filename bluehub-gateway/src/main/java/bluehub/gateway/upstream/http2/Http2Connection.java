package bluehub.gateway.upstream.http2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to a server: the last handler of its channel. Opens streams, and ends what has to
 * end (RFC 9113); what comes is read by a {@link FrameReader}, understood by a {@link FrameParser},
 * and done by a {@link Receiver}. Used on its event loop alone.
 *
 * <p>What a stream receives counts against the stream until its reader has consumed it, so a reader
 * that does not read stops its stream. The connection's window is given back at once: one slow
 * stream must not stop the others, and each stream's window bounds the memory.
 */
public final class Http2Connection extends ChannelInboundHandlerAdapter {
  /** What a stream may receive before its reader has read. */
  public static final int STREAM_WINDOW = 256 * 1024;

  static final int CONNECTION_WINDOW = 4 * 1024 * 1024;

  private static final Logger log = LoggerFactory.getLogger(Http2Connection.class);
  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Channel channel;
  private final Events events;
  private final int maxHeaders;
  private final FrameReader reader;
  private final FrameWriter writer;
  private final HeaderEncoder encoder = new HeaderEncoder();
  private final PeerSettings peer = new PeerSettings();
  private final StreamTable streams;
  private final SendQueue queue;
  private final KeepAlive keepAlive;
  private final Pings pings;
  private final boolean secure;

  private boolean settled;
  private boolean leaving;
  private boolean closed;

  /**
   * @param maxHeaders bytes of one header section that the peer may send
   * @param firstId the first stream's number, odd
   * @param pings when the peer is asked whether it is there
   */
  public Http2Connection(
      Channel channel, boolean secure, int maxHeaders, int firstId, Pings pings, Events events) {
    this.channel = channel;
    this.secure = secure;
    this.events = events;
    this.maxHeaders = maxHeaders;
    this.streams = new StreamTable(firstId);
    this.writer = new FrameWriter(channel);
    this.queue = new SendQueue(writer, peer);
    this.pings = pings;
    this.keepAlive = new KeepAlive(this, channel.eventLoop(), writer, pings);
    Receiver receiver = new Receiver(this, streams, peer, encoder, writer, queue);
    FrameParser parser = new FrameParser(new HeaderBlock(maxHeaders), receiver);
    this.reader = new FrameReader(channel.alloc(), parser);
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
    streams.open(stream);
    stream.sendWindow = peer.window();
    stream.receiveWindow = STREAM_WINDOW;
    writer.opened(stream.id);
    boolean ends = stream.ending() && stream.pending() == 0;
    HeadersFrame.write(writer.buffer(), peer.maxFrame(), stream.id, ends, encoder, secure, head);
    if (ends) {
      stream.localEnd = true;
    } else {
      queue.send(stream);
    }
    if (streams.usedUp()) {
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

  boolean open() {
    return !closed;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf in = (ByteBuf) message;
    keepAlive.heard();
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

  /** The peer's SETTINGS are in force, the first ones or others. */
  void settled() {
    if (!settled) {
      settled = true;
      keepAlive.start();
      events.settled(this);
      return;
    }
    for (Http2Stream stream : streams.all()) {
      send(stream);
    }
    events.available(this);
  }

  /** RFC 9113 §6.8: streams beyond the last one that the peer names have not been processed. */
  void leftBy(int last, int code) {
    if (code == ErrorCode.ENHANCE_YOUR_CALM && pings.on()) {
      events.tooLively(this);
    }
    if (!leaving) {
      leaving = true;
      events.leaving(this);
    }
    for (Http2Stream stream : streams.after(last)) {
      if (stream.open) {
        remove(stream);
        stream.ended(Ending.LEFT_OUT, code);
      }
    }
    closeIfDone();
  }

  void drain() {
    for (Http2Stream stream = queue.next(); stream != null; stream = queue.next()) {
      endIfDone(stream);
    }
  }

  /** Nothing came of a PING, nor anything else. */
  void silent() {
    log.debug("{} does not answer", channel.remoteAddress());
    fail(ErrorCode.NO_ERROR, Ending.LOST);
  }

  /** The peer did wrong on one stream (RFC 9113 §5.4.2). */
  void failed(Http2Stream stream, int code, Ending ending) {
    reset(stream, code);
    stream.ended(ending, code);
  }

  void endIfDone(Http2Stream stream) {
    if (stream.open && stream.remoteEnd) {
      if (!stream.localEnd) {
        // The answer is whole, and what is left of the request of no use (RFC 9113 §8.1).
        writer.reset(stream.id, ErrorCode.CANCEL);
      }
      remove(stream);
    }
  }

  void remove(Http2Stream stream) {
    streams.remove(stream);
    queue.forget(stream);
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
    keepAlive.stop();
    reader.release();
    writer.release();
    events.closed(this);
    for (Http2Stream stream : streams.clear()) {
      boolean unsent = ending == Ending.LOST && !writer.sent(stream.id);
      stream.ended(unsent ? Ending.UNSENT : ending, code);
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

    /** The peer, which gets PINGs, has had enough; it leaves next. */
    void tooLively(Http2Connection connection);

    /** No further streams can be opened; those that are open go on. */
    void leaving(Http2Connection connection);

    /** It is gone; its streams are told after this. */
    void closed(Http2Connection connection);
  }
}
