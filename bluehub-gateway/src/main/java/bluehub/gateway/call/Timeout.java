package bluehub.gateway.call;

import bluehub.gateway.upstream.RawChannel;
import bluehub.transcoder.fault.RequestFault;
import io.netty.util.AsciiString;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a call may take: the least of what the client asks for, in either of two headers, and
 * what the settings allow.
 */
final class Timeout {
  static final AsciiString GRPC_HEADER = AsciiString.cached("grpc-timeout");
  static final AsciiString SECONDS_HEADER = AsciiString.cached("x-request-timeout");

  /** gRPC over HTTP/2: TimeoutValue is at most 8 digits. */
  private static final int GRPC_DIGITS = 8;

  private static final int SECONDS_DIGITS = 9;
  private static final int NANO_DIGITS = 9;

  private Timeout() {}

  /**
   * In nanoseconds; zero where the client left no time at all.
   *
   * @param most zero for no limit of the gateway's own
   * @throws RequestFault for a header that is no time (400)
   */
  static long nanos(Request request, Duration most) {
    long nanos = most.isZero() ? RawChannel.NO_TIMEOUT : most.toNanos();
    String grpc = request.header(GRPC_HEADER);
    if (grpc != null) {
      nanos = Math.min(nanos, grpc(grpc));
    }
    String seconds = request.header(SECONDS_HEADER);
    if (seconds != null) {
      nanos = Math.min(nanos, seconds(seconds));
    }
    return nanos;
  }

  /** {@code Timeout -> 1*8DIGIT ("H" / "M" / "S" / "m" / "u" / "n")}. */
  private static long grpc(String text) {
    int digits = text.length() - 1;
    if (digits < 1 || digits > GRPC_DIGITS) {
      throw malformed(GRPC_HEADER, text, "1 to 8 digits and one of H, M, S, m, u, n");
    }
    long unit =
        switch (text.charAt(digits)) {
          case 'H' -> 3_600_000_000_000L;
          case 'M' -> 60_000_000_000L;
          case 'S' -> 1_000_000_000L;
          case 'm' -> 1_000_000L;
          case 'u' -> 1_000L;
          case 'n' -> 1L;
          default ->
              throw malformed(GRPC_HEADER, text, "1 to 8 digits and one of H, M, S, m, u, n");
        };
    long value = number(GRPC_HEADER, text, 0, digits);
    // 10^8 hours are more nanoseconds than a long holds.
    return value > Long.MAX_VALUE / unit ? Long.MAX_VALUE : value * unit;
  }

  /** {@code 1*9DIGIT [ "." 1*9DIGIT ]}. */
  private static long seconds(String text) {
    int dot = text.indexOf('.');
    int whole = dot < 0 ? text.length() : dot;
    int fraction = dot < 0 ? 0 : text.length() - dot - 1;
    if (whole < 1
        || whole > SECONDS_DIGITS
        || fraction > NANO_DIGITS
        || (dot >= 0 && fraction < 1)) {
      throw malformed(SECONDS_HEADER, text, "seconds such as 3 or 0.5");
    }
    long nanos = number(SECONDS_HEADER, text, 0, whole) * 1_000_000_000L;
    if (dot >= 0) {
      long scaled = number(SECONDS_HEADER, text, dot + 1, text.length());
      for (int i = fraction; i < NANO_DIGITS; i++) {
        scaled *= 10;
      }
      nanos += scaled;
    }
    return nanos;
  }

  private static long number(AsciiString header, String text, int from, int to) {
    long value = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        throw malformed(header, text, "digits");
      }
      value = value * 10 + (c - '0');
    }
    return value;
  }

  private static RequestFault malformed(
      AsciiString header, @Nullable String text, String expected) {
    return RequestFault.invalid(
        "The header %s is \"%s\", expected %s.".formatted(header, text, expected));
  }
}
