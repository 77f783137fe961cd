package bluehub.gateway.edge;

import java.util.concurrent.TimeUnit;

/** Where an HTTP/1.1 connection is, and so how long it may stay there. */
enum Http1Phase {
  /** Between two requests. */
  IDLE,
  /** A request's head has begun. */
  HEAD,
  /** A request's body is due. */
  BODY,
  /** The request is there, the answer is due. */
  SERVING,
  /** The answer is the last; input is thrown away. */
  LINGERING;

  private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** Sets a connection's patience for what begins now. */
  void begin(Patience patience, EdgeLoop loop) {
    EdgeState state = loop.state();
    switch (this) {
      case IDLE -> patience.until(loop.after(state.idleNanos()));
      case HEAD -> patience.until(loop.after(state.headerNanos()));
      case BODY -> patience.until(loop.after(state.bodyNanos()));
      case SERVING -> patience.forever();
      case LINGERING -> patience.until(loop.after(LINGER_NANOS));
    }
  }
}
