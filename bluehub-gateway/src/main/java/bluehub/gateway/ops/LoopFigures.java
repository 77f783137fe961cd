package bluehub.gateway.ops;

import bluehub.gateway.api.RouteRecorder;
import bluehub.transcoder.fault.Code;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one route on one event loop. That loop's thread alone writes, so that adding is a
 * load and a store, without a lock, an atomic operation, or a look-up; whoever reads sees each
 * number soon, and not all numbers of one moment.
 */
final class LoopFigures implements RouteRecorder.Tally {
  /** The classes of HTTP statuses by their first digit. */
  static final int CLASSES = 6;

  /** One for each code and class. */
  static final int OUTCOMES = Code.values().length * CLASSES;

  private final long[] bounds;
  private final AtomicLong inFlight = new AtomicLong();
  private final AtomicLong receivedBytes = new AtomicLong();
  private final AtomicLong sentBytes = new AtomicLong();
  private final AtomicLong receivedMessages = new AtomicLong();
  private final AtomicLong sentMessages = new AtomicLong();
  private final AtomicReferenceArray<AtomicLongArray> outcomes =
      new AtomicReferenceArray<>(OUTCOMES);

  /**
   * @param bounds of the latency histogram, ascending, in nanoseconds; not changed
   */
  LoopFigures(long[] bounds) {
    this.bounds = bounds;
  }

  @Override
  public void begun() {
    add(inFlight, 1);
  }

  @Override
  public void messageReceived() {
    add(receivedMessages, 1);
  }

  @Override
  public void messageSent() {
    add(sentMessages, 1);
  }

  @Override
  public void ended(Code code, int httpStatus, long nanos, long received, long sent) {
    add(inFlight, -1);
    add(receivedBytes, received);
    add(sentBytes, sent);
    AtomicLongArray latencies = outcome(code.number() * CLASSES + httpStatus / 100);
    int bucket = 0;
    while (bucket < bounds.length && nanos > bounds[bucket]) {
      bucket++;
    }
    add(latencies, bucket, 1);
    add(latencies, bounds.length + 1, nanos);
  }

  private AtomicLongArray outcome(int index) {
    AtomicLongArray latencies = outcomes.getPlain(index);
    if (latencies == null) {
      // A count for each bound and one beyond them, and the sum.
      latencies = new AtomicLongArray(bounds.length + 2);
      outcomes.setRelease(index, latencies);
    }
    return latencies;
  }

  long inFlight() {
    return inFlight.get();
  }

  long receivedBytes() {
    return receivedBytes.get();
  }

  long sentBytes() {
    return sentBytes.get();
  }

  long receivedMessages() {
    return receivedMessages.get();
  }

  long sentMessages() {
    return sentMessages.get();
  }

  /** The counts of the buckets, and last the sum in nanoseconds; null where there was none. */
  @Nullable AtomicLongArray latencies(int outcome) {
    return outcomes.getAcquire(outcome);
  }

  private static void add(AtomicLong number, long more) {
    number.lazySet(number.getPlain() + more);
  }

  private static void add(AtomicLongArray numbers, int index, long more) {
    numbers.lazySet(index, numbers.getPlain(index) + more);
  }
}
