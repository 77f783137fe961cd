package bluehub.gateway.edge;

import io.netty.handler.codec.http.HttpObject;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Decoded pieces of requests that wait until an earlier request has been answered. */
final class Backlog {
  /** So many wait until the socket is not read any more. */
  private static final int MAX_PIECES = 64;

  private final ArrayDeque<HttpObject> pieces = new ArrayDeque<>(0);
  private boolean used;

  /** Takes a piece over. */
  void add(HttpObject piece) {
    used = true;
    pieces.add(piece);
  }

  /** Gives the oldest piece away, or null where there is none. */
  @Nullable HttpObject poll() {
    return pieces.poll();
  }

  boolean isEmpty() {
    return pieces.isEmpty();
  }

  boolean isFull() {
    return pieces.size() >= MAX_PIECES;
  }

  /** Whether anything ever waited: the client pipelines. */
  boolean wasUsed() {
    return used;
  }

  void release() {
    for (HttpObject piece = pieces.poll(); piece != null; piece = pieces.poll()) {
      ReferenceCountUtil.release(piece);
    }
  }
}
