package bluehub.transcoder.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VarintTest {

  private static void check(long value) throws IOException {
    byte[] expected = new byte[CodedOutputStream.computeUInt64SizeNoTag(value)];
    CodedOutputStream.newInstance(expected).writeUInt64NoTag(value);
    WireWriter out = new WireWriter();
    out.varint(value);
    assertThat(out.toByteArray()).as("%d", value).isEqualTo(expected);
    assertThat(Varint.size(value)).as("%d", value).isEqualTo(expected.length);
    // alone, and with more behind it
    WireReader in = new WireReader();
    in.reset(expected, 0, expected.length);
    assertThat(in.varint()).isEqualTo(value);
    assertThat(in.atEnd()).isTrue();
    out.fixed64(-1);
    out.fixed64(-1);
    in.reset(out.array(), 0, out.length());
    assertThat(in.varint()).isEqualTo(value);
    assertThat(in.position()).isEqualTo(expected.length);
  }

  @Test
  void varint_aroundEveryPowerOfTwo_isAsProtobufWritesIt() throws IOException {
    for (int bit = 0; bit < 64; bit++) {
      for (long step = -2; step <= 2; step++) {
        check((1L << bit) + step);
      }
    }
  }

  @Test
  void varint_random_isAsProtobufWritesIt() throws IOException {
    Random random = new Random(7);
    for (int round = 0; round < 20_000; round++) {
      check(random.nextLong() >>> random.nextInt(64));
    }
  }
}
