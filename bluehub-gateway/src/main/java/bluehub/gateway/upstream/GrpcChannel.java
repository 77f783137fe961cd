package bluehub.gateway.upstream;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ClientStreamTracer;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

/**
 * Raw calls over a grpc-java channel whose connections live on one event loop. All calls share
 * their options, as grpc-java copies them for each change.
 */
final class GrpcChannel implements RawChannel {
  private static final ClientStreamTracer NONE = new ClientStreamTracer() {};

  final EventLoop loop;
  final Deadlines deadlines;
  final TimeoutHeader timeouts = new TimeoutHeader();

  /** How often a call is sent again. */
  final int retries;

  private final ManagedChannel channel;
  private final Connectivity connectivity;
  private final CallOptions options =
      CallOptions.DEFAULT.withStreamTracerFactory(
          new ClientStreamTracer.Factory() {
            @Override
            public ClientStreamTracer newClientStreamTracer(
                ClientStreamTracer.StreamInfo info, Metadata headers) {
              Attempt attempt = starting;
              return attempt == null ? NONE : attempt;
            }
          });

  private final CallOptions patient = options.withWaitForReady();

  /** The attempt that is being started. */
  private @Nullable Attempt starting;

  /** Whether the target was resolved once: from then on attempts start while they are started. */
  private volatile boolean resolved;

  /** What of an upstream's metadata the listeners are told. */
  final MetadataFilter filter;

  GrpcChannel(
      EventLoop loop,
      ManagedChannel channel,
      Connectivity connectivity,
      int retries,
      MetadataFilter filter) {
    this.loop = loop;
    this.filter = filter;
    this.channel = channel;
    this.connectivity = connectivity;
    this.retries = retries;
    this.deadlines = new Deadlines(loop);
  }

  @Override
  public RawCall start(
      RawMethod method, RawMetadata metadata, long timeoutNanos, RawCall.Listener listener) {
    GrpcCall call = new GrpcCall(this, method, metadata, timeoutNanos, listener);
    call.start();
    return call;
  }

  /** Until when, by {@link System#nanoTime}, a call may wait for a connection. */
  long patientUntil() {
    return connectivity.patientUntil();
  }

  /**
   * Makes a call and starts it.
   *
   * @param wait whether it waits for a connection, where there is none
   */
  void open(RawMethod method, Metadata metadata, Attempt attempt, boolean wait, GrpcCall listener) {
    CallOptions chosen = resolved ? (wait ? patient : options) : first(attempt, wait);
    ClientCall<byte[], MessageBuffer> call = channel.newCall(method.descriptor(), chosen);
    listener.opened(call);
    starting = attempt;
    try {
      call.start(listener, metadata);
    } finally {
      starting = null;
    }
  }

  /** For attempts that may have to wait for the first resolution, and then start on its thread. */
  private CallOptions first(Attempt attempt, boolean wait) {
    CallOptions own =
        CallOptions.DEFAULT.withStreamTracerFactory(
            new ClientStreamTracer.Factory() {
              @Override
              public ClientStreamTracer newClientStreamTracer(
                  ClientStreamTracer.StreamInfo info, Metadata headers) {
                resolved = true;
                return attempt;
              }
            });
    return wait ? own.withWaitForReady() : own;
  }
}
