package bluehub.gateway.upstream;

import bluehub.gateway.upstream.http2.HeaderField;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;

/** An RPC as a raw call needs it; made once per schema. Immutable. */
public final class RawMethod {
  private final MethodDescriptor<byte[], MessageBuffer> descriptor;
  private final HeaderField path;
  private final boolean clientStreaming;
  private final boolean repeatable;

  /**
   * @param rpc {@code package.Service/Method}
   * @param repeatable whether a call that was cut off may be made again, as it does no harm twice
   */
  public RawMethod(
      String rpc, boolean clientStreaming, boolean serverStreaming, boolean repeatable) {
    this.clientStreaming = clientStreaming;
    this.repeatable = repeatable;
    this.path = new HeaderField(":path", "/" + rpc);
    this.descriptor =
        MethodDescriptor.<byte[], MessageBuffer>newBuilder()
            .setFullMethodName(rpc)
            .setType(type(clientStreaming, serverStreaming))
            .setRequestMarshaller(RequestBytes.MARSHALLER)
            .setResponseMarshaller(MessageBuffer.MARSHALLER)
            .build();
  }

  /** {@code package.Service/Method}. */
  String name() {
    return descriptor.getFullMethodName();
  }

  MethodDescriptor<byte[], MessageBuffer> descriptor() {
    return descriptor;
  }

  /** The path of its requests. */
  HeaderField path() {
    return path;
  }

  boolean clientStreaming() {
    return clientStreaming;
  }

  boolean repeatable() {
    return repeatable;
  }

  private static MethodType type(boolean clientStreaming, boolean serverStreaming) {
    if (clientStreaming) {
      return serverStreaming ? MethodType.BIDI_STREAMING : MethodType.CLIENT_STREAMING;
    }
    return serverStreaming ? MethodType.SERVER_STREAMING : MethodType.UNARY;
  }
}
