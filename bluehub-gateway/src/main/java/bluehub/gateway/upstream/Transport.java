package bluehub.gateway.upstream;

/** The connections of one event loop to one upstream. Thread-safe, but for the channel. */
interface Transport {
  /** For calls from that loop. */
  RawChannel channel();

  /** Whether a call that starts now finds a connection. */
  boolean live();

  /** Starts to connect, and keeps connecting. Does not wait. */
  void connect();

  /** Ends the connections, and calls that are under way. Does not wait. */
  void close();

  /** Waits until {@link #close} has done its work, a moment at most. */
  void awaitClosed() throws InterruptedException;

  /** Told when {@link #live()} has changed. */
  interface Observer {
    void changed();
  }
}
