package bluehub.gateway.edge;

import bluehub.gateway.call.Lane;
import bluehub.gateway.call.Lanes;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** All event loops of the server. Thread-safe. */
final class EdgeLoops {
  private final Map<EventLoop, EdgeLoop> all = new HashMap<>();

  EdgeLoops(Lanes lanes, EdgeState state) {
    for (Lane lane : lanes.all()) {
      all.put(lane.loop(), new EdgeLoop(lane, state));
    }
  }

  EdgeLoop of(Channel channel) {
    EdgeLoop loop = all.get(channel.eventLoop());
    if (loop == null) {
      throw new IllegalStateException("A channel of an unknown event loop: " + channel);
    }
    return loop;
  }

  void start() {
    all.values().forEach(EdgeLoop::start);
  }

  /** Has each loop do something; done when all have. */
  CompletableFuture<Void> each(Consumer<EdgeLoop> action) {
    List<CompletableFuture<Void>> done =
        all.entrySet().stream()
            .map(
                each ->
                    CompletableFuture.runAsync(() -> action.accept(each.getValue()), each.getKey()))
            .toList();
    return CompletableFuture.allOf(done.toArray(CompletableFuture<?>[]::new));
  }
}
