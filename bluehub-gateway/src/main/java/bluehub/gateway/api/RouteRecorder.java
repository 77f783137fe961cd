package bluehub.gateway.api;

import bluehub.transcoder.fault.Code;

/** Takes the figures of one route's requests. Thread-safe, and cheap enough for each request. */
public interface RouteRecorder {
  /** A recorder that forgets. */
  RouteRecorder NONE = (code, nanos) -> {};

  /**
   * A request that has been answered, or whose client left.
   *
   * @param nanos from its head to the end of its answer
   */
  void record(Code code, long nanos);

  /** Makes the recorders, once for each route of a schema. */
  interface Factory {
    RouteRecorder of(String upstream, String rpc, String httpMethod, String template);
  }
}
