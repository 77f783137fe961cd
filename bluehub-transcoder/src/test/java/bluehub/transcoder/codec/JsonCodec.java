package bluehub.transcoder.codec;

import bluehub.transcoder.fault.RequestFault;
import com.google.protobuf.Descriptors.Descriptor;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One message type's codec, for tests: JSON to wire and back. */
final class JsonCodec {
  private final RequestShape request;
  private final ResponseShape response;

  JsonCodec(TypeTable types, String message, ParseOptions options) {
    request = new RequestShape(types, message, List.of(), "*", false, options);
    response = new ResponseShape(types, message, "", 100);
  }

  static JsonCodec of(Descriptor message) {
    return new JsonCodec(
        TypeTable.of(List.of(message.getFile())), message.getFullName(), ParseOptions.DEFAULT);
  }

  byte[] toWire(String json) {
    return toWire(json.getBytes(StandardCharsets.UTF_8));
  }

  /** The wire bytes of a text, whole and in pieces of every size up to seven: all alike. */
  byte[] toWire(byte[] json) {
    return toWire(json, Math.max(1, json.length));
  }

  byte[] toWire(byte[] json, int piece) {
    try (RequestEncoder encoder =
        new RequestEncoder(e -> {})
            .begin(request, new String[0], null, null, PrintOptions.DEFAULT)) {
      for (int at = 0; at < json.length; at += piece) {
        // each piece from an array that is overwritten afterwards, as a network buffer is
        byte[] copy = new byte[Math.min(piece, json.length - at)];
        System.arraycopy(json, at, copy, 0, copy.length);
        encoder.write(copy, 0, copy.length);
        java.util.Arrays.fill(copy, (byte) '#');
      }
      return encoder.finish();
    }
  }

  RequestFault fault(String json) {
    try {
      toWire(json);
    } catch (RequestFault fault) {
      return fault;
    }
    throw new AssertionError("accepted: " + json);
  }

  String toJson(byte[] wire) {
    return toJson(wire, PrintOptions.DEFAULT);
  }

  String toJson(byte[] wire, PrintOptions print) {
    ResponseDecoder decoder = new ResponseDecoder().begin(response, print);
    decoder.decode(wire, 0, wire.length);
    return new String(decoder.array(), 0, decoder.length(), StandardCharsets.UTF_8);
  }
}
