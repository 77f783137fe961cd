package bluehub.transcoder.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bluehub.transcoder.JsonTree;
import bluehub.transcoder.wire.WireException;
import com.google.protobuf.Duration;
import com.google.protobuf.StringValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams of answers as one body, and how they end: rule 23. */
class StreamEncoderTest {
  private static final TypeTable TYPES =
      TypeTable.of(
          List.of(
              Duration.getDescriptor().getFile(),
              StringValue.getDescriptor().getFile(),
              Struct.getDescriptor().getFile()));
  private static final String ERROR = "{\"code\":14,\"message\":\"gone\"}";

  private static StreamEncoder stream(StreamFormat format, String type, PrintOptions print) {
    return new StreamEncoder(
        new ResponseShape(TYPES, "google.protobuf." + type, "", 100),
        format,
        print,
        new StatusEncoder(TYPES, ErrorFormat.STATUS));
  }

  /** A stream of durations in seconds. */
  private static StreamEncoder stream(StreamFormat format, int... seconds) {
    StreamEncoder stream = stream(format, "Duration", PrintOptions.DEFAULT);
    for (int one : seconds) {
      byte[] wire = Duration.newBuilder().setSeconds(one).build().toByteArray();
      stream.message(wire, 0, wire.length);
    }
    return stream;
  }

  private static String body(StreamEncoder stream) {
    return new String(stream.array(), 0, stream.length(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "JSON_ARRAY   | [\"1s\",\"2s\"]",
        "NDJSON       | \"1s\"\\n\"2s\"\\n",
        "EVENT_STREAM | data: \"1s\"\\n\\ndata: \"2s\"\\n\\n"
      })
  void end_messages_makeAWholeBody(StreamFormat format, String expected) {
    StreamEncoder stream = stream(format, 1, 2);
    stream.end();
    assertThat(body(stream)).isEqualTo(expected.replace("\\n", "\n"));
  }

  @ParameterizedTest
  @CsvSource({"JSON_ARRAY,[]", "NDJSON,''", "EVENT_STREAM,''"})
  void end_noMessage_isTheEmptyBodyOfItsKind(StreamFormat format, String expected) {
    StreamEncoder stream = stream(format);
    stream.end();
    assertThat(body(stream)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "JSON_ARRAY   | [\"1s\",{\"error\":%s}",
        "NDJSON       | \"1s\"\\n{\"error\":%s}\\n",
        "EVENT_STREAM | data: \"1s\"\\n\\nevent: error\\ndata: %s\\n\\n"
      })
  void fail_afterAMessage_endsWithARecordThatIsNoData(StreamFormat format, String expected) {
    StreamEncoder stream = stream(format, 1);
    stream.fail(14, "gone", null);
    assertThat(body(stream)).isEqualTo(expected.replace("\\n", "\n").formatted(ERROR));
  }

  @Test
  void fail_array_isNeverClosed() {
    for (int messages = 0; messages < 3; messages++) {
      StreamEncoder stream = stream(StreamFormat.JSON_ARRAY, new int[messages]);
      stream.fail(14, "gone", null);
      assertThatThrownBy(() -> JsonTree.read(body(stream))).isInstanceOf(RuntimeException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({"JSON_ARRAY", "NDJSON", "EVENT_STREAM"})
  void message_broken_leavesNothingOfIt(StreamFormat format) {
    StreamEncoder stream = stream(format, 1);
    String before = body(stream);
    // whole, but for its last field
    byte[] broken = {8, 1, 16};
    assertThatThrownBy(() -> stream.message(broken, 0, broken.length))
        .isInstanceOf(WireException.class);
    assertThat(body(stream)).isEqualTo(before);
  }

  @Test
  void message_brokenFirst_leavesTheArrayUnopened() {
    StreamEncoder stream = stream(StreamFormat.JSON_ARRAY);
    assertThatThrownBy(() -> stream.message(new byte[] {8}, 0, 1))
        .isInstanceOf(WireException.class);
    stream.fail(13, "broken", null);
    assertThat(body(stream)).isEqualTo("[{\"error\":{\"code\":13,\"message\":\"broken\"}}");
  }

  @Test
  void clear_betweenMessages_losesNoComma() {
    StreamEncoder stream = stream(StreamFormat.JSON_ARRAY, 1);
    stream.clear();
    byte[] wire = Duration.newBuilder().setSeconds(2).build().toByteArray();
    stream.message(wire, 0, wire.length);
    assertThat(body(stream)).isEqualTo(",\"2s\"");
    stream.clear();
    stream.end();
    assertThat(body(stream)).isEqualTo("]");
  }

  @ParameterizedTest
  @CsvSource({"NDJSON", "EVENT_STREAM"})
  void message_ofLinesWhilePretty_staysOneLine(StreamFormat format) {
    StreamEncoder stream = stream(format, "Struct", PrintOptions.DEFAULT.withPretty(true));
    byte[] wire =
        Struct.newBuilder()
            .putFields("a\nb", Value.newBuilder().setStringValue("c\r\nd\u2028").build())
            .build()
            .toByteArray();
    stream.message(wire, 0, wire.length);
    assertThat(body(stream).strip().lines()).hasSize(1);
  }
}
