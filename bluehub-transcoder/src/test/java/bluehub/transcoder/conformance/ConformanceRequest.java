package bluehub.transcoder.conformance;

import bluehub.transcoder.wire.WireException;
import bluehub.transcoder.wire.WireReader;
import bluehub.transcoder.wire.WireType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What the runner asks ({@code conformance.ConformanceRequest}): read the payload, and write it in
 * another format.
 *
 * @param input the payload's format
 * @param payload its bytes; text is UTF-8
 * @param output the format to write
 * @param messageType the full name of the payload's message type
 * @param ignoreUnknown whether JSON fields that the type does not have are let pass
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them, and each array has one holder
record ConformanceRequest(
    Format input, byte[] payload, Format output, String messageType, boolean ignoreUnknown) {

  /** The formats of payloads, in the order of their numbers as output formats. */
  enum Format {
    UNSPECIFIED,
    PROTOBUF,
    JSON,
    JSPB,
    TEXT
  }

  private static final int PROTOBUF_PAYLOAD = WireType.tag(1, WireType.LENGTH_DELIMITED);
  private static final int JSON_PAYLOAD = WireType.tag(2, WireType.LENGTH_DELIMITED);
  private static final int OUTPUT_FORMAT = WireType.tag(3, WireType.VARINT);
  private static final int MESSAGE_TYPE = WireType.tag(4, WireType.LENGTH_DELIMITED);
  private static final int TEST_CATEGORY = WireType.tag(5, WireType.VARINT);
  private static final int JSPB_PAYLOAD = WireType.tag(7, WireType.LENGTH_DELIMITED);
  private static final int TEXT_PAYLOAD = WireType.tag(8, WireType.LENGTH_DELIMITED);

  private static final int JSON_IGNORE_UNKNOWN = 3;

  /**
   * @throws WireException for bytes that are no request
   */
  static ConformanceRequest parse(byte[] wire) {
    Format input = Format.UNSPECIFIED;
    byte[] payload = new byte[0];
    Format output = Format.UNSPECIFIED;
    String messageType = "";
    boolean ignoreUnknown = false;
    WireReader in = new WireReader();
    in.reset(wire, 0, wire.length);
    while (!in.atEnd()) {
      int tag = in.tag();
      if (tag == OUTPUT_FORMAT) {
        output = format(in.varint());
      } else if (tag == TEST_CATEGORY) {
        ignoreUnknown = in.varint() == JSON_IGNORE_UNKNOWN;
      } else if (tag == MESSAGE_TYPE) {
        messageType = new String(bytes(in), StandardCharsets.UTF_8);
      } else if (tag == PROTOBUF_PAYLOAD) {
        input = Format.PROTOBUF;
        payload = bytes(in);
      } else if (tag == JSON_PAYLOAD) {
        input = Format.JSON;
        payload = bytes(in);
      } else if (tag == JSPB_PAYLOAD) {
        input = Format.JSPB;
        payload = bytes(in);
      } else if (tag == TEXT_PAYLOAD) {
        input = Format.TEXT;
        payload = bytes(in);
      } else {
        in.skip(tag);
      }
    }
    return new ConformanceRequest(input, payload, output, messageType, ignoreUnknown);
  }

  private static Format format(long number) {
    Format[] all = Format.values();
    return number >= 0 && number < all.length ? all[(int) number] : Format.UNSPECIFIED;
  }

  private static byte[] bytes(WireReader in) {
    int size = in.size();
    int start = in.position();
    in.position(start + size);
    return Arrays.copyOfRange(in.array(), start, start + size);
  }
}
