package bluehub.gateway.upstream;

import bluehub.gateway.settings.UpstreamSettings;
import bluehub.gateway.settings.UpstreamSettings.LoadBalancing;
import bluehub.gateway.upstream.RawStatus.Cause;
import bluehub.transcoder.fault.Code;
import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.Status;
import io.grpc.StatusOr;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Raw calls over HTTP/2 connections of our own, one for each address of the target, all on one
 * event loop. Calls go to the addresses in turn, or to the first that answers. A call that finds no
 * connection waits for one, unless the upstream has been away for longer than a moment. Used on the
 * loop's thread, but for what {@link Transport} offers.
 */
final class DirectChannel implements RawChannel, Transport {
  private static final Logger log = LoggerFactory.getLogger(DirectChannel.class);
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
  private final Target target;
  private final String authority;
  private final Dialer dialer;
  private final AnswerFields fields = new AnswerFields();
  private final ArrayDeque<DirectCall> waiting = new ArrayDeque<>();
  private final CountDownLatch done = new CountDownLatch(1);

  private List<Peer> peers = List.of();
  private Set<SocketAddress> used = Set.of();
  private int turn;
  private boolean unresolved;
  private boolean closed;
  private final Set<Link> links = new HashSet<>();
  private @Nullable Future<?> patience;
  private @Nullable Future<?> nextLook;
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
    this.target = new Target(name, settings.target(), tls != null, loop);
    this.authority = settings.authority().isBlank() ? target.authority() : settings.authority();
    this.dialer = new Dialer(settings, loop, loops, authority, tls);
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
    target.start(new Resolved());
    long interval = settings.resolve().toNanos();
    if (interval > 0) {
      var _ = loop.scheduleWithFixedDelay(this::resolve, interval, interval, TimeUnit.NANOSECONDS);
    }
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
    Peer peer = waiting.isEmpty() ? pick() : null;
    if (peer != null) {
      open(call, peer);
    } else if (!live && failing() && patientUntil() - System.nanoTime() <= 0) {
      call.finish(unreachable());
    } else {
      call.waiting(true);
      waiting.add(call);
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

  Link link(Peer owner) {
    Link link = new Link(owner, authority, fields);
    links.add(link);
    return link;
  }

  /** A connection is gone. */
  void gone(Link link) {
    links.remove(link);
  }

  void dial(SocketAddress address, Link link) {
    dialer.dial(address, link);
  }

  /** Asks for the addresses anew. */
  void resolve() {
    if (!closed) {
      target.refresh();
    }
  }

  /** A connection takes one more call. */
  void available() {
    while (!waiting.isEmpty()) {
      Peer peer = pick();
      if (peer == null) {
        return;
      }
      DirectCall call = waiting.remove();
      call.waiting(false);
      open(call, peer);
    }
  }

  /** A connection has come or gone. */
  void changed() {
    boolean now = false;
    for (Peer peer : peers) {
      now |= peer.live();
    }
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

  private static void open(DirectCall call, Peer peer) {
    Link link = peer.available();
    if (link == null) {
      throw new IllegalStateException("A connection that was there is not");
    }
    peer.used();
    call.open(link);
  }

  private @Nullable Peer pick() {
    int count = peers.size();
    for (int i = 0; i < count; i++) {
      turn = turn + 1 < count ? turn + 1 : 0;
      Peer peer = peers.get(turn);
      if (peer.available() != null) {
        return peer;
      }
    }
    return null;
  }

  /** Whether every address was tried in vain. */
  private boolean failing() {
    if (peers.isEmpty()) {
      return unresolved;
    }
    for (Peer peer : peers) {
      if (!peer.failed()) {
        return false;
      }
    }
    return true;
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

  private void resolved(StatusOr<List<EquivalentAddressGroup>> result) {
    if (closed) {
      return;
    }
    if (!result.hasValue()) {
      log.debug("{} has no addresses: {}", settings.target(), result.getStatus());
      unresolved = true;
      if (peers.isEmpty()) {
        lookAgain();
        bePatient();
      }
      return;
    }
    Set<SocketAddress> all = new LinkedHashSet<>();
    result.getValue().forEach(group -> all.addAll(group.getAddresses()));
    unresolved = all.isEmpty();
    use(List.copyOf(all));
  }

  private void lookAgain() {
    if (nextLook == null) {
      nextLook =
          loop.schedule(
              () -> {
                nextLook = null;
                resolve();
              },
              settings.reconnect().toNanos(),
              TimeUnit.NANOSECONDS);
    }
  }

  private void use(List<SocketAddress> addresses) {
    if (Set.copyOf(addresses).equals(used)) {
      return;
    }
    used = Set.copyOf(addresses);
    if (settings.loadBalancing() == LoadBalancing.PICK_FIRST && !peers.isEmpty()) {
      if (!addresses.isEmpty()) {
        peers.getFirst().move(addresses);
      }
      return;
    }
    List<Peer> next = new ArrayList<>();
    List<Peer> old = new ArrayList<>(peers);
    for (List<SocketAddress> each : groups(addresses)) {
      Peer kept = take(old, each);
      next.add(kept != null ? kept : peer(each));
    }
    peers = List.copyOf(next);
    old.forEach(Peer::retire);
    next.forEach(Peer::connect);
    changed();
  }

  private Peer peer(List<SocketAddress> addresses) {
    return new Peer(this, loop, settings.reconnect().toNanos(), addresses);
  }

  private List<List<SocketAddress>> groups(List<SocketAddress> addresses) {
    if (settings.loadBalancing() == LoadBalancing.PICK_FIRST) {
      return addresses.isEmpty() ? List.of() : List.of(addresses);
    }
    List<List<SocketAddress>> groups = new ArrayList<>();
    addresses.forEach(each -> groups.add(List.of(each)));
    // So that the first calls of many gateways do not all go to the same instance.
    Collections.shuffle(groups);
    return groups;
  }

  private static @Nullable Peer take(List<Peer> from, List<SocketAddress> addresses) {
    for (Peer peer : from) {
      if (peer.addresses().equals(addresses)) {
        from.remove(peer);
        return peer;
      }
    }
    return null;
  }

  private void shutDown() {
    closed = true;
    target.shutdown();
    List<Peer> all = peers;
    peers = List.of();
    all.forEach(Peer::close);
    // Those too that were to end with their last call.
    List.copyOf(links).forEach(Link::abandon);
    dismiss();
    done.countDown();
  }

  /** Told by grpc-java's resolver, on a thread of its own. */
  private final class Resolved extends NameResolver.Listener2 {
    @Override
    public void onResult(NameResolver.ResolutionResult result) {
      tell(result.getAddressesOrError());
    }

    @Override
    public Status onResult2(NameResolver.ResolutionResult result) {
      tell(result.getAddressesOrError());
      return Status.OK;
    }

    @Override
    public void onError(Status error) {
      tell(StatusOr.fromStatus(error));
    }

    private void tell(StatusOr<List<EquivalentAddressGroup>> addresses) {
      if (!loop.isShuttingDown()) {
        loop.execute(() -> resolved(addresses));
      }
    }
  }
}
