package bluehub.gateway.call;

import bluehub.transcoder.codec.StreamFormat;
import bluehub.transcoder.fault.Code;
import bluehub.transcoder.fault.RequestFault;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a request's body may be. */
final class BodyRules {
  private BodyRules() {}

  static void checkSize(long bytes, int most) {
    if (bytes > most) {
      throw RequestFault.of(
          Code.RESOURCE_EXHAUSTED,
          413,
          "The body is larger than the %d bytes that the gateway takes.".formatted(most));
    }
  }

  /**
   * How the messages of a stream lie in its body; an array where its type is not told.
   *
   * @throws RequestFault for a type that no stream has (415)
   */
  static StreamFormat streamFormat(@Nullable String contentType) {
    if (contentType == null || contentType.isBlank()) {
      return StreamFormat.JSON_ARRAY;
    }
    int parameters = contentType.indexOf(';');
    String type =
        (parameters < 0 ? contentType : contentType.substring(0, parameters))
            .strip()
            .toLowerCase(Locale.ROOT);
    return switch (type) {
      case "application/x-ndjson", "application/ndjson", "application/jsonl" -> StreamFormat.NDJSON;
      case "application/json" -> StreamFormat.JSON_ARRAY;
      default -> {
        // RFC 6839 §3.1: what is JSON by its suffix.
        if (type.startsWith("application/") && type.endsWith("+json")) {
          yield StreamFormat.JSON_ARRAY;
        }
        throw RequestFault.of(
            Code.INVALID_ARGUMENT,
            415,
            ("The body is of type \"%s\", expected a stream of messages: application/json with an"
                    + " array, or application/x-ndjson with a message in each line.")
                .formatted(type));
      }
    };
  }
}
