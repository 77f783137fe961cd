package bluehub.gateway.upstream;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one connection to an instance of the service, or to the first of several addresses that
 * answers. A connection that was of use is replaced at once when it is lost; attempts that fail are
 * some time apart. Used on its event loop alone.
 */
final class Peer implements Link.Owner {
  private final DirectChannel channel;
  private final EventLoop loop;
  private final long pauseNanos;
  private List<SocketAddress> addresses;

  /** The connection that takes calls. */
  private @Nullable Link link;

  /** The connection that is being made. */
  private @Nullable Link next;

  private @Nullable SocketAddress connected;
  private @Nullable Future<?> pause;
  private int tried;
  private boolean failed;
  private boolean used;
  private boolean gone;
  private long readyAt;

  Peer(DirectChannel channel, EventLoop loop, long pauseNanos, List<SocketAddress> addresses) {
    this.channel = channel;
    this.loop = loop;
    this.pauseNanos = pauseNanos;
    this.addresses = addresses;
  }

  List<SocketAddress> addresses() {
    return addresses;
  }

  /** The connection, if it takes one more call now. */
  @Nullable Link available() {
    Link current = link;
    return current != null && current.connection().available() ? current : null;
  }

  boolean live() {
    return link != null;
  }

  /** Whether no address answered when they were tried last. */
  boolean failed() {
    return failed;
  }

  /** The connection was given a call. */
  void used() {
    used = true;
  }

  void connect() {
    if (!gone && link == null && next == null && pause == null) {
      tried = 0;
      dial();
    }
  }

  /** Goes over to those addresses; a connection to one that stays is kept. */
  void move(List<SocketAddress> now) {
    addresses = now;
    Link current = link;
    if (current != null && !now.contains(connected)) {
      current.leave();
    }
  }

  /** Takes no further calls; those under way go on. */
  void retire() {
    close();
    Link making = next;
    if (making != null) {
      making.abandon();
    }
    Link current = link;
    if (current != null) {
      current.leave();
    }
  }

  /** Makes no further connections. */
  void close() {
    gone = true;
    Future<?> timer = pause;
    if (timer != null) {
      timer.cancel(false);
    }
  }

  private void dial() {
    SocketAddress address = addresses.get(tried++);
    connected = address;
    Link making = channel.link(this);
    next = making;
    channel.dial(address, making);
  }

  @Override
  public void ready(Link settled) {
    if (settled != next) {
      return;
    }
    next = null;
    link = settled;
    failed = false;
    used = false;
    readyAt = System.nanoTime();
    channel.changed();
  }

  @Override
  public void leaving(Link leaving) {
    if (leaving == link) {
      link = null;
      lost();
    }
  }

  @Override
  public void ended(Link ended) {
    channel.gone(ended);
    if (ended == link) {
      link = null;
      lost();
    } else if (ended == next) {
      next = null;
      notMade();
    }
  }

  private void lost() {
    if (gone) {
      channel.changed();
      return;
    }
    channel.resolve();
    if (used || System.nanoTime() - readyAt > pauseNanos) {
      // Not within what the old connection is about.
      loop.execute(this::connect);
    } else {
      later();
    }
    channel.changed();
  }

  private void notMade() {
    if (gone) {
      return;
    }
    if (tried < addresses.size()) {
      dial();
      return;
    }
    failed = true;
    channel.resolve();
    later();
    channel.changed();
  }

  private void later() {
    if (!loop.isShuttingDown()) {
      pause =
          loop.schedule(
              () -> {
                pause = null;
                connect();
              },
              pauseNanos,
              TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public void capacity() {
    channel.available();
  }
}
