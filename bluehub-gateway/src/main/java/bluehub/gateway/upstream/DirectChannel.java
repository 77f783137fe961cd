package bluehub.gateway.upstream;

import bluehub.gateway.settings.UpstreamSettings;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import java.net.SocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Raw calls over HTTP/2 connections of our own, one for each address of the target, all on one
 * event loop. Calls go to the addresses in turn, or to the first that answers. A call that finds no
 * connection waits for one, unless the upstream has been away for longer than a moment. Used on the
 * loop's thread, but for what {@link Transport} offers.
 */
final class DirectChannel implements RawChannel, Transport, Lookup.Sink {
  private static final int CLOSE_SECONDS = 2;

  final Deadlines deadlines;
  final TimeoutHeader timeouts = new TimeoutHeader();
  final MessageSpace space;

  /** What of an upstream's metadata the listeners are told. */
  final MetadataFilter filter;

  /** How often a call is sent again. */
  final int retries;

  private final EventLoop loop;
  private final Observer observer;
  private final String authority;
  private final Lookup lookup;
  private final Dialer dialer;
  private final PingPace pace;
  private final Peers peers;
  private final AnswerFields fields = new AnswerFields();
  private final WaitingCalls waiting;
  private final Set<Link> links = new HashSet<>();
  private final CountDownLatch done = new CountDownLatch(1);

  private boolean unresolved;
  private boolean closed;
  private volatile boolean live;

  DirectChannel(
      String name,
      UpstreamSettings settings,
      EventLoop loop,
      EventLoops loops,
      @Nullable UpstreamTls tls,
      MetadataFilter response,
      Observer observer) {
    this.loop = loop;
    this.observer = observer;
    this.filter = response;
    this.retries = settings.retries();
    this.deadlines = new Deadlines(loop);
    this.space = new MessageSpace(ByteBufAllocator.DEFAULT, (int) settings.maxMessage().toBytes());
    this.lookup = new Lookup(name, settings, tls != null, loop, this);
    this.authority = settings.authority().isBlank() ? lookup.authority() : settings.authority();
    this.dialer = new Dialer(settings, loop, loops, authority, tls);
    this.pace = new PingPace(name, settings.keepAlive());
    this.peers = new Peers(settings, addresses -> new Peer(this, loop, settings, addresses));
    this.waiting = new WaitingCalls(loop, settings.waitForReady(), this::failing);
  }

  @Override
  public RawChannel channel() {
    return this;
  }

  @Override
  public RawCall start(
      RawMethod method, RawMetadata metadata, long timeoutNanos, RawCall.Listener listener) {
    DirectCall call = new DirectCall(this, method, metadata, timeoutNanos, listener);
    call.start();
    return call;
  }

  @Override
  public boolean live() {
    return live;
  }

  @Override
  public void connect() {
    loop.execute(lookup::start);
  }

  @Override
  public void close() {
    try {
      loop.execute(this::shutDown);
    } catch (RejectedExecutionException e) {
      done.countDown();
    }
  }

  @Override
  public void awaitClosed() throws InterruptedException {
    var _ = done.await(CLOSE_SECONDS, TimeUnit.SECONDS);
  }

  /** Gives a call to a connection, now or when there is one. */
  void place(DirectCall call) {
    if (closed) {
      call.finish(WaitingCalls.UNREACHABLE);
      return;
    }
    Link link = waiting.isEmpty() ? peers.pick() : null;
    if (link != null) {
      open(call, link);
    } else {
      waiting.add(call);
      peers.widen();
    }
  }

  /** Makes a call's next attempt when what is being done is done. */
  void later(DirectCall call) {
    loop.execute(call::again);
  }

  /** A call does not wait any more. */
  void forget(DirectCall call) {
    waiting.forget(call);
  }

  Link link(Peer owner, SocketAddress address) {
    Link link = new Link(owner, address, authority, fields, pace);
    links.add(link);
    return link;
  }

  /** A connection is gone. */
  void gone(Link link) {
    links.remove(link);
  }

  void dial(Link link) {
    dialer.dial(link);
  }

  /** Asks for the addresses anew. */
  void resolve() {
    lookup.ask();
  }

  /** A connection takes one more call. */
  void available() {
    while (!waiting.isEmpty()) {
      Link link = peers.pick();
      if (link == null) {
        peers.widen();
        return;
      }
      open(waiting.take(), link);
    }
  }

  /** A connection has come or gone. */
  void changed() {
    boolean now = peers.live();
    if (now != live) {
      if (!now) {
        waiting.lost();
      }
      live = now;
      observer.changed();
    }
    if (now) {
      available();
    } else {
      waiting.bePatient();
    }
  }

  private static void open(DirectCall call, Link link) {
    link.used();
    call.open(link);
  }

  /** Whether there is no connection, and every address was tried in vain. */
  private boolean failing() {
    return !live && (peers.isEmpty() ? unresolved : peers.failed());
  }

  @Override
  public void addresses(List<SocketAddress> all) {
    unresolved = false;
    if (peers.use(all)) {
      changed();
    }
  }

  /** Connections that are there stay; a service that is gone closes them itself. */
  @Override
  public void nothing() {
    unresolved = true;
    waiting.bePatient();
  }

  private void shutDown() {
    closed = true;
    lookup.close();
    peers.close();
    // Those too that were to end with their last call.
    List.copyOf(links).forEach(Link::abandon);
    waiting.dismiss();
    done.countDown();
  }
}
