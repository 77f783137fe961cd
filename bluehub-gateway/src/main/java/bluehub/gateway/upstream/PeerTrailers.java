package bluehub.gateway.upstream;

import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;

/**
 * Tells a status that the upstream sent from one that this process made up (no connection, a
 * deadline, a reset, an answer that is no gRPC): grpc-java reports both alike, but hands only
 * trailers that came over the wire to a stream's tracer, which marks them. Messages of the other
 * kind hold addresses.
 */
final class PeerTrailers extends ClientStreamTracer.Factory {
  static final ClientStreamTracer.Factory TRACERS = new PeerTrailers();

  private static final Metadata.Key<byte[]> MARK =
      Metadata.Key.of("bluehub-peer-bin", Metadata.BINARY_BYTE_MARSHALLER);
  private static final byte[] NOTHING = new byte[0];

  /** Stateless, so one serves all calls. */
  private static final ClientStreamTracer TRACER =
      new ClientStreamTracer() {
        @Override
        public void inboundTrailers(Metadata trailers) {
          trailers.put(MARK, NOTHING);
        }
      };

  private PeerTrailers() {}

  @Override
  public ClientStreamTracer newClientStreamTracer(
      ClientStreamTracer.StreamInfo info, Metadata headers) {
    return TRACER;
  }

  /** Whether the trailers came over the wire; takes the mark off. */
  static boolean take(Metadata trailers) {
    if (!trailers.containsKey(MARK)) {
      return false;
    }
    trailers.discardAll(MARK);
    return true;
  }
}
