package bluehub.gateway.edge;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;

/** How long a connection may go on as it is; in nanoseconds of the loop's coarse clock. */
final class Patience {
  private boolean limited;
  private long deadline;
  private long pending;
  private long stalledSince;

  /** Until that point in time. */
  void until(long time) {
    limited = true;
    deadline = time;
  }

  /** For as long as it takes. */
  void forever() {
    limited = false;
  }

  boolean isOver(long now) {
    return limited && now - deadline >= 0;
  }

  /**
   * Whether the client has taken nothing of what waits to be sent for longer than that. To be asked
   * now and then.
   */
  boolean stalled(Channel channel, long now, long most) {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    long left = buffer == null ? 0 : buffer.totalPendingWriteBytes();
    if (left == 0 || left != pending) {
      pending = left;
      stalledSince = now;
      return false;
    }
    return now - stalledSince > most;
  }
}
