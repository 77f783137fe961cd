package bluehub.gateway.call;

import bluehub.gateway.settings.TraceSettings.Missing;
import bluehub.gateway.upstream.RawMetadata;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The trace that a request belongs to (W3C Trace Context). The gateway records nothing itself, so
 * it passes a valid trace on as it came, and drops one that is not.
 *
 * @param parent the value of {@code traceparent}
 * @param state the value of {@code tracestate}, or null
 */
record TraceContext(String parent, @Nullable String state) {
  private static final AsciiString PARENT = AsciiString.cached("traceparent");
  private static final AsciiString STATE = AsciiString.cached("tracestate");

  /** Version, trace id, parent id and flags, with a dash between each. */
  private static final int LENGTH = 55;

  private static final int TRACE_ID = 3;
  private static final int PARENT_ID = 36;
  private static final int FLAGS = 53;

  /** W3C Trace Context §3.3.1.5: at least so much should be passed on. */
  private static final int MAX_STATE = 512;

  /** The trace of a request, or a new one if that is asked for, or null. */
  static @Nullable TraceContext of(Request request, Missing missing) {
    String sent = request.header(PARENT);
    if (sent != null && isValid(sent) && count(request, PARENT) == 1) {
      return new TraceContext(sent, state(request));
    }
    return switch (missing) {
      case NONE -> null;
      case UNSAMPLED -> begin("00");
      case SAMPLED -> begin("01");
    };
  }

  private static TraceContext begin(String flags) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    // Never all zeros, which would be invalid.
    String id = RequestId.hex(random.nextLong(), random.nextLong() | 1);
    String span = RequestId.hex(0, random.nextLong() | 1).substring(16);
    return new TraceContext("00-" + id + "-" + span + "-" + flags, null);
  }

  /** 32 hexadecimal digits. */
  String traceId() {
    return parent.substring(TRACE_ID, PARENT_ID - 1);
  }

  void addTo(RawMetadata metadata) {
    metadata.add(PARENT.toByteArray(), parent.getBytes(StandardCharsets.US_ASCII));
    if (state != null) {
      metadata.add(STATE.toByteArray(), state.getBytes(StandardCharsets.US_ASCII));
    }
  }

  /**
   * {@code version "-" trace-id "-" parent-id "-" trace-flags} in lower-case hexadecimal (§3.2). A
   * version above 00 may be longer, behind another dash; ff is none.
   */
  private static boolean isValid(String text) {
    if (text.length() < LENGTH || !isHex(text, 0, 2) || text.startsWith("ff")) {
      return false;
    }
    boolean fits =
        text.length() == LENGTH
            || (!text.startsWith("00") && text.charAt(LENGTH) == '-' && isPrintable(text));
    return fits
        && text.charAt(TRACE_ID - 1) == '-'
        && isId(text, TRACE_ID, PARENT_ID - 1)
        && text.charAt(PARENT_ID - 1) == '-'
        && isId(text, PARENT_ID, FLAGS - 1)
        && text.charAt(FLAGS - 1) == '-'
        && isHex(text, FLAGS, LENGTH);
  }

  private static boolean isId(String text, int from, int to) {
    boolean zero = true;
    for (int i = from; i < to; i++) {
      zero &= text.charAt(i) == '0';
    }
    return !zero && isHex(text, from, to);
  }

  private static boolean isHex(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
        return false;
      }
    }
    return true;
  }

  /** All its fields as one (§3.3.1.1), or null where there is none or it is not valid. */
  private static @Nullable String state(Request request) {
    String first = request.header(STATE);
    if (first == null) {
      return null;
    }
    StringBuilder all = new StringBuilder();
    Iterator<Map.Entry<CharSequence, CharSequence>> headers = request.headers();
    while (headers.hasNext()) {
      Map.Entry<CharSequence, CharSequence> header = headers.next();
      if (AsciiString.contentEqualsIgnoreCase(header.getKey(), STATE)) {
        all.append(all.isEmpty() ? "" : ",").append(header.getValue());
      }
    }
    String state = all.toString();
    return TraceState.isValid(state, MAX_STATE) ? state : null;
  }

  private static int count(Request request, AsciiString name) {
    int count = 0;
    Iterator<Map.Entry<CharSequence, CharSequence>> headers = request.headers();
    while (headers.hasNext()) {
      if (AsciiString.contentEqualsIgnoreCase(headers.next().getKey(), name)) {
        count++;
      }
    }
    return count;
  }

  private static boolean isPrintable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c > '~') {
        return false;
      }
    }
    return true;
  }
}
