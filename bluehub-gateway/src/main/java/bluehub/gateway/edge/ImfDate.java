package bluehub.gateway.edge;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Dates as header fields have them: IMF-fixdate (RFC 9110 §5.6.7). */
final class ImfDate {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private ImfDate() {}

  static String of(long epochSecond) {
    return FORMAT.format(Instant.ofEpochSecond(epochSecond));
  }
}
