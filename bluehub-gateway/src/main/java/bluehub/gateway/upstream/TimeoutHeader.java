package bluehub.gateway.upstream;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * {@code grpc-timeout}: how much time a server has left ({@code Timeout -> 1*8DIGIT TimeoutUnit} of
 * gRPC over HTTP/2). Long timeouts are told in milliseconds: so the same text comes again and again
 * and is one byte on the wire, where microseconds would push everything else out of HPACK's table.
 * The last one is kept. Used on one thread.
 */
final class TimeoutHeader {
  static final byte[] NAME = "grpc-timeout".getBytes(StandardCharsets.US_ASCII);

  private static final long MICRO = 1_000;
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000_000_000;
  private static final long MOST = 99_999_999;
  private static final int DIGITS = 20;

  private long lastMillis = -1;
  private byte[] lastText = {};

  /** The header's value; a part of a unit counts as nothing, and no time as a microsecond. */
  byte[] of(long nanos) {
    if (nanos < SECOND / 10) {
      return text(Math.max(1, nanos / MICRO), 'u');
    }
    long millis = nanos / MILLI;
    if (millis > MOST) {
      return text(Math.min(nanos / SECOND, MOST), 'S');
    }
    if (millis != lastMillis) {
      lastText = text(millis, 'm');
      lastMillis = millis;
    }
    return lastText;
  }

  private static byte[] text(long value, char unit) {
    byte[] text = new byte[DIGITS];
    int start = DIGITS;
    text[--start] = (byte) unit;
    long rest = value;
    do {
      text[--start] = (byte) ('0' + rest % 10);
      rest /= 10;
    } while (rest > 0);
    return Arrays.copyOfRange(text, start, DIGITS);
  }
}
