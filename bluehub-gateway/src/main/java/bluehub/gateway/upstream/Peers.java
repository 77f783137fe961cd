package bluehub.gateway.upstream;

import bluehub.gateway.settings.UpstreamSettings;
import bluehub.gateway.settings.UpstreamSettings.LoadBalancing;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The instances of a service, as its addresses tell them, and which of them gets the next call:
 * each in turn, or the first that answers. Used on one event loop.
 */
final class Peers {
  private final boolean pickFirst;
  private final Function<List<SocketAddress>, Peer> factory;
  private List<Peer> peers = List.of();
  private Set<SocketAddress> used = Set.of();
  private int turn;

  /**
   * @param factory makes one that connects to the first of those addresses that answers
   */
  Peers(UpstreamSettings settings, Function<List<SocketAddress>, Peer> factory) {
    this.pickFirst = settings.loadBalancing() == LoadBalancing.PICK_FIRST;
    this.factory = factory;
  }

  /** A connection that takes one more call now, or null. */
  @Nullable Link pick() {
    int count = peers.size();
    for (int i = 0; i < count; i++) {
      Link link = next(count).available();
      if (link != null) {
        return link;
      }
    }
    return null;
  }

  private Peer next(int count) {
    turn = turn + 1 < count ? turn + 1 : 0;
    return peers.get(turn);
  }

  /** Has one of them make a further connection, where that is of use. */
  void widen() {
    int count = peers.size();
    for (int i = 0; i < count; i++) {
      if (next(count).widen()) {
        return;
      }
    }
  }

  /** Whether there is a connection. */
  boolean live() {
    for (Peer peer : peers) {
      if (peer.live()) {
        return true;
      }
    }
    return false;
  }

  boolean isEmpty() {
    return peers.isEmpty();
  }

  /** Whether every address was tried in vain. */
  boolean failed() {
    for (Peer peer : peers) {
      if (!peer.failed()) {
        return false;
      }
    }
    return true;
  }

  /** Goes over to those addresses; whether anything changes. */
  boolean use(List<SocketAddress> addresses) {
    Set<SocketAddress> all = Set.copyOf(addresses);
    if (all.equals(used)) {
      return false;
    }
    used = all;
    if (pickFirst && !peers.isEmpty()) {
      peers.getFirst().move(addresses);
      return true;
    }
    List<Peer> next = new ArrayList<>();
    List<Peer> old = new ArrayList<>(peers);
    for (List<SocketAddress> each : groups(addresses)) {
      Peer kept = take(old, each);
      next.add(kept != null ? kept : factory.apply(each));
    }
    peers = List.copyOf(next);
    old.forEach(Peer::retire);
    next.forEach(Peer::connect);
    return true;
  }

  private List<List<SocketAddress>> groups(List<SocketAddress> addresses) {
    if (pickFirst) {
      return List.of(addresses);
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

  /** Makes no further connections; those that are there stay. */
  void close() {
    List<Peer> all = peers;
    peers = List.of();
    all.forEach(Peer::close);
  }
}
