package bluehub.transcoder.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireWriterTest {

  @Test
  void write_randomValues_givesTheBytesOfCodedOutputStream() throws IOException {
    Random random = new Random(1);
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    CodedOutputStream coded = CodedOutputStream.newInstance(expected);
    WireWriter out = new WireWriter();
    for (int round = 0; round < 5_000; round++) {
      long value = random.nextLong() >> random.nextInt(64);
      int number = 1 + random.nextInt((1 << (1 + random.nextInt(29))) - 1);
      int wireType = random.nextInt(6);
      out.tag(WireType.tag(number, wireType));
      coded.writeTag(number, wireType);
      out.varint(value);
      coded.writeUInt64NoTag(value);
      out.fixed64(value);
      coded.writeFixed64NoTag(value);
      out.fixed32((int) value);
      coded.writeFixed32NoTag((int) value);
    }
    coded.flush();
    assertThat(out.toByteArray()).isEqualTo(expected.toByteArray());
  }

  /** The sizes around which a length prefix takes one more byte. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 127, 128, 129, 16_383, 16_384, 2_097_151, 2_097_152})
  void close_content_isMovedBehindItsLength(int size) throws IOException {
    WireWriter out = new WireWriter();
    out.tag(8);
    int outer = out.open();
    int inner = out.open();
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    out.raw(content, 0, size);
    out.close(inner);
    out.close(outer);
    out.varint(1);

    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    CodedOutputStream coded = CodedOutputStream.newInstance(expected);
    coded.writeUInt32NoTag(8);
    coded.writeUInt32NoTag(CodedOutputStream.computeUInt32SizeNoTag(size) + size);
    coded.writeUInt32NoTag(size);
    coded.writeRawBytes(content);
    coded.writeUInt32NoTag(1);
    coded.flush();
    assertThat(out.toByteArray()).isEqualTo(expected.toByteArray());
  }

  @Test
  void utf8_anyText_isAsJavaEncodesIt() {
    String text = "a\u007f\u0080\u07ff\u0800\ud7ff\ue000\uffff😀\ud83d x \ude00\ud83d";
    WireWriter out = new WireWriter();
    out.utf8(text);
    assertThat(out.toByteArray()).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void truncate_toAFormerLength_forgetsTheRest() {
    WireWriter out = new WireWriter();
    out.varint(1);
    int length = out.length();
    out.fixed64(2);
    out.truncate(length);
    out.varint(3);
    assertThat(out.toByteArray()).containsExactly(1, 3);
  }

  @Test
  void reset_afterALargeMessage_givesItsBufferBack() {
    WireWriter out = new WireWriter();
    out.raw(new byte[3 << 20], 0, 3 << 20);
    out.reset();
    assertThat(out.length()).isZero();
    assertThat(out.array().length).isLessThan(1 << 20);
  }
}
