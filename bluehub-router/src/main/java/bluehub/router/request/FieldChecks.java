package bluehub.router.request;

import com.google.rpc.BadRequest.FieldViolation;
import java.util.ArrayList;
import java.util.List;

/** Collects what the checks of one request find. For one thread. */
final class FieldChecks {
  /**
   * Enough to mend a request by. A status travels in headers, of which clients take 8 KiB and no
   * more unless told otherwise.
   */
  private static final int MOST_TOLD = 10;

  private final List<FieldViolation> found = new ArrayList<>();

  /** Notes a fault of a field unless the condition holds. */
  void require(boolean condition, String field, String description) {
    if (!condition && found.size() < MOST_TOLD) {
      found.add(FieldViolation.newBuilder().setField(field).setDescription(description).build());
    }
  }

  /** The length of a text, counted in code points, is within the limits. */
  void length(String text, int least, int most, String field) {
    int length = text.codePointCount(0, text.length());
    require(
        length >= least && length <= most,
        field,
        "found %s, expected %s"
            .formatted(
                length == 0 ? "nothing" : characters(length),
                least == 0 ? "at most " + characters(most) : least + " to " + characters(most)));
  }

  /** The number of elements is within the limits. */
  void count(int count, int least, int most, String field) {
    require(
        count >= least && count <= most,
        field,
        "found %d elements, expected %d to %d".formatted(count, least, most));
  }

  Violations violations() {
    return new Violations(found);
  }

  private static String characters(int count) {
    return count == 1 ? "1 character" : count + " characters";
  }
}
