package bluehub.gateway.ops;

import bluehub.gateway.api.RouteRecorder;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The figures of one route, those of all event loops added up when they are read. Thread-safe. */
final class RouteFigures implements RouteRecorder {
  private final Name name;
  private final long[] bounds;
  private final AtomicReferenceArray<LoopFigures> byLoop;

  private volatile boolean retired;
  private volatile long retiredAt;

  /** What tells a route from all others; nothing in it comes from a client. */
  record Name(String upstream, String rpc, String method, String route) {}

  RouteFigures(Name name, long[] bounds, int loops) {
    this.name = name;
    this.bounds = bounds;
    this.byLoop = new AtomicReferenceArray<>(loops);
  }

  Name name() {
    return name;
  }

  /** A schema has the route. */
  void serve() {
    retired = false;
  }

  /**
   * No schema has the route any more.
   *
   * @param now by {@link System#nanoTime}
   */
  void retire(long now) {
    retiredAt = now;
    retired = true;
  }

  boolean retired() {
    return retired;
  }

  long retiredFor(long now) {
    return now - retiredAt;
  }

  /** Made when it is first asked for, as most routes of a large schema are never used. */
  @Override
  public Tally tally(int loop) {
    LoopFigures figures = byLoop.getPlain(loop);
    if (figures == null) {
      figures = new LoopFigures(bounds);
      byLoop.setRelease(loop, figures);
    }
    return figures;
  }

  /** Whether there was ever a request. */
  boolean used() {
    for (int i = 0; i < byLoop.length(); i++) {
      if (byLoop.getAcquire(i) != null) {
        return true;
      }
    }
    return false;
  }

  long sum(ToLongFunction<LoopFigures> number) {
    long sum = 0;
    for (int i = 0; i < byLoop.length(); i++) {
      LoopFigures figures = byLoop.getAcquire(i);
      sum += figures == null ? 0 : number.applyAsLong(figures);
    }
    return sum;
  }

  /** The same as of {@link LoopFigures}; null where there was none on any loop. */
  long @Nullable [] latencies(int outcome) {
    long[] sums = null;
    for (int i = 0; i < byLoop.length(); i++) {
      LoopFigures figures = byLoop.getAcquire(i);
      AtomicLongArray latencies = figures == null ? null : figures.latencies(outcome);
      if (latencies != null) {
        sums = sums == null ? new long[latencies.length()] : sums;
        for (int k = 0; k < sums.length; k++) {
          sums[k] += latencies.get(k);
        }
      }
    }
    return sums;
  }
}
