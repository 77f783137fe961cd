package bluehub.gateway.api;

import bluehub.transcoder.codec.ErrorFormat;

/**
 * The table that serves at this moment. A request takes it once and keeps to it; a new one is
 * swapped in as a whole. Thread-safe.
 */
public final class LiveTable {
  private volatile Table table;

  /**
   * Serves nothing yet.
   *
   * @param errors how it says so
   */
  public LiveTable(ErrorFormat errors) {
    table = Table.empty(errors);
  }

  public Table get() {
    return table;
  }

  void swap(Table next) {
    table = next;
  }
}
