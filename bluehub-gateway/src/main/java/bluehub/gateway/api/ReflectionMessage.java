package bluehub.gateway.api;

import bluehub.transcoder.fault.Code;
import bluehub.transcoder.wire.WireException;
import bluehub.transcoder.wire.WireReader;
import bluehub.transcoder.wire.WireType;
import bluehub.transcoder.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The messages of {@code grpc.reflection.v1.ServerReflection}, which {@code v1alpha} has the same.
 * The numbers are those of {@code grpc/reflection/v1/reflection.proto}.
 */
final class ReflectionMessage {
  private static final int FILE_BY_FILENAME = WireType.tag(3, WireType.LENGTH_DELIMITED);
  private static final int FILE_CONTAINING_SYMBOL = WireType.tag(4, WireType.LENGTH_DELIMITED);
  private static final int LIST_SERVICES = WireType.tag(7, WireType.LENGTH_DELIMITED);

  private static final int FILES = WireType.tag(4, WireType.LENGTH_DELIMITED);
  private static final int SERVICES = WireType.tag(6, WireType.LENGTH_DELIMITED);
  private static final int ERROR = WireType.tag(7, WireType.LENGTH_DELIMITED);
  private static final int FIRST = WireType.tag(1, WireType.LENGTH_DELIMITED);
  private static final int ERROR_CODE = WireType.tag(1, WireType.VARINT);
  private static final int ERROR_MESSAGE = WireType.tag(2, WireType.LENGTH_DELIMITED);

  private ReflectionMessage() {}

  static byte[] fileByName(String name) {
    return request(FILE_BY_FILENAME, name);
  }

  static byte[] fileContaining(String symbol) {
    return request(FILE_CONTAINING_SYMBOL, symbol);
  }

  static byte[] listServices() {
    return request(LIST_SERVICES, "*");
  }

  private static byte[] request(int tag, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    WireWriter out = new WireWriter();
    out.bytes(tag, bytes, 0, bytes.length);
    return out.toByteArray();
  }

  /** What a server answers. */
  sealed interface Answer {
    /** Serialized {@code google.protobuf.FileDescriptorProto}s. */
    record Files(List<byte[]> files) implements Answer {}

    /** Full names. */
    record Services(List<String> names) implements Answer {}

    /**
     * The server cannot tell what was asked for.
     *
     * @param code one of gRPC's
     */
    record Failure(int code, String message) implements Answer {
      boolean notFound() {
        return code == Code.NOT_FOUND.number();
      }

      @Override
      public String toString() {
        String name = code >= 0 && code <= 16 ? Code.of(code).name() : "code " + code;
        return message.isBlank() ? name : name + ": " + message;
      }
    }
  }

  /**
   * Reads an answer.
   *
   * @throws WireException when it is none
   */
  static Answer parse(byte[] message) {
    WireReader in = new WireReader();
    in.reset(message, 0, message.length);
    Answer answer = new Answer.Failure(Code.INTERNAL.number(), "an answer of no known kind");
    while (!in.atEnd()) {
      int tag = in.tag();
      if (tag == FILES) {
        answer = new Answer.Files(parts(field(in)));
      } else if (tag == SERVICES) {
        answer = new Answer.Services(names(field(in)));
      } else if (tag == ERROR) {
        answer = error(field(in));
      } else {
        in.skip(tag);
      }
    }
    return answer;
  }

  private static byte[] field(WireReader in) {
    int size = in.size();
    int start = in.position();
    in.position(start + size);
    return Arrays.copyOfRange(in.array(), start, start + size);
  }

  private static List<byte[]> parts(byte[] message) {
    List<byte[]> parts = new ArrayList<>();
    WireReader in = new WireReader();
    in.reset(message, 0, message.length);
    while (!in.atEnd()) {
      int tag = in.tag();
      if (tag == FIRST) {
        parts.add(field(in));
      } else {
        in.skip(tag);
      }
    }
    return parts;
  }

  private static List<String> names(byte[] message) {
    List<String> names = new ArrayList<>();
    for (byte[] service : parts(message)) {
      for (byte[] name : parts(service)) {
        names.add(new String(name, StandardCharsets.UTF_8));
      }
    }
    return names;
  }

  private static Answer error(byte[] message) {
    int code = 0;
    String text = "";
    WireReader in = new WireReader();
    in.reset(message, 0, message.length);
    while (!in.atEnd()) {
      int tag = in.tag();
      if (tag == ERROR_CODE) {
        code = (int) in.varint();
      } else if (tag == ERROR_MESSAGE) {
        text = new String(field(in), StandardCharsets.UTF_8);
      } else {
        in.skip(tag);
      }
    }
    return new Answer.Failure(code, text);
  }
}
