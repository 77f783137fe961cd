package bluehub.transcoder.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that were chosen to meet in one slot are spread, so that a table's work is linear. */
class KeyHashTest {
  private static final int KEYS = 1 << 14;

  /** Of so many keys in twice as many slots, the most that may begin at one slot. */
  private static final int MOST = 64;

  private static void assertSpread(IntStream hashes) {
    int[] slots = new int[2 * KEYS];
    hashes.forEach(hash -> slots[hash & 2 * KEYS - 1]++);
    assertThat(IntStream.of(slots).max().orElse(0)).isLessThan(MOST);
  }

  @Test
  void of_textsThatAreEqualForStringsHash_areSpread() {
    Stream<String> texts =
        IntStream.range(0, KEYS)
            .mapToObj(i -> Integer.toBinaryString(KEYS + i).replace("0", "Aa").replace("1", "BB"));
    assertSpread(
        texts
            .map(text -> text.getBytes(StandardCharsets.US_ASCII))
            .mapToInt(text -> KeyHash.of(text, 0, text.length)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 3, 1 << 16, 1L << 32, 1L << 48, 0xF1DE83E19937733DL})
  void of_numbersInSteps_areSpread(long step) {
    // the last step is the inverse of a factor that many hashes have, 0x9E3779B97F4A7C15
    assertSpread(IntStream.range(0, KEYS).map(i -> KeyHash.of(i * step)));
  }
}
