package bluehub.gateway.call;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether a client wants gzip (RFC 9110 §12.5.3). */
final class AcceptedCoding {
  private AcceptedCoding() {}

  /**
   * Whether gzip is acceptable, and no less wanted than no coding at all. A client that says
   * nothing is sent none, as it may know none.
   *
   * <p>{@code #( codings [ OWS ";" OWS "q=" qvalue ] )}, {@code codings = content-coding /
   * "identity" / "*"}
   */
  static boolean gzip(@Nullable String acceptEncoding) {
    if (acceptEncoding == null) {
      return false;
    }
    double gzip = -1;
    double any = -1;
    double identity = -1;
    for (String element : acceptEncoding.split(",", -1)) {
      String[] parts = element.split(";", -1);
      double weight = weight(parts);
      switch (parts[0].strip().toLowerCase(Locale.ROOT)) {
        // RFC 9110 §8.4.1.3: x-gzip is the same.
        case "gzip", "x-gzip" -> gzip = Math.max(gzip, weight);
        case "identity" -> identity = weight;
        case "*" -> any = weight;
        default -> {}
      }
    }
    double wanted = gzip >= 0 ? gzip : any;
    return wanted > 0 && wanted >= identity;
  }

  private static double weight(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      if (parameter.startsWith("q=") || parameter.startsWith("Q=")) {
        return Weight.of(parameter.substring(2));
      }
    }
    return 1;
  }
}
