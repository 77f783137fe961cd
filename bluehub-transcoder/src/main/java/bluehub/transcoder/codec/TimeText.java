package bluehub.transcoder.codec;

import bluehub.transcoder.fault.RequestFault;
import bluehub.transcoder.json.JsonWriter;
import bluehub.transcoder.wire.WireException;
import java.nio.charset.StandardCharsets;

/**
 * The JSON text of {@code google.protobuf.Timestamp} (RFC 3339, {@code 1972-01-01T10:00:20.021Z})
 * and {@code google.protobuf.Duration} ({@code 1.5s}), both ways, with the ranges of their proto
 * files.
 *
 * <p>Reading leaves its two results in {@link #seconds} and {@link #nanos}. Not thread-safe.
 */
final class TimeText {
  private static final long FIRST_SECOND = CivilTime.days(1, 1, 1) * 86_400;
  private static final long LAST_SECOND = CivilTime.days(10_000, 1, 1) * 86_400 - 1;

  /** How many seconds a Duration has at most. */
  static final long LONGEST = 315_576_000_000L;

  private byte[] text = new byte[0];
  private int at;
  private int to;
  private long seconds;
  private int nanos;

  long seconds() {
    return seconds;
  }

  int nanos() {
    return nanos;
  }

  /**
   * Reads {@code date-time = full-date "T" full-time} (RFC 3339 §5.6), upper case alone, without
   * leap seconds.
   */
  void readTimestamp(byte[] text, int from, int to) {
    begin(text, from, to);
    int year = digits(4);
    int month = then('-');
    int day = then('-');
    expect('T');
    int hour = digits(2);
    int minute = then(':');
    int second = then(':');
    nanos = fraction();
    long offset = offset();
    if (at != this.to
        || day < 1
        || day > CivilTime.daysOf(year, month)
        || hour > 23
        || minute > 59
        || second > 59) {
      throw badTimestamp();
    }
    seconds =
        CivilTime.days(year, month, day) * 86_400 + hour * 3600L + minute * 60L + second - offset;
    if (seconds < FIRST_SECOND || seconds > LAST_SECOND) {
      throw badTimestamp();
    }
  }

  /** {@code time-offset = "Z" / ( "+" / "-" ) time-hour ":" time-minute}, in seconds. */
  private long offset() {
    if (at < to && text[at] == 'Z') {
      at++;
      return 0;
    }
    if (at >= to || (text[at] != '+' && text[at] != '-')) {
      throw badTimestamp();
    }
    int sign = text[at++] == '-' ? -1 : 1;
    int hours = digits(2);
    int minutes = then(':');
    if (hours > 23 || minutes > 59) {
      throw badTimestamp();
    }
    return sign * (hours * 3600L + minutes * 60L);
  }

  private void begin(byte[] text, int from, int to) {
    this.text = text;
    this.at = from;
    this.to = to;
  }

  private int then(char separator) {
    expect(separator);
    return digits(2);
  }

  private void expect(char c) {
    if (at >= to || text[at] != c) {
      throw badTimestamp();
    }
    at++;
  }

