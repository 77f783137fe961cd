package bluehub.load.backend;

import bluehub.load.v1.LoadServiceGrpc;
import bluehub.load.v1.Order;
import bluehub.load.v1.SayHelloRequest;
import bluehub.load.v1.StreamHelloRequest;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.grpc.MethodDescriptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * A method that takes and gives bytes: messages are neither made nor read, as in a gateway that
 * goes straight from text to wire.
 *
 * @param call the method
 * @param request an empty request
 */
record RawMethod(MethodDescriptor<byte[], byte[]> call, Message request) {

  static RawMethod named(String name) {
    return switch (name) {
      case "SayHello" ->
          raw(LoadServiceGrpc.getSayHelloMethod(), SayHelloRequest.getDefaultInstance());
      case "Echo" -> raw(LoadServiceGrpc.getEchoMethod(), Order.getDefaultInstance());
      case "StreamHello" ->
          raw(LoadServiceGrpc.getStreamHelloMethod(), StreamHelloRequest.getDefaultInstance());
      default ->
          throw new IllegalArgumentException(
              "method is %s, expected SayHello, Echo or StreamHello".formatted(name));
    };
  }

  private static RawMethod raw(MethodDescriptor<?, ?> method, Message request) {
    return new RawMethod(method.toBuilder(new Bytes(), new Bytes()).build(), request);
  }

  byte[] encode(String json) throws IOException {
    Message.Builder message = request.newBuilderForType();
    JsonFormat.parser().merge(json, message);
    return message.build().toByteArray();
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] message) {
      return new ByteArrayInputStream(message);
    }

    @Override
    public byte[] parse(InputStream message) {
      try {
        // grpc-java knows the length (KnownLength), so that one array of the right size will do.
        byte[] bytes = new byte[message.available()];
        message.readNBytes(bytes, 0, bytes.length);
        return bytes;
      } catch (IOException fault) {
        throw new UncheckedIOException(fault);
      }
    }
  }
}
