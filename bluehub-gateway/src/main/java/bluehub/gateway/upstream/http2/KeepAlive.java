package bluehub.gateway.upstream.http2;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a silent peer is still there: looks once in an interval whether anything has
 * come since, asks by a PING where nothing has, and ends the connection where nothing comes of that
 * either. So what a read costs is one note, and PINGs are an interval apart.
 */
final class KeepAlive implements Runnable {
  private final Http2Connection connection;
  private final EventLoop loop;
  private final FrameWriter writer;
  private final Pings pings;
  private boolean heard;
  private boolean asked;
  private @Nullable Future<?> next;

  KeepAlive(Http2Connection connection, EventLoop loop, FrameWriter writer, Pings pings) {
    this.connection = connection;
    this.loop = loop;
    this.writer = writer;
    this.pings = pings;
  }

  void start() {
    if (pings.on()) {
      look(pings.intervalNanos());
    }
  }

  /** Something came from the peer, whatever it was. */
  void heard() {
    heard = true;
    if (asked) {
      asked = false;
      heard = false;
      stop();
      look(pings.intervalNanos());
    }
  }

  void stop() {
    Future<?> timer = next;
    if (timer != null) {
      next = null;
      timer.cancel(false);
    }
  }

  @Override
  public void run() {
    if (asked) {
      connection.silent();
    } else if (!heard && (pings.idle() || connection.size() > 0)) {
      asked = true;
      writer.ping();
      look(pings.timeoutNanos());
    } else {
      heard = false;
      look(pings.intervalNanos());
    }
  }

  private void look(long nanos) {
    if (connection.open() && !loop.isShuttingDown()) {
      next = loop.schedule(this, nanos, TimeUnit.NANOSECONDS);
    }
  }
}
