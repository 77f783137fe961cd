package bluehub.gateway.check;

import bluehub.transcoder.route.ConflictPolicy;
import java.util.List;

/**
 * What to check, and how.
 *
 * @param inputs at least one
 * @param trust how services are reached that are asked by reflection
 * @param conflicts what two rules of the same shape are: a problem, or a warning
 * @param unannotated whether RPCs without a rule have a route
 * @param json whether to print JSON rather than text
 */
record Arguments(
    List<Input> inputs, Trust trust, ConflictPolicy conflicts, boolean unannotated, boolean json) {
  Arguments {
    inputs = List.copyOf(inputs);
  }
}
