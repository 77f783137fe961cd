package bluehub.gateway.call;

import bluehub.transcoder.codec.StreamFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which form of a stream a client wants (RFC 9110 §12.5.1). */
final class AcceptedFormat {
  private AcceptedFormat() {}

  /**
   * The format with the highest weight, the first of equals.
   *
   * @param usual the format where the client says nothing, takes anything, or wants what there is
   *     not
   */
  static StreamFormat of(@Nullable String accept, StreamFormat usual) {
    if (accept == null) {
      return usual;
    }
    StreamFormat best = usual;
    double bestWeight = 0;
    for (String range : accept.split(",", -1)) {
      String[] parts = range.split(";", -1);
      StreamFormat format = format(parts[0].strip().toLowerCase(Locale.ROOT), usual);
      double weight = weight(parts);
      if (format != null && weight > bestWeight) {
        best = format;
        bestWeight = weight;
      }
    }
    return best;
  }

  private static @Nullable StreamFormat format(String type, StreamFormat usual) {
    return switch (type) {
      case "application/*", "*/*" -> usual;
      case "application/json" -> StreamFormat.JSON_ARRAY;
      case "application/x-ndjson", "application/ndjson", "application/jsonl" -> StreamFormat.NDJSON;
      case "text/event-stream", "text/*" -> StreamFormat.EVENT_STREAM;
      default -> null;
    };
  }

  private static double weight(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      if (parameter.startsWith("q=") || parameter.startsWith("Q=")) {
        try {
          return Double.parseDouble(parameter.substring(2));
        } catch (NumberFormatException e) {
          return 0;
        }
      }
    }
    return 1;
  }
}
