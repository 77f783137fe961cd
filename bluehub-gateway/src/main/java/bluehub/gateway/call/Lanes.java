package bluehub.gateway.call;

import bluehub.gateway.api.LiveTable;
import bluehub.gateway.api.RouteRecorder;
import bluehub.gateway.settings.HttpSettings;
import bluehub.gateway.settings.LimitSettings;
import bluehub.gateway.site.Site;
import bluehub.gateway.upstream.EventLoops;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One lane for each event loop. Thread-safe. */
public final class Lanes {
  private final EventLoops loops;
  private final List<Lane> all;
  private final Map<EventLoop, Lane> byLoop = new HashMap<>();

  /**
   * @param site asked for what no route has
   * @param observer told of each request, or null
   */
  public Lanes(
      EventLoops loops,
      LiveTable table,
      HttpSettings settings,
      RouteRecorder.Factory recorders,
      Site site,
      @Nullable CallObserver observer) {
    this.loops = loops;
    RouteRecorder unmatched = recorders.of("none", "none", "none", "none");
    RouteRecorder pages = recorders.of("none", "none", "GET", "site");
    LimitSettings limits = settings.limits();
    int maxBody = (int) limits.maxBody().toBytes();
    int count = loops.loops().size();
    List<Lane> lanes = new ArrayList<>();
    for (EventLoop loop : loops.loops()) {
      int number = lanes.size();
      int maxCalls = share(limits.maxCalls(), number, count);
      Lane lane =
          new Lane(
              number,
              loop,
              table,
              maxBody,
              maxCalls,
              settings,
              unmatched.tally(number),
              pages.tally(number),
              site,
              observer);
      lanes.add(lane);
      byLoop.put(loop, lane);
    }
    this.all = List.copyOf(lanes);
  }

  /** Equal shares that add up to the whole, but for those that would be nothing at all. */
  static int share(int whole, int number, int count) {
    return Math.max(1, whole / count + (number < whole % count ? 1 : 0));
  }

  /** The lanes, in the order of their loops' numbers. */
  public List<Lane> all() {
    return all;
  }

  /** The lane of a connection's loop. */
  public Lane of(EventLoop loop) {
    Lane lane = byLoop.get(loop);
    if (lane == null) {
      throw new IllegalStateException("An event loop of another group: " + loop);
    }
    return lane;
  }

  /** The group that serves the connections. */
  public EventLoopGroup group() {
    return loops.group();
  }

  /** The type of the listening socket's channel. */
  public Class<? extends ServerChannel> serverChannelType() {
    return loops.serverChannelType();
  }

  /** What was refused for that reason, on all loops. */
  public long refused(Refusal reason) {
    long sum = 0;
    for (Lane lane : all) {
      sum += lane.refusals().get(reason);
    }
    return sum;
  }

  /** Requests that are not answered yet, on all loops. */
  public int inFlight() {
    int sum = 0;
    for (Lane lane : all) {
      sum += lane.inFlight();
    }
    return sum;
  }
}
