package bluehub.transcoder;

import bluehub.transcoder.codec.RequestEncoder;
import bluehub.transcoder.codec.ResponseDecoder;
import java.util.ArrayDeque;

/**
 * The buffers that requests are transcoded in, used again and again. One for each thread that
 * transcodes; not thread-safe.
 */
public final class Workspace {
  /** How many encoders are kept; more requests may be under way, and theirs are then garbage. */
  private static final int KEPT = 64;

  private final ArrayDeque<RequestEncoder> encoders = new ArrayDeque<>();
  private final ResponseDecoder decoder = new ResponseDecoder();

  RequestEncoder encoder() {
    RequestEncoder encoder = encoders.pollLast();
    return encoder == null ? new RequestEncoder(this::keep) : encoder;
  }

  private void keep(RequestEncoder encoder) {
    if (encoders.size() < KEPT) {
      encoders.addLast(encoder);
    }
  }

  ResponseDecoder decoder() {
    return decoder;
  }
}
