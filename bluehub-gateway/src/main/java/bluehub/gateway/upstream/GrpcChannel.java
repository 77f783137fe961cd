package bluehub.gateway.upstream;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;

/** Raw calls over a grpc-java channel whose connections live on one event loop. */
final class GrpcChannel implements RawChannel {
  private static final CallOptions OPTIONS =
      CallOptions.DEFAULT.withStreamTracerFactory(PeerTrailers.TRACERS);

  private final EventLoop loop;
  private final ManagedChannel channel;

  GrpcChannel(EventLoop loop, ManagedChannel channel) {
    this.loop = loop;
    this.channel = channel;
  }

  @Override
  public RawCall start(
      RawMethod method, RawMetadata metadata, long timeoutNanos, RawCall.Listener listener) {
    CallOptions options = OPTIONS.withDeadlineAfter(timeoutNanos, TimeUnit.NANOSECONDS);
    GrpcCall call = new GrpcCall(loop, channel.newCall(method.descriptor(), options), listener);
    call.start(metadata);
    return call;
  }
}
