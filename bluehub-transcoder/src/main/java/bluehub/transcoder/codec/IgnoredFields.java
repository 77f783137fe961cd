package bluehub.transcoder.codec;

import java.util.ArrayList;
import java.util.List;

/** The unknown members and parameters of a request that were let pass. Not thread-safe. */
final class IgnoredFields {
  /** How many are told; a body may have a million of them. */
  private static final int MOST = 100;

  private final List<String> paths = new ArrayList<>();

  void clear() {
    paths.clear();
  }

  /** Whether no more are told. */
  boolean isFull() {
    return paths.size() == MOST;
  }

  void add(String path) {
    if (!isFull()) {
      paths.add(path);
    }
  }

  List<String> paths() {
    return List.copyOf(paths);
  }
}
