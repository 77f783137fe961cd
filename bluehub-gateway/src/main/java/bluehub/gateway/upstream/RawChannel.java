package bluehub.gateway.upstream;

/** Calls to one upstream from one event loop; used on that loop's thread alone. */
public interface RawChannel {
  /** For a call that may take as long as it likes. */
  long NO_TIMEOUT = Long.MAX_VALUE;

  /**
   * Starts a call. The listener is told of everything on this loop's thread, perhaps before this
   * method returns.
   *
   * @param timeoutNanos from now on; the call ends with DEADLINE_EXCEEDED after that ({@link
   *     #NO_TIMEOUT} for never)
   */
  RawCall start(
      RawMethod method, RawMetadata metadata, long timeoutNanos, RawCall.Listener listener);
}
