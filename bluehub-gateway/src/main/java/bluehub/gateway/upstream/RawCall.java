package bluehub.gateway.upstream;

/**
 * One call in bytes. Used on the thread of its event loop alone, and the listener is told of
 * everything there.
 */
public interface RawCall {

  /** Sends one request message, in wire bytes that are not changed afterwards. */
  void send(byte[] message);

  /**
   * Whether the upstream takes further request messages soon. If not, they are kept until it does;
   * {@link Listener#ready} tells when.
   */
  boolean ready();

  /** Tells that no further request message comes. */
  void end();

  /** Asks for that many further messages; none comes unasked. */
  void request(int messages);

  /** Gives the call up. The listener is told nothing further, but perhaps that it is closed. */
  void cancel();

  /**
   * What a call brings. Nothing follows {@link #closed}. One that throws ends its own call, whose
   * end it is told then, and no other of the same connection.
   */
  interface Listener {
    /** The upstream takes request messages again, or for the first time. */
    void ready();

    /** The initial metadata; not called where the upstream sent trailers alone. */
    void headers(RawMetadata metadata);

    /** A message, from index 0; the array is valid until this method returns. */
    void message(byte[] bytes, int length);

    /** The end. */
    void closed(RawStatus status);
  }
}
