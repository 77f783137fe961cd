package bluehub.transcoder.codec;

import bluehub.transcoder.json.JsonWriter;
import bluehub.transcoder.wire.WireException;
import bluehub.transcoder.wire.WireReader;
import bluehub.transcoder.wire.WireType;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Answers from the wire to JSON, or to the bytes and type of a {@code google.api.HttpBody}.
 *
 * <p>The output stays valid until the next call. Not thread-safe; made to be reused.
 */
public final class ResponseDecoder {
  private static final String JSON = "application/json";
  private static final String BYTES = "application/octet-stream";
  private static final int HTTP_BODY_TYPE = WireType.tag(1, WireType.LENGTH_DELIMITED);
  private static final int HTTP_BODY_DATA = WireType.tag(2, WireType.LENGTH_DELIMITED);

  private final MessagePrinter printer = new MessagePrinter();
  private final JsonWriter out = new JsonWriter();
  private @Nullable ResponseShape shape;
  private PrintOptions print = PrintOptions.DEFAULT;
  private String contentType = JSON;

  /** Says whose answers come next. */
  public ResponseDecoder begin(ResponseShape shape, PrintOptions print) {
    this.shape = shape;
    this.print = print;
    out.reset(print.pretty());
    return this;
  }

  /**
   * Decodes one message and forgets the one before.
   *
   * @throws WireException for bytes that are no such message, or one that has no JSON
   */
  public void decode(byte[] wire, int offset, int length) {
    out.reset(print.pretty());
    append(wire, offset, length);
  }

  /** Decodes one message behind what is in the output. */
  void append(byte[] wire, int offset, int length) {
    if (shape == null) {
      throw new IllegalStateException("no answer was begun");
    }
    if (shape.isRaw()) {
      raw(shape, wire, offset, length);
      return;
    }
    contentType = JSON;
    printer.begin(shape.types, print, false, shape.maxDepth, out);
    if (shape.bodyField == null) {
      printer.print(shape.output, wire, offset, length);
    } else {
      printer.printField(shape.output, shape.bodyField, wire, offset, length);
    }
  }

  private void raw(ResponseShape shape, byte[] wire, int offset, int length) {
    byte[] message = wire;
    WireReader in = new WireReader();
    in.reset(wire, offset, length);
    if (shape.bodyField != null) {
      message = WireOrder.only(shape.output, shape.bodyField, wire, offset, offset + length);
      in.reset(message, 0, message.length);
      if (message.length > 0) {
        enter(shape.bodyField, in);
      }
    }
    contentType = BYTES;
    int dataStart = in.position();
    int dataLength = 0;
    while (!in.atEnd()) {
      int tag = in.tag();
      if (tag == HTTP_BODY_TYPE || tag == HTTP_BODY_DATA) {
        int size = in.size();
        if (tag == HTTP_BODY_DATA) {
          dataStart = in.position();
          dataLength = size;
        } else {
          contentType =
              size == 0 ? BYTES : new String(message, in.position(), size, StandardCharsets.UTF_8);
        }
        in.position(in.position() + size);
      } else {
        in.skip(tag);
      }
    }
    out.raw(message, dataStart, dataLength);
  }

  /** Limits the reader to the message that a field, the only one, is. */
  private static void enter(FieldType field, WireReader in) {
    int tag = in.tag();
    if (field.isGroup()) {
      int start = in.position();
      in.skip(tag);
      in.limit(in.groupEnd());
      in.position(start);
    } else {
      in.size();
    }
  }

  /** The buffer with the output, from index 0. */
  public byte[] array() {
    return out.array();
  }

  /** How many bytes of {@link #array} are output. */
  public int length() {
    return out.length();
  }

  /** The type of the output: JSON, or what the HttpBody says. It may hold any characters. */
  public String contentType() {
    return contentType;
  }

  JsonWriter out() {
    return out;
  }
}
