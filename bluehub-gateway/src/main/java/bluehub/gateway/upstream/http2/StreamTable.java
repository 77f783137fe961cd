package bluehub.gateway.upstream.http2;

import io.netty.util.collection.IntObjectHashMap;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The streams of one connection that are open, and the numbers of those to come. */
final class StreamTable {
  private final IntObjectHashMap<Http2Stream> streams = new IntObjectHashMap<>();
  private int next;

  /**
   * @param first the first stream's number, odd
   */
  StreamTable(int first) {
    this.next = first;
  }

  int size() {
    return streams.size();
  }

  boolean isEmpty() {
    return streams.isEmpty();
  }

  /** Gives a stream its number. */
  void open(Http2Stream stream) {
    stream.id = next;
    stream.open = true;
    streams.put(next, stream);
    next += 2;
  }

  /** RFC 9113 §5.1.1: whether no stream can be opened any more. */
  boolean usedUp() {
    return next < 0;
  }

  void remove(Http2Stream stream) {
    stream.open = false;
    streams.remove(stream.id);
  }

  /**
   * The stream of that number, or null where it is over.
   *
   * @throws ConnectionError where it was never opened (RFC 9113 §5.1)
   */
  @Nullable Http2Stream get(int id) throws ConnectionError {
    boolean ours = (id & 1) == 1 && (next < 0 || id < next);
    if (!ours) {
      throw new ConnectionError(
          ErrorCode.PROTOCOL_ERROR, "A frame of stream %d, which is not open".formatted(id));
    }
    return streams.get(id);
  }

  /** A copy, as a stream that is told something may end others. */
  List<Http2Stream> all() {
    return new ArrayList<>(streams.values());
  }

  /** Those that were opened after the one of that number. */
  List<Http2Stream> after(int last) {
    List<Http2Stream> later = new ArrayList<>();
    for (Http2Stream stream : streams.values()) {
      if (stream.id > last) {
        later.add(stream);
      }
    }
    return later;
  }

  /** Ends the table's part of all streams, and hands them out. */
  List<Http2Stream> clear() {
    List<Http2Stream> left = all();
    streams.clear();
    for (Http2Stream stream : left) {
      stream.open = false;
    }
    return left;
  }

  /**
   * RFC 9113 §6.9.2: another initial window changes the windows of the streams that are open, too.
   */
  void moveWindows(int change) throws ConnectionError {
    for (Http2Stream stream : streams.values()) {
      long window = (long) stream.sendWindow + change;
      if (window > Integer.MAX_VALUE) {
        throw new ConnectionError(ErrorCode.FLOW_CONTROL_ERROR, "Too large a window");
      }
      stream.sendWindow = (int) window;
    }
  }
}
