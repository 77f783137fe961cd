package bluehub.gateway.upstream;

import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.Status;
import io.netty.util.concurrent.FastThreadLocal;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Where a response message lies while its listener looks at it: one per event loop, as grpc-java
 * hands a message on in the same call that parsed it.
 */
final class MessageBuffer {
  static final Marshaller<MessageBuffer> MARSHALLER =
      new Marshaller<>() {
        @Override
        public InputStream stream(MessageBuffer message) {
          throw new UnsupportedOperationException("A client sends no responses.");
        }

        @Override
        public MessageBuffer parse(InputStream stream) {
          MessageBuffer buffer = LOCAL.get();
          buffer.fill(stream);
          return buffer;
        }
      };

  private static final FastThreadLocal<MessageBuffer> LOCAL =
      new FastThreadLocal<>() {
        @Override
        protected MessageBuffer initialValue() {
          return new MessageBuffer();
        }
      };

  private static final int INITIAL = 8 * 1024;

  /** What is kept from one message to the next; a rare big one gives its memory back. */
  private static final int KEPT = 256 * 1024;

  private byte[] bytes = new byte[INITIAL];
  private int length;

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  private void fill(InputStream stream) {
    try {
      int expected = stream.available();
      if (bytes.length > KEPT && expected <= KEPT) {
        bytes = new byte[KEPT];
      }
      if (expected > bytes.length) {
        bytes = new byte[expected];
      }
      length = 0;
      int read;
      while ((read = stream.read(bytes, length, bytes.length - length)) > 0) {
        length += read;
        // Compressed messages do not tell their length.
        if (length == bytes.length && stream.available() > 0) {
          bytes = Arrays.copyOf(bytes, length * 2);
        } else if (length == expected && stream.available() == 0) {
          break;
        }
      }
    } catch (IOException e) {
      throw Status.INTERNAL
          .withDescription("A message could not be read.")
          .withCause(e)
          .asRuntimeException();
    }
  }
}
