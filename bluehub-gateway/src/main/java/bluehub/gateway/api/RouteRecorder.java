package bluehub.gateway.api;

import bluehub.transcoder.fault.Code;
import java.util.Collection;

/** Takes the figures of one route's requests, of each event loop apart. Thread-safe. */
public interface RouteRecorder {

  /** A recorder that forgets. */
  RouteRecorder NONE = _ -> Tally.NONE;

  /**
   * What the event loop of that number records into; the same for the same number. To be asked for
   * on that loop's thread.
   */
  Tally tally(int loop);

  /** The figures of one route on one event loop, written by its thread alone, for each request. */
  interface Tally {
    /** A tally that forgets. */
    Tally NONE =
        new Tally() {
          @Override
          public void begun() {}

          @Override
          public void messageReceived() {}

          @Override
          public void messageSent() {}

          @Override
          public void ended(Code code, int httpStatus, long nanos, long received, long sent) {}
        };

    /** A request has found this route. */
    void begun();

    /** A message of a stream has come from the client. */
    void messageReceived();

    /** A message of a stream has been written to the client. */
    void messageSent();

    /**
     * A request that had begun has been answered, or its client has left.
     *
     * @param httpStatus of the answer; 499 where the client left first
     * @param nanos from its head to the end of its answer
     * @param received bytes of the request's body, as they came
     * @param sent bytes of the answer's body
     */
    void ended(Code code, int httpStatus, long nanos, long received, long sent);
  }

  /** Makes the recorders, once for each route of a schema. */
  interface Factory {
    RouteRecorder of(String upstream, String rpc, String httpMethod, String template);

    /**
     * No route that serves records into these any more, though requests that are under way may. One
     * serves again when it is asked for by {@link #of} again.
     */
    default void retire(Collection<RouteRecorder> recorders) {}
  }
}
