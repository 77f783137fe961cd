package bluehub.gateway.upstream;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;

/** An RPC as a raw call needs it; made once per schema. Immutable. */
public final class RawMethod {
  private final MethodDescriptor<byte[], MessageBuffer> descriptor;

  /**
   * @param rpc {@code package.Service/Method}
   */
  public RawMethod(String rpc, boolean clientStreaming, boolean serverStreaming) {
    this.descriptor =
        MethodDescriptor.<byte[], MessageBuffer>newBuilder()
            .setFullMethodName(rpc)
            .setType(type(clientStreaming, serverStreaming))
            .setRequestMarshaller(RequestBytes.MARSHALLER)
            .setResponseMarshaller(MessageBuffer.MARSHALLER)
            .build();
  }

  MethodDescriptor<byte[], MessageBuffer> descriptor() {
    return descriptor;
  }

  private static MethodType type(boolean clientStreaming, boolean serverStreaming) {
    if (clientStreaming) {
      return serverStreaming ? MethodType.BIDI_STREAMING : MethodType.CLIENT_STREAMING;
    }
    return serverStreaming ? MethodType.SERVER_STREAMING : MethodType.UNARY;
  }
}
