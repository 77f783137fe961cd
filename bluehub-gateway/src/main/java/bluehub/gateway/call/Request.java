package bluehub.gateway.call;

import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request's head, as the edge has read it. Used on the connection's event loop alone. */
public interface Request {

  /** {@code GET}, {@code POST} and so on, as it was sent. */
  String method();

  /** The path, still percent-encoded, without the query. */
  String path();

  /** What follows the first {@code ?}, still percent-encoded, or null. */
  @Nullable String query();

  /** The first value of a header, or null; names in lower case. */
  @Nullable String header(CharSequence name);

  /** All header fields in their order; names in any case. */
  Iterator<Map.Entry<CharSequence, CharSequence>> headers();

  /**
   * Whether the client asks for a WebSocket, which {@link Responder#proceed} opens: each message of
   * the stream is then a piece of the body that ends with a line feed.
   */
  default boolean socket() {
    return false;
  }

  /** The body's length where the head tells it, else -1. */
  long declaredLength();
}
