package bluehub.transcoder.conformance;

import bluehub.transcoder.conformance.ConformanceRequest.Format;
import bluehub.transcoder.fault.RequestFault;
import bluehub.transcoder.fault.SchemaException;
import bluehub.transcoder.wire.WireException;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Answers the protobuf conformance runner: a length of four bytes, little-endian, and a request of
 * that many on standard input; the same with the response on standard output, until the input ends.
 *
 * <p>The engine goes from JSON to the wire and from the wire to JSON. So a test from JSON to JSON
 * goes over the wire, one from the wire to the wire goes through JSON, and what JSON cannot carry
 * is skipped, as are the formats that the engine does not speak.
 */
public final class Testee {
  /** The runner's requests have a few kilobytes; a greater length is no length. */
  private static final int MAX_REQUEST = 64 << 20;

  private static final String FAILURE_SET = "conformance.FailureSet";

  private final EchoApi api;

  public Testee(EchoApi api) {
    this.api = api;
  }

  /** Serves until standard input ends; exits 1, with the reason, when it ends too early. */
  public static void main(String[] args) throws IOException, SchemaException {
    Testee testee = new Testee(new EchoApi(MessageTable.read()));
    try (OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out))) {
      testee.serve(System.in, out);
    } catch (ProtocolException e) {
      System.err.println("testee: " + e.getMessage());
      System.exit(1);
    }
  }

  /** Answers request by request, until the input ends between two of them. */
  void serve(InputStream in, OutputStream out) throws IOException, ProtocolException {
    while (true) {
      byte[] head = in.readNBytes(4);
      if (head.length == 0) {
        return;
      }
      if (head.length < 4) {
        throw new ProtocolException(
            "the input ends after %d bytes of a length, expected 4".formatted(head.length));
      }
      int length = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt();
      if (length < 0 || length > MAX_REQUEST) {
        throw new ProtocolException(
            "found a request's length of %s, expected at most %d; is the length little-endian?"
                .formatted(Integer.toUnsignedString(length), MAX_REQUEST));
      }
      byte[] request = in.readNBytes(length);
      if (request.length < length) {
        throw new ProtocolException(
            "the input ends after %d bytes of a request, expected %d"
                .formatted(request.length, length));
      }
      byte[] response = answer(request).toByteArray();
      out.write(
          ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(response.length).array());
      out.write(response);
      out.flush();
    }
  }

  // The runner counts a runtime error as a failed test and goes on; an exception would end the run.
  private ConformanceResponse answer(byte[] request) {
    try {
      return answer(ConformanceRequest.parse(request));
    } catch (RuntimeException | StackOverflowError e) {
      return ConformanceResponse.runtimeError(e.toString());
    }
  }

  ConformanceResponse answer(ConformanceRequest request) {
    if (request.messageType().equals(FAILURE_SET)) {
      // the first request: the tests that are expected to fail, which are none
      return ConformanceResponse.protobuf(new byte[0]);
    }
    if (!api.knows(request.messageType())) {
      return ConformanceResponse.runtimeError("no message type " + request.messageType());
    }
    return switch (request.input()) {
      case JSON -> fromJson(request);
      case PROTOBUF -> fromProtobuf(request);
      default -> ConformanceResponse.skipped("the engine does not read " + request.input());
    };
  }

  private ConformanceResponse fromJson(ConformanceRequest request) {
    if (request.output() != Format.PROTOBUF && request.output() != Format.JSON) {
      return ConformanceResponse.skipped("the engine does not write " + request.output());
    }
    byte[] wire;
    try {
      wire = api.toWire(request.messageType(), request.payload(), request.ignoreUnknown());
    } catch (RequestFault e) {
      return ConformanceResponse.parseError(e.toString());
    }
    return request.output() == Format.PROTOBUF
        ? ConformanceResponse.protobuf(wire)
        : toJson(request.messageType(), wire);
  }

  private ConformanceResponse fromProtobuf(ConformanceRequest request) {
    return switch (request.output()) {
      case JSON -> toJson(request.messageType(), request.payload());
      case PROTOBUF -> throughJson(request.messageType(), request.payload());
      default -> ConformanceResponse.skipped("the engine does not write " + request.output());
    };
  }

  private ConformanceResponse throughJson(String messageType, byte[] wire) {
    byte[] json;
    try {
      json = api.toJson(messageType, wire);
    } catch (WireException e) {
      return ConformanceResponse.parseError(e.toString());
    }
    try {
      return JsonLoss.of(api.parse(messageType, wire))
          ? ConformanceResponse.skipped("JSON has no text for unknown fields and message sets")
          : ConformanceResponse.protobuf(api.toWire(messageType, json, false));
    } catch (InvalidProtocolBufferException e) {
      return ConformanceResponse.runtimeError("accepted what protobuf-java refuses: " + e);
    } catch (RequestFault e) {
      return ConformanceResponse.runtimeError("refused what the engine wrote: " + e);
    }
  }

  private ConformanceResponse toJson(String messageType, byte[] wire) {
    try {
      return ConformanceResponse.json(api.toJson(messageType, wire));
    } catch (WireException e) {
      return isMessage(messageType, wire)
          ? ConformanceResponse.serializeError(e.toString())
          : ConformanceResponse.parseError(e.toString());
    }
  }

  /** The engine reads and prints in one pass; so another parser says which of the two failed. */
  private boolean isMessage(String messageType, byte[] wire) {
    try {
      return api.parse(messageType, wire).isInitialized();
    } catch (InvalidProtocolBufferException e) {
      return false;
    }
  }
}
