package bluehub.gateway.edge;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * Pieces of a request's body that wait until the exchange takes more. No more than the stream's
 * window can come, for the client gets none again before they are taken.
 */
final class HeldBody {
  private record Piece(ByteBuf bytes, int padding) {}

  private final ArrayDeque<Piece> pieces = new ArrayDeque<>();

  /**
   * Keeps a piece; an empty one is forgotten.
   *
   * @return the bytes that are dealt with
   */
  int add(ByteBuf bytes, int padding) {
    if (!bytes.isReadable()) {
      return padding;
    }
    // A copy of its size: a retained slice of one byte could keep a whole read buffer.
    pieces.add(new Piece(bytes.copy(), padding));
    return 0;
  }

  boolean isEmpty() {
    return pieces.isEmpty();
  }

  /**
   * Has the oldest piece dealt with.
   *
   * @return its bytes as flow control counts them
   */
  int next(Consumer<ByteBuf> target) {
    Piece piece = pieces.removeFirst();
    int length = piece.bytes.readableBytes() + piece.padding;
    try {
      target.accept(piece.bytes);
    } finally {
      piece.bytes.release();
    }
    return length;
  }
}
