package bluehub.gateway.upstream;

import bluehub.gateway.settings.UpstreamSettings;
import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.Status;
import io.grpc.StatusOr;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.net.SocketAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for the addresses of a target: again and again, when it is told to, and soon after it was
 * told of none. Used on one event loop, where it tells what it has found.
 */
final class Lookup {
  private static final Logger log = LoggerFactory.getLogger(Lookup.class);

  private final EventLoop loop;
  private final UpstreamSettings settings;
  private final Target target;
  private final Sink sink;
  private @Nullable Future<?> regular;
  private @Nullable Future<?> soon;
  private boolean closed;

  Lookup(String upstream, UpstreamSettings settings, boolean secure, EventLoop loop, Sink sink) {
    this.loop = loop;
    this.settings = settings;
    this.sink = sink;
    this.target = new Target(upstream, settings.target(), secure, loop);
  }

  /** What calls carry as their authority, unless told otherwise. */
  String authority() {
    return target.authority();
  }

  void start() {
    target.start(new Resolved());
    long interval = settings.resolve().toNanos();
    if (interval > 0) {
      regular = loop.scheduleWithFixedDelay(this::ask, interval, interval, TimeUnit.NANOSECONDS);
    }
  }

  /** Asks now. */
  void ask() {
    if (!closed) {
      target.refresh();
    }
  }

  void close() {
    closed = true;
    target.shutdown();
    cancel(regular);
    cancel(soon);
  }

  private static void cancel(@Nullable Future<?> timer) {
    if (timer != null) {
      timer.cancel(false);
    }
  }

  private void resolved(StatusOr<List<EquivalentAddressGroup>> result) {
    if (closed) {
      return;
    }
    Set<SocketAddress> all = new LinkedHashSet<>();
    if (result.hasValue()) {
      result.getValue().forEach(group -> all.addAll(group.getAddresses()));
    }
    if (all.isEmpty()) {
      log.debug("{} has no addresses: {}", settings.target(), result);
      askSoon();
      sink.nothing();
    } else {
      sink.addresses(List.copyOf(all));
    }
  }

  private void askSoon() {
    if (soon == null && !loop.isShuttingDown()) {
      soon = loop.schedule(this::askAgain, settings.reconnect().toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private void askAgain() {
    soon = null;
    ask();
  }

  /** Told of what was found. */
  interface Sink {
    /** Those of the target, at least one, in the resolver's order. */
    void addresses(List<SocketAddress> all);

    /** There is none at the moment. */
    void nothing();
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
