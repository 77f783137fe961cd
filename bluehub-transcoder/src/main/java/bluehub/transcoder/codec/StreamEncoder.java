package bluehub.transcoder.codec;

import bluehub.transcoder.fault.RequestFault;
import bluehub.transcoder.json.JsonWriter;
import bluehub.transcoder.wire.WireException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a server stream as one HTTP body that grows: appended to one buffer, which its
 * user takes and {@link #clear clears} as often as it likes.
 *
 * <p>A stream that fails says so with a record that no message can be taken for: {@code {"error":
 * Status}} in an array or a line, {@code event: error} among events. An array that failed is never
 * closed, so that a client which reads it whole finds it broken.
 *
 * <p>Not thread-safe. One for each stream, since a stream outlives the call that adds to it.
 */
public final class StreamEncoder {
  private static final byte[] DATA = ascii("data: ");
  private static final byte[] EVENT_END = ascii("\n\n");
  private static final byte[] ERROR_EVENT = ascii("event: error\ndata: ");
  private static final byte[] ERROR = ascii("{\"error\":");
  private static final byte[] EMPTY_ARRAY = ascii("[]");

  private final ResponseDecoder decoder = new ResponseDecoder();
  private final StatusEncoder statuses;
  private final StreamFormat format;
  private long messages;

  /** A stream of one method's messages; what spans lines is never pretty. */
  public StreamEncoder(
      ResponseShape shape, StreamFormat format, PrintOptions print, StatusEncoder statuses) {
    this.format = format;
    this.statuses = statuses;
    decoder.begin(shape, format == StreamFormat.JSON_ARRAY ? print : print.withPretty(false));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Appends a message.
   *
   * @throws WireException for bytes that are no such message; nothing of it is in the output then,
   *     and {@link #fail} can say so
   */
  public void message(byte[] wire, int offset, int length) {
    int mark = decoder.length();
    try {
      frame(wire, offset, length);
    } catch (WireException e) {
      decoder.out().rewind(mark);
      throw e;
    }
    messages++;
  }

  private void frame(byte[] wire, int offset, int length) {
    JsonWriter out = decoder.out();
    switch (format) {
      case JSON_ARRAY -> {
        out.raw((byte) (messages == 0 ? '[' : ','));
        decoder.append(wire, offset, length);
      }
      case NDJSON -> {
        decoder.append(wire, offset, length);
        out.raw((byte) '\n');
      }
      case EVENT_STREAM -> {
        out.raw(DATA);
        decoder.append(wire, offset, length);
        out.raw(EVENT_END);
      }
    }
  }

  /** Appends an orderly end. */
  public void end() {
    if (format == StreamFormat.JSON_ARRAY) {
      if (messages == 0) {
        decoder.out().raw(EMPTY_ARRAY);
      } else {
        decoder.out().raw((byte) ']');
      }
    }
  }

  /**
   * Appends the record that ends a failed stream.
   *
   * @param code the gRPC code
   * @param statusDetails a serialized {@code google.rpc.Status} with details, or null
   */
  public void fail(int code, String message, byte @Nullable [] statusDetails) {
    fail(statuses.encode(code, message, statusDetails));
  }

  /** Appends the record that ends a stream whose request turned out to be wrong. */
  public void fail(RequestFault fault) {
    fail(statuses.encode(fault));
  }

  private void fail(byte[] status) {
    JsonWriter out = decoder.out();
    if (format == StreamFormat.EVENT_STREAM) {
      out.raw(ERROR_EVENT);
      out.raw(status);
      out.raw(EVENT_END);
      return;
    }
    if (format == StreamFormat.JSON_ARRAY) {
      out.raw((byte) (messages == 0 ? '[' : ','));
    }
    out.raw(ERROR);
    out.raw(status);
    out.raw((byte) '}');
    if (format == StreamFormat.NDJSON) {
      out.raw((byte) '\n');
    }
  }

  /** The buffer with the output, from index 0. */
  public byte[] array() {
    return decoder.array();
  }

  /** How many bytes of {@link #array} are output. */
  public int length() {
    return decoder.length();
  }

  /** Forgets what is in the buffer, which was taken. */
  public void clear() {
    decoder.out().rewind(0);
  }
}
