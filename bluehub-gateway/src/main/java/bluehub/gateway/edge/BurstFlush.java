package bluehub.gateway.edge;

import io.netty.channel.EventLoop;

/**
 * Sends what was written to a connection once for all that one burst of reads has brought, since
 * each send is a system call. Used on the connection's loop alone.
 */
final class BurstFlush {
  private final Runnable send;
  private final Runnable task = this::now;
  private boolean reading;
  private boolean due;

  /**
   * @param send flushes the connection
   */
  BurstFlush(Runnable send) {
    this.send = send;
  }

  /** A burst of reads is under way. */
  void readBegun() {
    reading = true;
  }

  /** It is over; what is due is left to {@link #now}, or done otherwise. */
  void readEnded() {
    reading = false;
  }

  /** All has been sent. */
  void sent() {
    due = false;
  }

  /** Sends at once what is due. */
  void now() {
    if (due) {
      due = false;
      send.run();
    }
  }

  /** Sends at the end of the burst, or at once. */
  void flush() {
    if (reading) {
      due = true;
    } else {
      send.run();
    }
  }

  /** Sends at the end of the burst, or of what the loop does now: more may be written by then. */
  void soon(EventLoop loop) {
    if (!due) {
      due = true;
      if (!reading) {
        loop.execute(task);
      }
    }
  }
}
