package bluehub.gateway.edge;

import bluehub.gateway.call.Exchange;
import bluehub.gateway.call.Lane;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of one event loop and what they share. A coarse clock replaces timers: each sweep
 * moves it on and looks at every connection, so that a request costs no timer. Used on the loop's
 * thread alone.
 */
final class EdgeLoop {
  private static final Logger log = LoggerFactory.getLogger(EdgeLoop.class);

  private final Lane lane;
  private final EdgeState state;
  private final HeadWriter heads = new HeadWriter();
  private final Http2Heads http2Heads = new Http2Heads();
  private final List<EdgeConnection> connections = new ArrayList<>();
  private byte[] scratch = new byte[16 * 1024];
  private long now = System.nanoTime();

  EdgeLoop(Lane lane, EdgeState state) {
    this.lane = lane;
    this.state = state;
  }

  Lane lane() {
    return lane;
  }

  EdgeState state() {
    return state;
  }

  HeadWriter heads() {
    return heads;
  }

  Http2Heads http2Heads() {
    return http2Heads;
  }

  /** A piece of heap for bytes that come in direct buffers; valid until the next call. */
  byte[] scratch(int size) {
    if (scratch.length < size) {
      scratch = new byte[size];
    }
    return scratch;
  }

  /** Hands a piece of a request's body on; its bytes are not kept. */
  void deliver(ByteBuf bytes, Exchange exchange) {
    int length = bytes.readableBytes();
    if (bytes.hasArray()) {
      exchange.body(bytes.array(), bytes.arrayOffset() + bytes.readerIndex(), length);
    } else {
      byte[] heap = scratch(length);
      bytes.getBytes(bytes.readerIndex(), heap, 0, length);
      exchange.body(heap, 0, length);
    }
  }

  /** A point in time, in nanoseconds of the coarse clock, not earlier than that from now. */
  long after(long nanos) {
    return now + nanos + state.sweepNanos();
  }

  void add(EdgeConnection connection) {
    connection.index(connections.size());
    connections.add(connection);
  }

  void remove(EdgeConnection connection) {
    int index = connection.index();
    EdgeConnection last = connections.removeLast();
    if (last != connection) {
      connections.set(index, last);
      last.index(index);
    }
  }

  /** Called again and again, every {@link EdgeState#sweepNanos()}. */
  void sweep() {
    now = System.nanoTime();
    each(connection -> connection.sweep(now));
  }

  private void each(Consumer<EdgeConnection> action) {
    // Backwards, as a connection that closes takes itself out.
    for (int i = connections.size() - 1; i >= 0; i--) {
      EdgeConnection connection = connections.get(i);
      try {
        action.accept(connection);
      } catch (RuntimeException e) {
        // One bad connection must not end the sweeps, or the stop, of all.
        log.error("A client connection failed", e);
        connection.close();
      }
    }
  }

  /** Tells clients that the server is about to stop. */
  void leave() {
    each(EdgeConnection::leave);
  }

  /** Closes the connections that are idle once what their clients have sent has been read. */
  void closeIdle() {
    NextRound.run(lane.loop(), this::closeIdleNow);
  }

  private void closeIdleNow() {
    each(EdgeConnection::closeIfIdle);
  }

  void cutOff() {
    each(EdgeConnection::cutOff);
  }

  void closeAll() {
    each(EdgeConnection::close);
  }

  /** Starts the sweeps; they end with the loop. */
  void start() {
    var _ =
        lane.loop()
            .scheduleWithFixedDelay(
                this::sweep, state.sweepNanos(), state.sweepNanos(), TimeUnit.NANOSECONDS);
  }
}
