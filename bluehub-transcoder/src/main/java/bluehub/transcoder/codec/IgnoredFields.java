package bluehub.transcoder.codec;

import java.util.ArrayList;
import java.util.List;

/**
 * The unknown members and parameters of a request that were let pass; those of a stream's messages
 * behind the message's index. Not thread-safe.
 */
final class IgnoredFields {
  /** How many are told; a body may have a million of them. */
  private static final int MOST = 100;

  private static final long NONE = -1;

  private final List<String> paths = new ArrayList<>();
  private long message = NONE;

  void clear() {
    paths.clear();
    message = NONE;
  }

  /** What comes now is in a stream's message. */
  void message(long index) {
    message = index;
  }

  /** Whether no more are told. */
  boolean isFull() {
    return paths.size() == MOST;
  }

  void add(String path) {
    if (!isFull()) {
      paths.add(message == NONE ? path : FrameStack.joined("[" + message + "]", path));
    }
  }

  List<String> paths() {
    return paths.isEmpty() ? List.of() : List.copyOf(paths);
  }
}
