package bluehub.transcoder.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import bluehub.transcoder.CompiledMethod;
import bluehub.transcoder.TestApi;
import bluehub.transcoder.wire.WireException;
import com.google.protobuf.ByteString;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerFieldTest {
  private static final CompiledMethod METHOD =
      new TestApi()
          .api().methods().stream()
              .filter(method -> method.binding().rpc().getOutputType().getName().equals("Thing"))
              .findFirst()
              .orElseThrow();

  private static @Nullable String read(String path, byte[] wire) {
    byte[] padded = new byte[wire.length + 4];
    Arrays.fill(padded, (byte) 0xff);
    System.arraycopy(wire, 0, padded, 2, wire.length);
    return METHOD.answerField(path).read(padded, 2, wire.length);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name | name: 'a/b \\u5e73' | a/b 平
          name | flag: true | NONE
          name | name: '' | NONE
          i32 | i32: -5 | -5
          i64 | i64: -9007199254740993 | -9007199254740993
          u32 | u32: 4294967295 | 4294967295
          u64 | u64: 18446744073709551615 | 18446744073709551615
          s32 | s32: -7 | -7
          s64 | s64: -7 | -7
          f32 | f32: 4294967295 | 4294967295
          f64 | f64: 18446744073709551615 | 18446744073709551615
          sf32 | sf32: -1 | -1
          sf64 | sf64: -1 | -1
          flag | flag: true | true
          color | color: CRIMSON | RED
          color | color: DARK | DARK
          child.child.i32 | name: 'x' child { name: 'y' child { i32: 4 } flag: true } flag: true | 4
          child.name | name: 'x' | NONE
          pick_thing.name | pick_thing { name: 'x' } | x
          old.inner.a | old { Inner { a: 3 old { Inner { a: 4 } } } number: 1 } | 3
          optInt | opt_int: 0 | 0
          right | left: 'l' right: 'r' | r
          rechts | left: 'l' right: 'r' | r
          opt_int | ints: 3 words: 'x' opt_int: 9 things { opt_int: 1 } | 9
          """)
  void read_kindsOfFields_givesTheirText(String path, String message, String text) {
    byte[] wire = TestApi.text("things.Thing", message).toByteArray();

    assertThat(read(path, wire)).isEqualTo(text.equals("NONE") ? null : text);
  }

  @Test
  void read_severalValues_theLastOneCounts() {
    ByteString first = TestApi.text("things.Thing", "name: 'a' i32: 1").toByteString();
    ByteString second = TestApi.text("things.Thing", "name: 'b'").toByteString();

    assertThat(read("name", first.concat(second).toByteArray())).isEqualTo("b");
    assertThat(read("i32", first.concat(second).toByteArray())).isEqualTo("1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          pick_text       | pick_text: 'a'           | pick_int: 1    | NONE
          pick_thing.name | pick_thing { name: 'a' } | pick_int: 1    | NONE
          pick_thing.name | pick_thing { name: 'a' } | pick_thing { } | a
          pick_text       | pick_text: 'a'           | other_flag: true | a
          """)
  void read_oneofThatChanges_hasItsLastMember(
      String path, String former, String later, String text) {
    ByteString first = TestApi.text("things.Thing", former).toByteString();
    ByteString second = TestApi.text("things.Thing", later).toByteString();

    assertThat(read(path, first.concat(second).toByteArray()))
        .isEqualTo(text.equals("NONE") ? null : text);
  }

  @Test
  void read_cutOff_isRefused() {
    byte[] wire = TestApi.text("things.Thing", "name: 'abc'").toByteArray();

    assertThat(catchThrowable(() -> read("name", Arrays.copyOf(wire, wire.length - 1))))
        .isInstanceOf(WireException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          no_such | things.Thing has no field no_such
          name.x | things.Thing has no field name.x
          words | words of things.Thing is a list or a map
          labels | labels of things.Thing is a list or a map
          d | d of things.Thing is no string, integer, boolean or enum
          bin | bin of things.Thing is no string, integer, boolean or enum
          """)
  void answerField_noneThatCanBeInAPath_saysWhy(String path, String reason) {
    assertThatThrownBy(() -> METHOD.answerField(path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(reason);
  }
}
