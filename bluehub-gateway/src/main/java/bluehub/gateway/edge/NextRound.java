package bluehub.gateway.edge;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;

/**
 * Runs a task once an event loop has looked at its sockets again. What the system holds by then,
 * connections to accept and bytes to read, has been taken when the task runs; so a socket that is
 * closed by it is closed empty, where a socket that holds something is closed by a reset.
 */
final class NextRound {
  /** A timer that is due at once could run in the round of tasks that set it. */
  private static final long LEAST_MILLIS = 1;

  private NextRound() {}

  /** Two timers, as the first one may still come due in the round that set it, if that is long. */
  static void run(EventLoop loop, Runnable task) {
    var _ = loop.schedule(() -> later(loop, task), LEAST_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static void later(EventLoop loop, Runnable task) {
    var _ = loop.schedule(task, LEAST_MILLIS, TimeUnit.MILLISECONDS);
  }
}
