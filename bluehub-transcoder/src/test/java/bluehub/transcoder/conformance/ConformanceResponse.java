package bluehub.transcoder.conformance;

import bluehub.transcoder.wire.WireType;
import bluehub.transcoder.wire.WireWriter;
import java.nio.charset.StandardCharsets;

/**
 * What the testee answers ({@code conformance.ConformanceResponse}): one of the members of its
 * oneof.
 *
 * @param number the member's field number
 * @param value its bytes; text is UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them, and each array has one holder
record ConformanceResponse(int number, byte[] value) {
  private static final int PARSE_ERROR = 1;
  private static final int RUNTIME_ERROR = 2;
  private static final int PROTOBUF_PAYLOAD = 3;
  private static final int JSON_PAYLOAD = 4;
  private static final int SKIPPED = 5;
  private static final int SERIALIZE_ERROR = 6;

  static ConformanceResponse protobuf(byte[] payload) {
    return new ConformanceResponse(PROTOBUF_PAYLOAD, payload);
  }

  static ConformanceResponse json(byte[] payload) {
    return new ConformanceResponse(JSON_PAYLOAD, payload);
  }

  /** The payload is no message of its type. */
  static ConformanceResponse parseError(String message) {
    return text(PARSE_ERROR, message);
  }

  /** The payload is a message that the output format has no text for. */
  static ConformanceResponse serializeError(String message) {
    return text(SERIALIZE_ERROR, message);
  }

  /** The testee itself failed. */
  static ConformanceResponse runtimeError(String message) {
    return text(RUNTIME_ERROR, message);
  }

  /** Nothing that the engine does. */
  static ConformanceResponse skipped(String why) {
    return text(SKIPPED, why);
  }

  private static ConformanceResponse text(int number, String text) {
    return new ConformanceResponse(number, text.getBytes(StandardCharsets.UTF_8));
  }

  byte[] toByteArray() {
    WireWriter out = new WireWriter();
    out.tag(WireType.tag(number, WireType.LENGTH_DELIMITED));
    int start = out.open();
    out.raw(value, 0, value.length);
    out.close(start);
    return out.toByteArray();
  }
}
