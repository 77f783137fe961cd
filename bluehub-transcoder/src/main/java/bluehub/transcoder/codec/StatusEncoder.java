package bluehub.transcoder.codec;

import bluehub.transcoder.fault.Code;
import bluehub.transcoder.fault.RequestFault;
import bluehub.transcoder.json.JsonWriter;
import bluehub.transcoder.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Errors as JSON: {@code google.rpc.Status} ({@code code}, {@code message}, {@code details}), or
 * problem details (RFC 9457) of the same content.
 *
 * <p>Details whose type is not in the schema, or whose bytes are no such message, are kept as their
 * type and base64: an error is never lost for how it is told. Immutable and thread-safe; errors are
 * the rare case, so each takes buffers of its own.
 */
public final class StatusEncoder {
  private static final int MAX_DEPTH = 100;
  private static final byte[] CODE_KEY = utf8("\"code\":");
  private static final byte[] MESSAGE_KEY = utf8("\"message\":");
  private static final byte[] TITLE_KEY = utf8("\"title\":");
  private static final byte[] STATUS_KEY = utf8("\"status\":");
  private static final byte[] DETAIL_KEY = utf8("\"detail\":");
  private static final byte[] DETAILS_KEY = utf8("\"details\":");
  private static final byte[] TYPE_KEY = utf8("\"@type\":");
  private static final byte[] VALUE_KEY = utf8("\"value\":");
  private static final byte[] VIOLATIONS_KEY = utf8("\"fieldViolations\":");
  private static final byte[] FIELD_KEY = utf8("\"field\":");
  private static final byte[] DESCRIPTION_KEY = utf8("\"description\":");
  private static final String BAD_REQUEST = TypeTable.url("google.rpc.BadRequest");

  private final TypeTable types;
  private final ErrorFormat format;

  /**
   * @param types where the details' types are looked up
   */
  public StatusEncoder(TypeTable types, ErrorFormat format) {
    this.types = types;
    this.format = format;
  }

  /** The media type of the errors. */
  public String contentType() {
    return format.contentType();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The JSON of a status.
   *
   * @param code the gRPC code
   * @param statusDetails a serialized {@code google.rpc.Status} ({@code grpc-status-details-bin}),
   *     or null; its details are printed, and its message where {@code message} is empty
   */
  public byte[] encode(int code, String message, byte @Nullable [] statusDetails) {
    StatusDetails inner =
        statusDetails == null
            ? new StatusDetails("", List.of())
            : StatusDetails.read(statusDetails);
    String told = message.isEmpty() ? inner.message() : message;
    JsonWriter out = begin(code, Code.of(code).httpStatus(), told);
    if (!inner.details().isEmpty()) {
      out.member(DETAILS_KEY);
      out.beginArray();
      for (StatusDetails.Detail detail : inner.details()) {
        out.element();
        print(detail, out);
      }
      out.endArray();
    }
    out.endObject();
    return result(out);
  }

  /** The JSON of a fault; its field, if one is to blame, is told by a {@code BadRequest} detail. */
  public byte[] encode(RequestFault fault) {
    JsonWriter out = begin(fault.code().number(), fault.httpStatus(), fault.getMessage());
    if (!fault.field().isEmpty() && fault.code() == Code.INVALID_ARGUMENT) {
      out.member(DETAILS_KEY);
      out.beginArray();
      out.element();
      out.beginObject();
      out.member(TYPE_KEY);
      out.string(BAD_REQUEST);
      out.member(VIOLATIONS_KEY);
      out.beginArray();
      out.element();
      out.beginObject();
      out.member(FIELD_KEY);
      out.string(fault.field());
      out.member(DESCRIPTION_KEY);
      out.string(fault.description());
      out.endObject();
      out.endArray();
      out.endObject();
      out.endArray();
    }
    out.endObject();
    return result(out);
  }

  private JsonWriter begin(int code, int httpStatus, String message) {
    JsonWriter out = new JsonWriter();
    out.reset(false);
    out.beginObject();
    if (format == ErrorFormat.PROBLEM) {
      // no "type": RFC 9457 §3.1.1 has "about:blank" for it, whose title is HTTP's own
      out.member(TITLE_KEY);
      out.string(HttpReason.of(httpStatus));
      out.member(STATUS_KEY);
      out.number((long) httpStatus);
      out.member(DETAIL_KEY);
      out.string(message);
      out.member(CODE_KEY);
      out.string(Code.of(code).name());
    } else {
      out.member(CODE_KEY);
      out.number((long) code);
      out.member(MESSAGE_KEY);
      out.string(message);
    }
    return out;
  }

  private static byte[] result(JsonWriter out) {
    return Arrays.copyOf(out.array(), out.length());
  }

  private void print(StatusDetails.Detail detail, JsonWriter out) {
    MessageType type = types.findUrl(detail.url());
    if (type != null) {
      JsonWriter whole = new JsonWriter();
      whole.reset(false);
      MessagePrinter printer = new MessagePrinter();
      printer.begin(types, PrintOptions.DEFAULT, true, MAX_DEPTH, whole);
      try {
        printer.printAny(type, detail.url(), detail.value());
        out.raw(whole.array(), 0, whole.length());
        return;
      } catch (WireException e) {
        // told as bytes, below
      }
    }
    out.beginObject();
    out.member(TYPE_KEY);
    out.string(detail.url());
    out.member(VALUE_KEY);
    out.base64(detail.value(), 0, detail.value().length);
    out.endObject();
  }

  /**
   * After how many seconds, rounded up, a {@code google.rpc.RetryInfo} lets try again; -1 for none.
   */
  public long retryAfterSeconds(byte[] statusDetails) {
    return StatusDetails.read(statusDetails).retryAfterSeconds();
  }
}
