package bluehub.gateway.upstream;

import bluehub.gateway.settings.UpstreamSettings;
import bluehub.gateway.upstream.RawStatus.Cause;
import bluehub.transcoder.fault.Code;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
  private final UpstreamSettings settings;
  private final Observer observer;
  private final String authority;
  private final Lookup lookup;
  private final Dialer dialer;
  private final PingPace pace;
  private final Peers peers;
  private final AnswerFields fields = new AnswerFields();
  private final ArrayDeque<DirectCall> waiting = new ArrayDeque<>();
  private final Set<Link> links = new HashSet<>();
  private final CountDownLatch done = new CountDownLatch(1);

  private boolean unresolved;
  private boolean closed;
  private @Nullable Future<?> patience;
  private long lostAt = System.nanoTime();
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
    this.settings = settings;
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
      call.finish(unreachable());
      return;
    }
    Link link = waiting.isEmpty() ? peers.pick() : null;
    if (link != null) {
      open(call, link);
    } else if (!live && failing() && patientUntil() - System.nanoTime() <= 0) {
      call.finish(unreachable());
    } else {
      call.waiting(true);
      waiting.add(call);
      peers.widen();
      bePatient();
    }
  }

  /** Makes a call's next attempt when what is being done is done. */
  void later(DirectCall call) {
    loop.execute(call::again);
  }

  /** A call does not wait any more. */
  void forget(DirectCall call) {
    call.waiting(false);
    waiting.remove(call);
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
      DirectCall call = waiting.remove();
      call.waiting(false);
      open(call, link);
    }
  }

  /** A connection has come or gone. */
  void changed() {
    boolean now = peers.live();
    if (now != live) {
      if (!now) {
        lostAt = System.nanoTime();
      }
      live = now;
      observer.changed();
    }
    if (now) {
      available();
    } else if (!waiting.isEmpty()) {
      bePatient();
    }
  }

  private static void open(DirectCall call, Link link) {
    link.used();
    call.open(link);
  }

  /** Whether every address was tried in vain. */
  private boolean failing() {
    return peers.isEmpty() ? unresolved : peers.failed();
  }

  private long patientUntil() {
    return lostAt + settings.waitForReady().toNanos();
  }

  /** While all addresses fail, calls wait for so long and no longer. */
  private void bePatient() {
    if (live || !failing() || patience != null || loop.isShuttingDown()) {
      return;
    }
    long left = Math.max(0, patientUntil() - System.nanoTime());
    patience = loop.schedule(this::giveUp, left, TimeUnit.NANOSECONDS);
  }

  private void giveUp() {
    patience = null;
    if (live || !failing()) {
      return;
    }
    if (patientUntil() - System.nanoTime() > 0) {
      bePatient();
      return;
    }
    dismiss();
  }

  private void dismiss() {
    List<DirectCall> all = new ArrayList<>(waiting);
    waiting.clear();
    for (DirectCall call : all) {
      call.waiting(false);
      call.finish(unreachable());
    }
  }

  private static RawStatus unreachable() {
    return RawStatus.own(Code.UNAVAILABLE, "There is no connection", Cause.UNREACHABLE);
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
    bePatient();
  }

  private void shutDown() {
    closed = true;
    lookup.close();
    peers.close();
    // Those too that were to end with their last call.
    List.copyOf(links).forEach(Link::abandon);
    dismiss();
    done.countDown();
  }
}
