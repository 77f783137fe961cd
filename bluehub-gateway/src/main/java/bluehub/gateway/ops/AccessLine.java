package bluehub.gateway.ops;

import bluehub.gateway.call.CallObserver.CallRecord;
import java.time.Instant;

/** A request as one line of JSON. */
final class AccessLine {
  private static final double NANOS_PER_MILLI = 1e6;

  private AccessLine() {}

  static String of(CallRecord record, Instant time) {
    StringBuilder line = new StringBuilder(256).append('{');
    text(line, "time", time.toString());
    text(line, "request_id", record.requestId());
    String traceId = record.traceId();
    if (traceId != null) {
      text(line, "trace_id", traceId);
    }
    text(line, "method", record.method());
    text(line, "path", record.path());
    String rpc = record.rpc();
    if (rpc != null) {
      text(line, "rpc", rpc);
    }
    text(line, "code", record.code().name());
    number(line, "status", record.httpStatus());
    number(line, "received", record.received());
    number(line, "sent", record.sent());
    number(line, "millis", record.duration().toNanos() / NANOS_PER_MILLI);
    line.setCharAt(line.length() - 1, '}');
    return line.append('\n').toString();
  }

  private static void number(StringBuilder line, String name, Number value) {
    line.append('"').append(name).append("\":").append(value).append(',');
  }

  private static void text(StringBuilder line, String name, String value) {
    line.append('"').append(name).append("\":\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        line.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        // All else as escapes: a log line stays one line, and ASCII.
        line.append("\\u%04x".formatted((int) c));
      } else {
        line.append(c);
      }
    }
    line.append("\",");
  }
}
