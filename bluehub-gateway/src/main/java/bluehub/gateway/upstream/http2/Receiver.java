package bluehub.gateway.upstream.http2;

import io.netty.buffer.ByteBuf;

/**
 * Does what the frames of a connection's peer ask for (RFC 9113 §6): the part of {@link
 * Http2Connection} that listens.
 */
final class Receiver implements FrameParser.Sink {
  /** Answers to PING and SETTINGS that a peer leaves unread; then it is flooding. */
  private static final int MOST_PENDING = 1024 * 1024;

  private final Http2Connection connection;
  private final StreamTable streams;
  private final PeerSettings peer;
  private final HeaderEncoder encoder;
  private final FrameWriter writer;
  private final SendQueue queue;

  /** What has come since the peer was last given back its window of the connection. */
  private int received;

  Receiver(
      Http2Connection connection,
      StreamTable streams,
      PeerSettings peer,
      HeaderEncoder encoder,
      FrameWriter writer,
      SendQueue queue) {
    this.connection = connection;
    this.streams = streams;
    this.peer = peer;
    this.encoder = encoder;
    this.writer = writer;
    this.queue = queue;
  }

  @Override
  public boolean open() {
    return connection.open();
  }

  @Override
  public void data(int id, ByteBuf in, int length, int padding, boolean last)
      throws ConnectionError {
    Http2Stream stream = streams.get(id);
    int all = length + padding;
    received += all;
    if (received >= Http2Connection.CONNECTION_WINDOW / 2) {
      writer.windowUpdate(0, received);
      received = 0;
    }
    if (stream == null || ended(stream)) {
      return;
    }
    stream.receiveWindow -= all;
    if (stream.receiveWindow < 0) {
      connection.failed(stream, ErrorCode.FLOW_CONTROL_ERROR, Ending.VIOLATION);
      return;
    }
    stream.remoteEnd = last;
    stream.data(in, length, last);
    if (padding > 0) {
      connection.consumed(stream, padding);
    }
    connection.endIfDone(stream);
  }

  @Override
  public void headers(int id, HeaderList fields, boolean last) throws ConnectionError {
    Http2Stream stream = streams.get(id);
    if (stream == null || ended(stream)) {
      return;
    }
    if (fields.tooLarge()) {
      connection.failed(stream, ErrorCode.CANCEL, Ending.TOO_LARGE);
    } else if (fields.malformed()) {
      connection.failed(stream, ErrorCode.PROTOCOL_ERROR, Ending.VIOLATION);
    } else {
      stream.remoteEnd = last;
      stream.headers(fields, last);
      connection.endIfDone(stream);
    }
  }

  /** RFC 9113 §5.1: nothing may follow what the peer has ended. */
  private boolean ended(Http2Stream stream) {
    if (stream.remoteEnd) {
      connection.failed(stream, ErrorCode.STREAM_CLOSED, Ending.VIOLATION);
    }
    return stream.remoteEnd;
  }

  @Override
  public void reset(int id, int code) throws ConnectionError {
    Http2Stream stream = streams.get(id);
    if (stream != null) {
      connection.remove(stream);
      stream.ended(Ending.RESET, code);
    }
  }

  @Override
  public void settings(ByteBuf in, int length) throws ConnectionError {
    int window = peer.window();
    peer.read(in, length);
    if (peer.tableResized()) {
      encoder.tableSize(peer.tableSize());
    }
    writer.settingsAck();
    checkFlood();
    if (peer.window() != window) {
      streams.moveWindows(peer.window() - window);
    }
    connection.settled();
  }

  @Override
  public void ping(boolean answer, long data) throws ConnectionError {
    if (!answer) {
      writer.pingAck(data);
      checkFlood();
    }
  }

  private void checkFlood() throws ConnectionError {
    if (!writer.takes() && writer.pending() >= MOST_PENDING) {
      throw new ConnectionError(ErrorCode.ENHANCE_YOUR_CALM, "A flood");
    }
  }

  @Override
  public void goAway(int last, int code) {
    connection.leftBy(last, code);
  }

  @Override
  public void windowUpdate(int id, int bytes) throws ConnectionError {
    if (id == 0) {
      growConnection(bytes);
      return;
    }
    Http2Stream stream = streams.get(id);
    if (stream == null) {
      return;
    }
    if (bytes == 0) {
      connection.failed(stream, ErrorCode.PROTOCOL_ERROR, Ending.VIOLATION);
    } else if ((long) stream.sendWindow + bytes > Integer.MAX_VALUE) {
      connection.failed(stream, ErrorCode.FLOW_CONTROL_ERROR, Ending.VIOLATION);
    } else {
      stream.sendWindow += bytes;
      connection.send(stream);
    }
  }

  private void growConnection(int bytes) throws ConnectionError {
    if (bytes == 0) {
      throw new ConnectionError(ErrorCode.PROTOCOL_ERROR, "A WINDOW_UPDATE of nothing");
    }
    if (!queue.grow(bytes)) {
      throw new ConnectionError(ErrorCode.FLOW_CONTROL_ERROR, "Too large a window");
    }
    connection.drain();
  }
}
