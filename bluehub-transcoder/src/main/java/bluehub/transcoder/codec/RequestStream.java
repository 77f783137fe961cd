package bluehub.transcoder.codec;

import bluehub.transcoder.fault.Code;
import bluehub.transcoder.fault.Place;
import bluehub.transcoder.fault.RequestFault;
import bluehub.transcoder.json.JsonLimits;
import bluehub.transcoder.json.JsonReader;
import bluehub.transcoder.json.JsonToken;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A stream of requests in one HTTP body, a JSON array or lines of JSON: each message goes on its
 * way as soon as its text is there. The limits hold for each message; the stream itself may be
 * endless. A raw body ({@code google.api.HttpBody}) is a stream of its pieces: each is a message,
 * as it comes.
 *
 * <p>What path, query and a raw body's content type set goes to the first message alone: it is said
 * once, and what a later message repeats would be a change of the first. A stream without a message
 * has none; but a raw body that is empty is one message without data.
 *
 * <p>Every method but {@link #close} throws {@link RequestFault}, whose field begins with the
 * message's index. Not thread-safe.
 */
public final class RequestStream implements AutoCloseable {
  private static final byte[] NOTHING = new byte[0];

  private final RequestEncoder encoder;
  private final RequestShape shape;
  private final String[] variables;
  private final @Nullable String query;
  private final @Nullable String contentType;
  private final PrintOptions print;
  private final boolean raw;
  private final boolean array;
  private final Consumer<byte[]> messages;
  private final JsonReader reader = new JsonReader();
  private final LineBuffer line = new LineBuffer();

  private PrintOptions printed;
  private long count;
  private int depth;
  private boolean begun;
  private boolean closed;
  private List<String> ignored = List.of();
  private Place start = new Place(1, 1, 0);

  /**
   * @param encoder closed with the stream
   * @param format {@link StreamFormat#JSON_ARRAY} or {@link StreamFormat#NDJSON}; of no meaning for
   *     a raw body
   * @param messages takes the wire bytes of each message
   */
  public RequestStream(
      RequestEncoder encoder,
      RequestShape shape,
      String[] variables,
      @Nullable String query,
      @Nullable String contentType,
      PrintOptions print,
      StreamFormat format,
      Consumer<byte[]> messages) {
    if (format == StreamFormat.EVENT_STREAM) {
      throw new IllegalArgumentException("a request cannot be an event stream");
    }
    this.encoder = encoder;
    this.shape = shape;
    this.variables = variables;
    this.query = query;
    this.raw = shape.takesRawBody();
    // lines have a type that no message has
    this.contentType = format == StreamFormat.NDJSON && !raw ? null : contentType;
    this.print = print;
    this.array = format == StreamFormat.JSON_ARRAY;
    this.messages = messages;
    JsonLimits limits = shape.options.limits();
    // depth: the array around the messages; size and members: of each message, counted there
    reader.reset(
        new JsonLimits(
            Math.min(JsonLimits.MAX_DEPTH, limits.depth() + 1),
            limits.numberLength(),
            Integer.MAX_VALUE,
            Long.MAX_VALUE));
    // the query is checked before the body comes
    try {
      printed = encoder.begin(shape, variables, query, contentType, print).print();
    } catch (RequestFault fault) {
      encoder.close();
      throw fault;
    }
  }

  /** Takes a piece of the body. The array stays the caller's. */
  public void write(byte[] bytes, int offset, int length) {
    if (raw) {
      pieces(bytes, offset, offset + length);
    } else if (array) {
      reader.feed(bytes, offset, length);
      elements();
    } else {
      lines(bytes, offset, offset + length);
    }
  }

  /** Takes the end of the body. */
  public void finish() {
    if (raw) {
      if (count == 0) {
        message(NOTHING, 0, 0);
      }
      return;
    }
    if (!array) {
      endLine();
      return;
    }
    reader.finish();
    elements();
    if (!begun) {
      throw RequestFault.invalid("found an empty body, expected a JSON array of messages");
    }
  }

  private void pieces(byte[] bytes, int from, int to) {
    int most = (int) Math.min(Integer.MAX_VALUE, shape.options.limits().size());
    int at = from;
    while (at < to) {
      int length = Math.min(most, to - at);
      message(bytes, at, length);
      at += length;
    }
  }

  private void elements() {
    for (int token = reader.next();
        token != JsonToken.MORE && token != JsonToken.END;
        token = reader.next()) {
      if (!begun) {
        if (token != JsonToken.BEGIN_ARRAY) {
          throw RequestFault.invalid(
                  "found %s, expected a JSON array of messages"
                      .formatted(JsonToken.describe(token)))
              .at(reader.place());
        }
        begun = true;
      } else {
        element(token);
      }
    }
    checkSize(reader.heldLength());
  }

  private void element(int token) {
    boolean first = depth == 0;
    switch (token) {
      case JsonToken.BEGIN_OBJECT, JsonToken.BEGIN_ARRAY -> depth++;
      case JsonToken.END_OBJECT, JsonToken.END_ARRAY -> depth--;
      default -> {}
    }
    if (depth < 0) {
      // the end of the array itself
      return;
    }
    if (first) {
      start = reader.place();
      reader.hold();
    }
    if (depth == 0) {
      int from = reader.held();
      message(reader.buffer(), from, reader.position() - from);
      reader.release();
    }
  }

  private void lines(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      int end = at;
      while (end < to && bytes[end] != '\n') {
        end++;
      }
      line.add(bytes, at, end - at);
      checkSize(line.length());
      at = end;
      if (end < to) {
        endLine();
        at++;
      }
    }
  }

  private void endLine() {
    if (!line.isBlank()) {
      message(line.array(), 0, line.length());
    }
    start = new Place(start.line() + 1, 1, start.offset() + line.length() + 1);
    line.clear();
  }

  private void checkSize(long size) {
    if (size > shape.options.limits().size()) {
      throw RequestFault.of(
              Code.RESOURCE_EXHAUSTED,
              413,
              "a message has more than %,d bytes, the limit"
                  .formatted(shape.options.limits().size()))
          .at("[" + count + "]");
    }
  }

  private void message(byte[] text, int offset, int length) {
    checkSize(length);
    try {
      if (count == 0) {
        encoder.begin(shape, variables, query, contentType, print);
        printed = encoder.print();
      } else {
        String type = raw ? null : contentType;
        encoder.next(shape.withoutPath(), type, print);
      }
      encoder.message(count);
      encoder.write(text, offset, length);
      messages.accept(encoder.finish());
    } catch (RequestFault fault) {
      throw located(fault);
    }
    count++;
  }

  private RequestFault located(RequestFault fault) {
    String field = fault.field();
    RequestFault located = fault.at("[" + count + "]" + (field.isEmpty() ? "" : "." + field));
    Place inner = fault.place();
    if (inner == null) {
      return located;
    }
    return located.at(
        new Place(
            start.line() + inner.line() - 1,
            inner.line() == 1 ? start.column() + inner.column() - 1 : inner.column(),
            start.offset() + inner.offset()));
  }

  /** How the answer is printed: as the method's options say, and then the query. */
  public PrintOptions print() {
    return printed;
  }

  /**
   * The unknown members and parameters that were let pass so far, by their paths, which begin with
   * the message's index where it is one's member: the first hundred of them. They stay when the
   * stream is closed.
   */
  public List<String> ignored() {
    return closed ? ignored : encoder.ignored();
  }

  @Override
  public void close() {
    if (!closed) {
      ignored = encoder.ignored();
      closed = true;
      encoder.close();
    }
  }
}
