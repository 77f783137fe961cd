package bluehub.transcoder.fuzz;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The fuzz targets on their rows, and on each row with one byte changed, cut off or doubled; {@code
 * fuzz/run.sh} is for real fuzzing.
 */
class FuzzRowsTest {

  @TestFactory
  Stream<DynamicContainer> targets_everyRow_holds() {
    return FuzzTarget.ALL.stream()
        .map(
            target ->
                DynamicContainer.dynamicContainer(
                    target.name(),
                    target.rows().entrySet().stream()
                        .map(
                            row ->
                                DynamicTest.dynamicTest(
                                    row.getKey(), () -> run(target, row.getValue())))));
  }

  private static void run(FuzzTarget target, byte[] row) throws Exception {
    target.run().on(row);
    int step = Math.max(1, row.length / 40);
    for (int at = 0; at < row.length; at += step) {
      for (byte[] mutant : mutants(row, at)) {
        target.run().on(mutant);
      }
    }
  }

  private static List<byte[]> mutants(byte[] row, int at) {
    byte[] changed = row.clone();
    changed[at] ^= (byte) (1 << at % 8);
    byte[] doubled = java.util.Arrays.copyOf(row, row.length + 1);
    System.arraycopy(row, at, doubled, at + 1, row.length - at);
    return List.of(changed, java.util.Arrays.copyOf(row, at), doubled);
  }
}
