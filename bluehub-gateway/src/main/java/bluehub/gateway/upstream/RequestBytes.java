package bluehub.gateway.upstream;

import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor.Marshaller;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A request message on its way into grpc-java's framer, which takes it in one copy. */
final class RequestBytes extends ByteArrayInputStream implements KnownLength, Drainable {
  static final Marshaller<byte[]> MARSHALLER =
      new Marshaller<>() {
        @Override
        public InputStream stream(byte[] message) {
          return new RequestBytes(message);
        }

        @Override
        public byte[] parse(InputStream stream) {
          throw new UnsupportedOperationException("A client parses no requests.");
        }
      };

  private RequestBytes(byte[] message) {
    super(message);
  }

  @Override
  public int drainTo(OutputStream target) throws IOException {
    int length = count - pos;
    target.write(buf, pos, length);
    pos = count;
    return length;
  }
}
