package bluehub.gateway.api;

import bluehub.gateway.upstream.Upstream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** How it stands with all schemas. Thread-safe; each state is a whole, and replaced as a whole. */
public final class SchemaStates {
  private final Map<String, SchemaState> states = new ConcurrentHashMap<>();
  private final List<String> order = new CopyOnWriteArrayList<>();
  private final List<Consumer<SchemaState>> observers = new CopyOnWriteArrayList<>();

  /** The states of all upstreams, in the order of the settings. */
  public List<SchemaState> all() {
    return order.stream().map(this::get).toList();
  }

  /** Whether there are routes to an upstream. */
  public boolean serves(Upstream upstream) {
    SchemaState state = states.get(upstream.name());
    return state != null && state.status().serves();
  }

  /** Has each new state told, on the thread that has made it; it must not wait. */
  public void observe(Consumer<SchemaState> observer) {
    observers.add(observer);
  }

  /**
   * The state of one upstream.
   *
   * @throws IllegalArgumentException when there is none of that name
   */
  public SchemaState get(String upstream) {
    SchemaState state = states.get(upstream);
    if (state == null) {
      throw new IllegalArgumentException("No upstream " + upstream);
    }
    return state;
  }

  void put(SchemaState state) {
    if (states.put(state.upstream(), state) == null) {
      order.add(state.upstream());
    }
    observers.forEach(observer -> observer.accept(state));
  }
}
