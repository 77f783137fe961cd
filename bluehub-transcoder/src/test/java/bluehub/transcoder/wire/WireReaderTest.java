package bluehub.transcoder.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireReaderTest {

  /** A reader over the middle of an array, so that reading on after the end would find bytes. */
  private static WireReader reader(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    byte[] around = new byte[bytes.length + 32];
    Arrays.fill(around, (byte) 1);
    System.arraycopy(bytes, 0, around, 16, bytes.length);
    WireReader reader = new WireReader();
    reader.reset(around, 16, bytes.length);
    return reader;
  }

  @ParameterizedTest
  @CsvSource({
    "00, 0",
    "7f, 127",
    "8001, 128",
    "ffffffffffffffffff01, -1",
    "ffffffffffffffff7f, 9223372036854775807",
    "80808080808080808001, -9223372036854775808",
    // more bytes than it needs, and bits beyond the 64th: both are read
    "8000, 0",
    "80808080808080808000, 0",
    "ffffffffffffffffff7f, -1"
  })
  void varint_atMostTenBytes_isItsValue(String hex, long value) {
    WireReader in = reader(hex);
    assertThat(in.varint()).isEqualTo(value);
    assertThat(in.atEnd()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "80", "ffff", "ffffffffffffffffff"})
  void varint_cutShort_isRefused(String hex) {
    assertThatThrownBy(() -> reader(hex).varint())
        .isInstanceOf(WireException.class)
        .hasMessage("the message ends in the middle of a field");
  }

  @Test
  void varint_ofMoreThanTenBytes_isRefused() {
    assertThatThrownBy(() -> reader("8080808080808080808000").varint())
        .isInstanceOf(WireException.class)
        .hasMessage("found a varint of more than 10 bytes");
  }

  @ParameterizedTest
  @CsvSource({"08, 8", "0a, 10", "f87f, 16376", "faffffff0f, -6"})
  void tag_ofAField_isGiven(String hex, int tag) {
    assertThat(reader(hex).tag()).isEqualTo(tag);
  }

  @ParameterizedTest
  @ValueSource(strings = {"00", "07", "8000", "808080808000", "8080808010", "ffffffffffffffffff01"})
  void tag_ofFieldZeroOrBeyondTheLargestNumber_isRefused(String hex) {
    assertThatThrownBy(() -> reader(hex).tag())
        .isInstanceOf(WireException.class)
        .hasMessageContaining("which no field has");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "01", "010203"})
  void fixed_cutShort_isRefused(String hex) {
    assertThatThrownBy(() -> reader(hex).fixed32()).isInstanceOf(WireException.class);
    assertThatThrownBy(() -> reader(hex + "04050607").fixed64()).isInstanceOf(WireException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"01", "0500", "ffffffff07", "ffffffffffffffff7f", "ffffffffffffffffff01"})
  void size_beyondTheEnd_isRefused(String hex) {
    assertThatThrownBy(() -> reader(hex).size()).isInstanceOf(WireException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "08 9601",
        "09 0102030405060708",
        "0a 03 010203",
        "0d 01020304",
        "0b 0c",
        "0b 10 01 1a 01 00 0c",
        "0b 13 1b 1c 14 0c",
        "0b 0b 0c 0c"
      })
  void skip_aWholeField_endsBehindIt(String hex) {
    WireReader in = reader(hex);
    in.skip(in.tag());
    assertThat(in.atEnd()).isTrue();
    assertThat(in.position()).isEqualTo(in.limit());
  }

  @ParameterizedTest
  @CsvSource({
    "08 96, the message ends in the middle of a field",
    "09 01020304050607, the message ends in the middle of a field",
    "0a 04 010203, the message ends in the middle of a field",
    "0d 010203, the message ends in the middle of a field",
    "0b, the message ends in the middle of a field",
    "0b 10 01, the message ends in the middle of a field",
    "0b 14, a group ends that did not begin",
    "0b 13 0c 14, a group ends that did not begin",
    "0c, which begins no field",
    "0e 01, which begins no field",
    "0f 01, which begins no field"
  })
  void skip_whatIsNoWholeField_isRefused(String hex, String message) {
    WireReader in = reader(hex);
    int tag = in.tag();
    assertThatThrownBy(() -> in.skip(tag))
        .isInstanceOf(WireException.class)
        .hasMessageContaining(message);
  }

  @Test
  void skip_groupsDeeperThanTheLimit_areRefused() {
    WireReader in = reader("0b".repeat(500) + "0c".repeat(500));
    in.skip(in.tag());
    assertThat(in.atEnd()).isTrue();
    WireReader deeper = reader("0b".repeat(1_000_000));
    assertThatThrownBy(() -> deeper.skip(deeper.tag()))
        .isInstanceOf(WireException.class)
        .hasMessage("groups nest deeper than 500");
  }

  @Test
  void limit_narrowed_isTheEnd() {
    WireReader in = reader("08010802");
    in.limit(in.position() + 2);
    assertThat(in.tag()).isEqualTo(8);
    assertThat(in.varint()).isEqualTo(1);
    assertThat(in.atEnd()).isTrue();
    assertThatThrownBy(in::varint).isInstanceOf(WireException.class);
    in.limit(in.limit() + 2);
    assertThat(in.tag()).isEqualTo(8);
  }

  @Test
  void read_garbage_givesValuesOrWireExceptions() {
    Random random = new Random(3);
    int refused = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      WireReader in = new WireReader();
      in.reset(bytes, 0, bytes.length);
      try {
        while (!in.atEnd()) {
          in.skip(in.tag());
          assertThat(in.position()).isLessThanOrEqualTo(bytes.length);
        }
      } catch (WireException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(10_000, 19_999);
  }
}
