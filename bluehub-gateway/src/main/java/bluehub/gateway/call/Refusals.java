package bluehub.gateway.call;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Counts refusals of one event loop: its thread alone writes, any thread reads. */
public final class Refusals {
  private final Map<Refusal, AtomicLong> counts = new EnumMap<>(Refusal.class);

  Refusals() {
    for (Refusal reason : Refusal.values()) {
      counts.put(reason, new AtomicLong());
    }
  }

  /** Counts one. */
  public void count(Refusal reason) {
    AtomicLong count = counter(reason);
    count.lazySet(count.getPlain() + 1);
  }

  /** How many there were since the start. */
  public long get(Refusal reason) {
    return counter(reason).get();
  }

  private AtomicLong counter(Refusal reason) {
    AtomicLong count = counts.get(reason);
    if (count == null) {
      throw new IllegalStateException("A reason without a counter: " + reason);
    }
    return count;
  }
}
