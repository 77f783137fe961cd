package bluehub.gateway.upstream;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.netty.channel.EventLoop;
import java.util.Arrays;

/**
 * What grpc-java tells of a call, on the call's event loop. With {@code directExecutor} it tells of
 * everything on the transport's event loop, which is that one, but for attempts that end before
 * they have a transport: those hop.
 */
abstract class LoopListener extends ClientCall.Listener<MessageBuffer> {
  private final EventLoop loop;

  LoopListener(EventLoop loop) {
    this.loop = loop;
  }

  /** More can be sent. */
  abstract void writable();

  /** The head of an answer. */
  abstract void headers(Metadata headers);

  /** A message, from index 0; the array is valid until this returns. */
  abstract void message(byte[] bytes, int length);

  /** The attempt is over. */
  abstract void closed(Status status, Metadata trailers);

  @Override
  public final void onReady() {
    if (loop.inEventLoop()) {
      writable();
    } else {
      loop.execute(this::writable);
    }
  }

  @Override
  public final void onHeaders(Metadata headers) {
    if (loop.inEventLoop()) {
      headers(headers);
    } else {
      loop.execute(() -> headers(headers));
    }
  }

  @Override
  public final void onMessage(MessageBuffer received) {
    if (loop.inEventLoop()) {
      message(received.bytes(), received.length());
    } else {
      byte[] copy = Arrays.copyOf(received.bytes(), received.length());
      loop.execute(() -> message(copy, copy.length));
    }
  }

  @Override
  public final void onClose(Status status, Metadata trailers) {
    if (loop.inEventLoop()) {
      closed(status, trailers);
    } else {
      loop.execute(() -> closed(status, trailers));
    }
  }
}
