package bluehub.gateway.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelPromise;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;

/** Frames in one buffer, and whom to tell when it has been written. */
final class GatheredFrames implements ChannelFutureListener {
  private static final int INITIAL = 512;

  private final ByteBuf bytes;
  private final List<ChannelPromise> promises = new ArrayList<>(2);

  GatheredFrames(ByteBufAllocator alloc) {
    this.bytes = alloc.ioBuffer(INITIAL);
  }

  ByteBuf bytes() {
    return bytes;
  }

  void add(ChannelPromise promise) {
    promises.add(promise);
  }

  @Override
  public void operationComplete(ChannelFuture written) {
    if (written.isSuccess()) {
      promises.forEach(ChannelPromise::trySuccess);
    } else {
      fail(written.cause());
    }
  }

  /** The connection has ended before they were handed over. */
  void drop() {
    bytes.release();
    fail(new ClosedChannelException());
  }

  private void fail(Throwable cause) {
    promises.forEach(promise -> promise.tryFailure(cause));
  }
}