  private int digits(int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
      if (at >= to || text[at] < '0' || text[at] > '9') {
        throw badTimestamp();
      }
      value = 10 * value + text[at++] - '0';
    }
    return value;
  }

  /** {@code [ "." 1*9DIGIT ]} in nanoseconds; -1 for a point without digits or too many of them. */
  private int fraction() {
    if (at >= to || text[at] != '.') {
      return 0;
    }
    at++;
    int value = 0;
    int count = 0;
    while (at < to && text[at] >= '0' && text[at] <= '9') {
      if (++count > 9) {
        throw malformed("at most nine digits after the point");
      }
      value = 10 * value + text[at++] - '0';
    }
    if (count == 0) {
      throw malformed("digits after the point");
    }
    for (; count < 9; count++) {
      value *= 10;
    }
    return value;
  }

  private static RequestFault badTimestamp() {
    return malformed(
        "a timestamp such as \"1972-01-01T10:00:20.021Z\" from year 0001 to 9999 (RFC 3339)");
  }

  private static RequestFault malformed(String expected) {
    return RequestFault.invalid("the text is malformed, expected " + expected);
  }

  /** Reads {@code ["-"] 1*DIGIT [ "." 1*9DIGIT ] "s"}. */
  void readDuration(byte[] text, int from, int to) {
    begin(text, from, to);
    boolean negative = at < to && text[at] == '-';
    if (negative) {
      at++;
    }
    int first = at;
    long whole = 0;
    while (at < to && text[at] >= '0' && text[at] <= '9' && whole <= LONGEST) {
      whole = 10 * whole + text[at++] - '0';
    }
    boolean digits = at > first;
    int part = fraction();
    if (!digits || at != to - 1 || text[at] != 's' || whole > LONGEST) {
      throw malformed("a duration such as \"1.5s\" of at most 315,576,000,000 seconds");
    }
    seconds = negative ? -whole : whole;
    nanos = negative ? -part : part;
  }

  static void writeTimestamp(long seconds, int nanos, JsonWriter out) {
    if (seconds < FIRST_SECOND || seconds > LAST_SECOND || nanos < 0 || nanos > 999_999_999) {
      throw new WireException(
          "found a timestamp of %d seconds and %d nanoseconds, which has no RFC 3339 form"
              .formatted(seconds, nanos));
    }
    byte[] line = new byte[32];
    long days = Math.floorDiv(seconds, 86_400L);
    int second = (int) Math.floorMod(seconds, 86_400L);
    int date = CivilTime.date(days);
    int put = 0;
    line[put++] = '"';
    put = two(line, put, (date >> 16) / 100);
    put = two(line, put, (date >> 16) % 100);
    line[put++] = '-';
    put = two(line, put, date >> 8 & 0xFF);
    line[put++] = '-';
    put = two(line, put, date & 0xFF);
    line[put++] = 'T';
    put = two(line, put, second / 3600);
    line[put++] = ':';
    put = two(line, put, second / 60 % 60);
    line[put++] = ':';
    put = two(line, put, second % 60);
    put = fraction(line, put, nanos);
    line[put++] = 'Z';
    line[put++] = '"';
    out.raw(line, 0, put);
  }

  static void writeDuration(long seconds, int nanos, JsonWriter out) {
    if (seconds < -LONGEST
        || seconds > LONGEST
        || nanos < -999_999_999
        || nanos > 999_999_999
        || (seconds < 0 && nanos > 0)
        || (seconds > 0 && nanos < 0)) {
      throw new WireException(
          "found a duration of %d seconds and %d nanoseconds, which is none"
              .formatted(seconds, nanos));
    }
    out.raw((byte) '"');
    if (seconds < 0 || nanos < 0) {
      out.raw((byte) '-');
    }
    out.number(Math.abs(seconds));
    byte[] part = new byte[10];
    out.raw(part, 0, fraction(part, 0, Math.abs(nanos)));
    out.raw(SECONDS_END);
  }

  private static final byte[] SECONDS_END = "s\"".getBytes(StandardCharsets.US_ASCII);

  private static int two(byte[] out, int at, int value) {
    out[at] = (byte) ('0' + value / 10);
    out[at + 1] = (byte) ('0' + value % 10);
    return at + 2;
  }

  /** Nothing, or a point and 3, 6 or 9 digits. */
  private static int fraction(byte[] out, int at, int nanos) {
    if (nanos == 0) {
      return at;
    }
    int digits = nanos % 1_000_000 == 0 ? 3 : nanos % 1000 == 0 ? 6 : 9;
    int value = digits == 3 ? nanos / 1_000_000 : digits == 6 ? nanos / 1000 : nanos;
    out[at] = '.';
    for (int i = digits; i > 0; i--) {
      out[at + i] = (byte) ('0' + value % 10);
      value /= 10;
    }
    return at + 1 + digits;
  }
}
