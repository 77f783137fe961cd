package bluehub.gateway.api;

/**
 * The table that serves at this moment. A request takes it once and keeps to it; a new one is
 * swapped in as a whole. Thread-safe.
 */
public final class LiveTable {
  private volatile Table table = Table.EMPTY;

  public Table get() {
    return table;
  }

  void swap(Table next) {
    table = next;
  }
}
