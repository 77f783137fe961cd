package bluehub.gateway.upstream.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeaderEncoderTest {
  private final HeaderEncoder encoder = new HeaderEncoder();
  private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false, 1 << 20);

  private interface Block {
    void write(ByteBuf out);
  }

  private List<String> roundTrip(Block block) throws Http2Exception {
    ByteBuf out = Unpooled.buffer();
    encoder.begin(out);
    block.write(out);
    List<String> fields = new ArrayList<>();
    decoder
        .decodeHeaders(3, out)
        .forEach(field -> fields.add(field.getKey() + ": " + field.getValue()));
    return fields;
  }

  private int size(HeaderField field) {
    ByteBuf out = Unpooled.buffer();
    encoder.repeated(out, field);
    return out.readableBytes();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void repeatedField_isAByteFromTheSecondTimeOn() throws Http2Exception {
    HeaderField field = new HeaderField("te", "trailers");
    roundTrip(out -> encoder.repeated(out, field));
    int before = encoder.generation();

    assertThat(size(field)).isEqualTo(1);
    assertThat(encoder.generation()).isEqualTo(before);
    assertThat(roundTrip(out -> encoder.repeated(out, field))).containsExactly("te: trailers");
  }

  @Test
  void newEntry_movesTheOthers_andTheGeneration() throws Http2Exception {
    HeaderField a = new HeaderField("a", "1");
    HeaderField b = new HeaderField("b", "2");
    roundTrip(out -> encoder.repeated(out, a));
    int before = encoder.generation();
    roundTrip(out -> encoder.repeated(out, b));

    assertThat(encoder.generation()).isNotEqualTo(before);
    assertThat(
            roundTrip(
                out -> {
                  encoder.repeated(out, a);
                  encoder.repeated(out, b);
                }))
        .containsExactly("a: 1", "b: 2");
  }

  @Test
  void fullTable_givesLiterals_andKeepsWhatItHas() throws Http2Exception {
    List<HeaderField> fields = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      fields.add(new HeaderField("name-" + i, "x".repeat(50)));
    }
    for (int round = 0; round < 3; round++) {
      for (HeaderField field : fields) {
        assertThat(roundTrip(out -> encoder.repeated(out, field)))
            .containsExactly(
                new String(field.name(), StandardCharsets.US_ASCII) + ": " + "x".repeat(50));
      }
    }
    assertThat(size(fields.getFirst())).isEqualTo(1);
    assertThat(size(fields.getLast())).isGreaterThan(50);
  }

  @Test
  void tableSizes_ofThePeer_areKept() throws Exception {
    Random random = new Random(3);
    int[] sizes = {0, 64, 4_096, 100, 100_000, 1, 300};
    for (int round = 0; round < 500; round++) {
      if (round % 10 == 0) {
        int size = sizes[random.nextInt(sizes.length)];
        decoder.configuration().maxHeaderTableSize(size);
        encoder.tableSize(size);
      }
      String value = "v" + random.nextInt(5);
      HeaderField field = new HeaderField("a", value);
      assertThat(
              roundTrip(
                  out -> {
                    encoder.repeated(out, field);
                    encoder.once(out, ascii("cookie"), ascii("c"));
                  }))
          .containsExactly("a: " + value, "cookie: c");
    }
  }

  @Test
  void secrets_areNeverIndexed_onTheWayEither() {
    ByteBuf out = Unpooled.buffer();
    encoder.once(out, ascii("authorization"), ascii("s"));

    assertThat(out.getByte(0)).isEqualTo((byte) 0x10);
  }

  @Test
  void longValues_areCountedRight() throws Http2Exception {
    for (int length : new int[] {0, 1, 126, 127, 128, 254, 255, 256, 16_000}) {
      String value = "y".repeat(length);
      assertThat(roundTrip(out -> encoder.once(out, ascii("a"), ascii(value))))
          .containsExactly("a: " + value);
    }
  }
}
