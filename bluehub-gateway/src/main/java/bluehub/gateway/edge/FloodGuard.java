package bluehub.gateway.edge;

import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import java.util.concurrent.TimeUnit;

/**
 * Bounds how often a client may send frames that cost the server more than the client, and bring it
 * nothing: PING and SETTINGS that want an answer, PRIORITY, unknown frames, resets (RFC 9113
 * §10.5). Counts within windows of {@link #WINDOW_NANOS}, told of the time by the loop's sweeps,
 * and what the client does not take of the answers to them.
 */
final class FloodGuard {
  static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** Answers to PING and SETTINGS, and resets, that the client does not take. */
  static final int MAX_WAITING = 1_000;

  private final int maxControl;
  private final int maxResets;
  private int control;
  private int resets;
  private long windowEnd;
  private boolean began;
  private int waiting;

  FloodGuard(int maxControl, int maxResets) {
    this.maxControl = maxControl;
    this.maxResets = maxResets;
  }

  void control() throws Http2Exception {
    if (++control > maxControl || waiting > MAX_WAITING) {
      throw tooMuch("control frames");
    }
  }

  /** A stream was reset, by whichever side. */
  void reset() throws Http2Exception {
    if (++resets > maxResets || waiting > MAX_WAITING) {
      throw tooMuch("resets");
    }
  }

  /** Counts a frame until it has been written. */
  ChannelPromise waits(ChannelPromise promise) {
    waiting++;
    return promise.unvoid().addListener(_ -> waiting--);
  }

  void sweep(long now) {
    if (!began || now - windowEnd >= 0) {
      began = true;
      windowEnd = now + WINDOW_NANOS;
      control = 0;
      resets = 0;
    }
  }

  private static Http2Exception tooMuch(String what) {
    return Http2Exception.connectionError(Http2Error.ENHANCE_YOUR_CALM, "Too many " + what);
  }
}
