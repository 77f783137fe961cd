package bluehub.transcoder.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
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

  @Test
  void of_textsThatAreEqualForEveryPolynomial_areSpread() {
    // of Thue and Morse: the difference of the two is 0 modulo 2^64 in every odd number
    String one =
        IntStream.range(0, 1024)
            .mapToObj(i -> Integer.bitCount(i) % 2 == 0 ? "a" : "b")
            .collect(Collectors.joining());
    String other = one.chars().mapToObj(c -> c == 'a' ? "b" : "a").collect(Collectors.joining());
    long hashes =
        IntStream.range(0, 256)
            .mapToObj(
                i ->
                    IntStream.range(0, 8)
                        .mapToObj(block -> (i >> block & 1) == 0 ? one : other)
                        .collect(Collectors.joining()))
            .map(text -> text.getBytes(StandardCharsets.US_ASCII))
            .mapToInt(text -> KeyHash.of(text, 0, text.length))
            .distinct()
            .count();
    assertThat(hashes).isGreaterThan(250);
  }

  @Test
  void of_textsOfEveryLength_dependOnEachByteAndTheLength() {
    for (int length = 0; length < 40; length++) {
      byte[] text = new byte[length + 2];
      Set<Integer> hashes = new HashSet<>();
      hashes.add(KeyHash.of(text, 1, length + 1));
      hashes.add(KeyHash.of(text, 1, length + 2));
      for (int at = 1; at <= length; at++) {
        text[at] = 1;
        hashes.add(KeyHash.of(text, 1, length + 1));
        text[at] = 0;
      }
      assertThat(hashes).as("length %s", length).hasSize(length + 2);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 3, 1 << 16, 1L << 32, 1L << 48, 0xF1DE83E19937733DL})
  void of_numbersInSteps_areSpread(long step) {
    // the last step is the inverse of a factor that many hashes have, 0x9E3779B97F4A7C15
    assertSpread(IntStream.range(0, KEYS).map(i -> KeyHash.of(i * step)));
  }
}
