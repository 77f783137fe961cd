package bluehub.gateway.call;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Sends a comment on each event stream that has been silent for a while. One for each lane, with
 * one timer for all its streams, which runs while there are any. Used on the lane's thread alone.
 */
final class EventKeepAlive {
  private final EventLoop loop;
  private final long interval;
  private final List<StreamConversation> open = new ArrayList<>();
  private boolean running;

  /**
   * @param silence zero for no comments
   */
  EventKeepAlive(EventLoop loop, Duration silence) {
    this.loop = loop;
    // A stream that said nothing between two looks has been silent for half of it to all of it.
    this.interval = silence.toNanos() / 2;
  }

  void add(StreamConversation stream) {
    if (interval > 0) {
      stream.index(open.size());
      open.add(stream);
      schedule();
    }
  }

  void remove(StreamConversation stream) {
    int index = stream.index();
    if (index < 0) {
      return;
    }
    stream.index(-1);
    StreamConversation last = open.removeLast();
    if (last != stream) {
      open.set(index, last);
      last.index(index);
    }
  }

  private void schedule() {
    if (!running) {
      running = true;
      var _ = loop.schedule(this::look, interval, TimeUnit.NANOSECONDS);
    }
  }

  private void look() {
    running = false;
    // Backwards, as a stream that ends takes itself out.
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).keepAlive();
    }
    if (!open.isEmpty()) {
      schedule();
    }
  }
}
