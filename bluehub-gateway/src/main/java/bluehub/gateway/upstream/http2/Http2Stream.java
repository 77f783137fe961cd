package bluehub.gateway.upstream.http2;

import io.netty.buffer.ByteBuf;

/**
 * One request and its answer; who makes the request extends it. Windows and ends are the
 * connection's business, content is the subclass's. Used on the connection's event loop alone.
 */
public abstract class Http2Stream {
  int id;

  /** What the peer takes; below 0 when its SETTINGS have lowered it (RFC 9113 §6.9.2). */
  int sendWindow;

  /** What the peer may still send. */
  int receiveWindow;

  /** What was consumed and not given back to the peer. */
  int consumed;

  /** Whether it waits for the connection's window or for the socket. */
  boolean queued;

  boolean localEnd;
  boolean remoteEnd;
  boolean open;

  /** Its number, or 0 before it was opened. */
  protected final int id() {
    return id;
  }

  /** Whether it was opened and neither side has ended it as a whole. */
  protected final boolean open() {
    return open;
  }

  /** Bytes that wait to be sent. */
  protected abstract int pending();

  /** Whether nothing follows what waits. */
  protected abstract boolean ending();

  /** Writes the next bytes of what waits; so many are there. */
  protected abstract void drain(ByteBuf out, int bytes);

  /** Some of what waited was sent. */
  protected abstract void drained();

  /**
   * A header section: heads of answers, interim ones too, and trailers.
   *
   * @param last whether it ends the stream
   */
  protected abstract void headers(HeaderList fields, boolean last);

  /**
   * Content, from the buffer's reader index on. What of it was consumed is told to {@link
   * Http2Connection#consumed}, now or later.
   *
   * @param last whether it ends the stream
   */
  protected abstract void data(ByteBuf in, int length, boolean last);

  /** The stream ended early. Nothing follows. */
  protected abstract void ended(Ending ending, int code);
}
