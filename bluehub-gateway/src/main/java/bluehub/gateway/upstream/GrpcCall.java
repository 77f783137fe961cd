package bluehub.gateway.upstream;

import bluehub.transcoder.fault.Code;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.netty.channel.EventLoop;
import java.util.Arrays;

/**
 * A raw call over grpc-java. With {@code directExecutor} grpc-java tells of everything on the
 * transport's event loop, which is this call's own, but for calls that end before they have a
 * transport: those hop.
 */
final class GrpcCall extends ClientCall.Listener<MessageBuffer> implements RawCall {
  private static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

  private final EventLoop loop;
  private final ClientCall<byte[], MessageBuffer> call;
  private final Listener listener;

  GrpcCall(EventLoop loop, ClientCall<byte[], MessageBuffer> call, Listener listener) {
    this.loop = loop;
    this.call = call;
    this.listener = listener;
  }

  void start(RawMetadata metadata) {
    call.start(this, metadata.toGrpc());
  }

  @Override
  public void send(byte[] message) {
    call.sendMessage(message);
  }

  @Override
  public void end() {
    call.halfClose();
  }

  @Override
  public void request(int messages) {
    call.request(messages);
  }

  @Override
  public void cancel() {
    call.cancel("The client or the gateway gave the call up.", null);
  }

  @Override
  public void onHeaders(Metadata headers) {
    RawMetadata metadata = RawMetadata.of(headers);
    if (loop.inEventLoop()) {
      listener.headers(metadata);
    } else {
      loop.execute(() -> listener.headers(metadata));
    }
  }

  @Override
  public void onMessage(MessageBuffer message) {
    if (loop.inEventLoop()) {
      listener.message(message.bytes(), message.length());
    } else {
      byte[] copy = Arrays.copyOf(message.bytes(), message.length());
      loop.execute(() -> listener.message(copy, copy.length));
    }
  }

  @Override
  public void onClose(Status status, Metadata trailers) {
    RawStatus raw = status(status, trailers);
    if (loop.inEventLoop()) {
      listener.closed(raw);
    } else {
      loop.execute(() -> listener.closed(raw));
    }
  }

  private static RawStatus status(Status status, Metadata trailers) {
    boolean fromPeer = PeerTrailers.take(trailers);
    RawMetadata metadata = RawMetadata.of(trailers);
    if (status.isOk() && metadata.size() == 0) {
      return RawStatus.OK;
    }
    String message = status.getDescription();
    return new RawStatus(
        Code.of(status.getCode().value()),
        message == null ? "" : message,
        trailers.get(DETAILS),
        metadata,
        fromPeer);
  }
}
