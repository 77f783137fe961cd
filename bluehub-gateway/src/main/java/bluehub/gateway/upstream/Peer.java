package bluehub.gateway.upstream;

import bluehub.gateway.settings.UpstreamSettings;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a connection to an instance of the service, or to the first of several addresses that
 * answers. A connection that was of use is replaced at once when it is lost; attempts that fail are
 * some time apart. While the instance takes no more calls on the connections that are there, it
 * makes further ones, which end when they have had no call for a while. Used on its event loop
 * alone.
 */
final class Peer implements Link.Owner {
  private final DirectChannel channel;
  private final EventLoop loop;
  private final long pauseNanos;
  private final long idleNanos;
  private final int mostLinks;
  private List<SocketAddress> addresses;

  /** The connections that take calls, those behind the first for what the first does not take. */
  private final List<Link> links = new ArrayList<>();

  /** The connection that is being made. */
  private @Nullable Link next;

  private @Nullable Future<?> pause;
  private @Nullable Future<?> nextLook;
  private int tried;
  private boolean failed;
  private boolean gone;

  Peer(
      DirectChannel channel,
      EventLoop loop,
      UpstreamSettings settings,
      List<SocketAddress> addresses) {
    this.channel = channel;
    this.loop = loop;
    this.pauseNanos = settings.reconnect().toNanos();
    this.idleNanos = settings.connectionIdle().toNanos();
    this.mostLinks = settings.maxConnections();
    this.addresses = addresses;
  }

  List<SocketAddress> addresses() {
    return addresses;
  }

  /** The first connection that takes one more call now, or null. */
  @Nullable Link available() {
    for (int i = 0; i < links.size(); i++) {
      Link link = links.get(i);
      if (link.connection().available()) {
        return link;
      }
    }
    return null;
  }

  boolean live() {
    return !links.isEmpty();
  }

  /** Whether no address answered when they were tried last. */
  boolean failed() {
    return failed;
  }

  void connect() {
    if (!gone && links.isEmpty() && next == null && pause == null) {
      tried = 0;
      dial(addresses.get(tried++));
    }
  }

  /** Makes a further connection, if those that are there are full and may be more; whether so. */
  boolean widen() {
    boolean may = !links.isEmpty() && links.size() < mostLinks && next == null && pause == null;
    if (!may || gone) {
      return false;
    }
    for (Link link : links) {
      // One without calls that takes none: so would the next.
      if (link.connection().available() || link.connection().size() == 0) {
        return false;
      }
    }
    dial(links.getFirst().address());
    return true;
  }

  /** Goes over to those addresses; connections to one that stays are kept. */
  void move(List<SocketAddress> now) {
    addresses = now;
    dropWhere(link -> !now.contains(link.address()));
    cancel(pause);
    pause = null;
    failed = false;
    connect();
  }

  /** Takes no further calls; those under way go on. */
  void retire() {
    close();
    dropWhere(_ -> true);
  }

  private void dropWhere(Predicate<Link> condition) {
    Link making = next;
    if (making != null && condition.test(making)) {
      next = null;
      making.abandon();
    }
    List<Link> dropped = links.stream().filter(condition).toList();
    links.removeAll(dropped);
    dropped.forEach(Link::leave);
  }

  /** Makes no further connections. */
  void close() {
    gone = true;
    cancel(pause);
    cancel(nextLook);
  }

  private static void cancel(@Nullable Future<?> timer) {
    if (timer != null) {
      timer.cancel(false);
    }
  }

  private void dial(SocketAddress address) {
    Link making = channel.link(this, address);
    next = making;
    channel.dial(making);
  }

  @Override
  public void ready(Link settled) {
    if (settled != next) {
      return;
    }
    next = null;
    failed = false;
    links.add(settled);
    channel.changed();
    lookLater();
  }

  @Override
  public void leaving(Link leaving) {
    if (links.remove(leaving)) {
      lost(leaving);
    }
  }

  @Override
  public void ended(Link ended) {
    channel.gone(ended);
    if (links.remove(ended)) {
      lost(ended);
    } else if (ended == next) {
      next = null;
      notMade();
    }
  }

  private void lost(Link lost) {
    if (!gone) {
      channel.resolve();
      if (lost.provedUseful(pauseNanos)) {
        // Not within what the old connection is about.
        loop.execute(this::connect);
      } else {
        later();
      }
    }
    channel.changed();
  }

  private void notMade() {
    if (gone) {
      return;
    }
    if (!links.isEmpty()) {
      later();
      return;
    }
    if (tried < addresses.size()) {
      dial(addresses.get(tried++));
      return;
    }
    failed = true;
    channel.resolve();
    later();
    channel.changed();
  }

  private void later() {
    if (pause == null && !loop.isShuttingDown()) {
      pause = loop.schedule(this::afterPause, pauseNanos, TimeUnit.NANOSECONDS);
    }
  }

  private void afterPause() {
    pause = null;
    connect();
    channel.available();
  }

  private void lookLater() {
    if (links.size() > 1 && nextLook == null && !loop.isShuttingDown()) {
      nextLook = loop.schedule(this::endIdle, idleNanos, TimeUnit.NANOSECONDS);
    }
  }

  /** Ends further connections that have had no call since they were looked at last. */
  private void endIdle() {
    nextLook = null;
    List<Link> idle = new ArrayList<>();
    for (int i = 1; i < links.size(); i++) {
      Link link = links.get(i);
      if (link.idle()) {
        idle.add(link);
      }
    }
    links.removeAll(idle);
    idle.forEach(Link::leave);
    lookLater();
  }

  @Override
  public void capacity() {
    channel.available();
  }
}
