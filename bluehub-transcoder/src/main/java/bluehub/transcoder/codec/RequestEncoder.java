package bluehub.transcoder.codec;

import bluehub.transcoder.fault.Code;
import bluehub.transcoder.fault.RequestFault;
import bluehub.transcoder.wire.WireType;
import bluehub.transcoder.wire.WireWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way from HTTP to the wire: path, query and body become the bytes of its input
 * message.
 *
 * <p>The body may come in any pieces; the result is the same. Every method but {@link #close}
 * throws {@link RequestFault} for a request that is wrong, as soon as that is known.
 *
 * <p>Not thread-safe. Reused: {@link #close} gives it back to where it came from.
 */
public final class RequestEncoder implements AutoCloseable {
  private static final int HTTP_BODY_TYPE = WireType.tag(1, WireType.LENGTH_DELIMITED);
  private static final int HTTP_BODY_DATA = WireType.tag(2, WireType.LENGTH_DELIMITED);

  private static final String[] NO_VARIABLES = new String[0];

  private final Consumer<RequestEncoder> home;
  private final WireWriter out = new WireWriter();
  private final SeenBits seen = new SeenBits();
  private final BoundWriter bounds = new BoundWriter();
  private final IgnoredFields ignored = new IgnoredFields();
  private final MessageParser parser = new MessageParser(out, seen, bounds, ignored);

  private @Nullable RequestShape shape;
  private @Nullable BoundFields bound;
  private PrintOptions print = PrintOptions.DEFAULT;
  private @Nullable String contentType;
  private boolean open;
  private boolean bodySeen;
  private boolean masked;
  private int root;
  private int rawStart;
  private int rawOuter;

  /**
   * @param home takes it back when it is closed
   */
  public RequestEncoder(Consumer<RequestEncoder> home) {
    this.home = home;
  }

  /**
   * Begins a request.
   *
   * @param variables the decoded values of the path's variables
   * @param query the query string as it came, without its question mark, or null
   * @param contentType as the request's header says, or null
   * @param print how the method's answers are printed where the query does not say otherwise
   */
  public RequestEncoder begin(
      RequestShape shape,
      String[] variables,
      @Nullable String query,
      @Nullable String contentType,
      PrintOptions print) {
    ignored.clear();
    return start(shape, variables, query, contentType, print);
  }

  /** Begins a further message of a stream, of which path and query say nothing. */
  void next(RequestShape shape, @Nullable String contentType, PrintOptions print) {
    start(shape, NO_VARIABLES, null, contentType, print);
  }

  /** The body that comes now is a stream's message of that index. */
  void message(long index) {
    ignored.message(index);
  }

  private RequestEncoder start(
      RequestShape shape,
      String[] variables,
      @Nullable String query,
      @Nullable String contentType,
      PrintOptions print) {
    open = true;
    this.shape = shape;
    this.contentType = contentType;
    this.print = print;
    BoundFields set = shape.path;
    bodySeen = false;
    rawStart = -1;
    out.reset();
    seen.pop(0);
    bounds.begin(variables);
    if (query != null && !query.isEmpty()) {
      QueryParser.Result result = QueryParser.parse(query, shape, variables, print, ignored);
      set = result.bound();
      this.print = result.print();
    }
    bound = set;
    masked = shape.mask != null && set.leaf(shape.mask) == null;
    root = seen.push(shape.input.seenWords);
    if (shape.bodyField != null) {
      parser.begin(
          shape.types, shape.options, shape.bodyField, set.branch(shape.bodyField), masked);
    } else if (shape.wholeBody) {
      parser.begin(shape.types, shape.options, shape.input, set.isEmpty() ? null : set);
    }
    return this;
  }

  private RequestShape shape() {
    if (shape == null || !open) {
      throw new IllegalStateException("no request was begun");
    }
    return shape;
  }

  /** Takes a piece of the body. The array stays the caller's. */
  public void write(byte[] bytes, int offset, int length) {
    RequestShape shape = shape();
    if (length == 0) {
      return;
    }
    if (!shape.takesBody()) {
      refuseBody(shape);
    } else if (shape.rawBody != null) {
      raw(shape, bytes, offset, length);
    } else {
      if (!bodySeen) {
        checkType();
      }
      bodySeen = true;
      parser.write(bytes, offset, length);
    }
  }

  private static void refuseBody(RequestShape shape) {
    if (!shape.options.ignoreUnexpectedBody()) {
      throw RequestFault.invalid("the request has a body, expected none: its rule maps no body");
    }
  }

  /**
   * {@code application/json} and what is JSON by its suffix (RFC 6839); absent is taken as JSON.
   */
  private void checkType() {
    if (contentType == null || contentType.isBlank()) {
      return;
    }
    String type = contentType;
    int parameters = type.indexOf(';');
    String essence =
        (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    if (!essence.equals("application/json")
        && !(essence.startsWith("application/") && essence.endsWith("+json"))) {
      throw RequestFault.of(
          Code.INVALID_ARGUMENT,
          415,
          "found a body of type \"%s\", expected application/json".formatted(essence));
    }
  }

  private void raw(RequestShape shape, byte[] bytes, int offset, int length) {
    if (rawStart < 0) {
      beginRaw(shape);
    }
    if (out.length() - rawStart + (long) length > shape.options.limits().size()) {
      throw RequestFault.of(
          Code.RESOURCE_EXHAUSTED,
          413,
          "the body has more than %,d bytes, the limit".formatted(shape.options.limits().size()));
    }
    out.raw(bytes, offset, length);
  }

  private void beginRaw(RequestShape shape) {
    rawOuter = -1;
    if (shape.bodyField != null) {
      out.tag(shape.bodyField.tag);
      if (!shape.bodyField.isGroup()) {
        rawOuter = out.open();
      }
      seen.set(root, shape.bodyField.index);
      if (shape.bodyField.oneof >= 0) {
        seen.set(root, shape.input.oneofBit(shape.bodyField));
      }
    }
    if (contentType != null && !contentType.isEmpty()) {
      out.tag(HTTP_BODY_TYPE);
      int start = out.open();
      out.utf8(contentType);
      out.close(start);
    }
    out.tag(HTTP_BODY_DATA);
    rawStart = out.open();
  }

  /**
   * Takes the end of the body.
   *
   * @return the input message's wire bytes, the caller's own
   */
  public byte[] finish() {
    RequestShape shape = shape();
    if (shape.rawBody != null) {
      finishRaw(shape);
    } else if (shape.takesBody() && parser.finish()) {
      if (shape.wholeBody) {
        return out.toByteArray();
      }
      finishBodyField(shape);
    }
    if (bound != null) {
      bounds.write(bound, seen, root, out);
    }
    return out.toByteArray();
  }

  private void finishRaw(RequestShape shape) {
    if (rawStart < 0 && contentType != null) {
      beginRaw(shape);
    }
    if (rawStart >= 0) {
      out.close(rawStart);
      if (rawOuter >= 0) {
        out.close(rawOuter);
      } else if (shape.bodyField != null) {
        out.tag(shape.bodyField.endTag());
      }
    }
  }

  private void finishBodyField(RequestShape shape) {
    FieldType body = shape.bodyField;
    if (body == null) {
      return;
    }
    seen.set(root, body.index);
    if (body.oneof >= 0 && out.length() > 0) {
      seen.set(root, shape.input.oneofBit(body));
    }
    if (shape.mask != null && masked && !parser.mask().isEmpty()) {
      parser.mask().write(shape.mask, out);
    }
  }

  /** How the answer is printed: as the method's options say, and then the query. */
  public PrintOptions print() {
    return print;
  }

  /**
   * The unknown members and parameters that were let pass so far, by their paths: the first hundred
   * of them.
   */
  public List<String> ignored() {
    return ignored.paths();
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      out.reset();
      parser.close();
      home.accept(this);
    }
  }
}
