package bluehub.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is measured is right: a wrong answer may be fast. */
class CodecTest {
  static List<Arguments> everyCodecAndSample() {
    List<Arguments> all = new ArrayList<>();
    for (Codec.Kind kind : Codec.Kind.values()) {
      for (Sample sample : Sample.values()) {
        all.add(Arguments.of(kind, sample));
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("everyCodecAndSample")
  void codec_everySample_givesTheMessageBothWays(Codec.Kind kind, Sample sample)
      throws IOException {
    Message message = sample.message();
    Codec codec = kind.of(message);
    byte[] json = JsonFormat.printer().print(message).getBytes(StandardCharsets.UTF_8);
    assertThat(message.getParserForType().parseFrom(codec.encode(json))).isEqualTo(message);

    Message.Builder printed = message.newBuilderForType();
    JsonFormat.parser()
        .merge(new String(codec.decode(message.toByteArray()), StandardCharsets.UTF_8), printed);
    assertThat(printed.build()).isEqualTo(message);
  }
}
