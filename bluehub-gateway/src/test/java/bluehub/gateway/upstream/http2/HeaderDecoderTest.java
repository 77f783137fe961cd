package bluehub.gateway.upstream.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderDecoderTest {
  private static final int PLENTY = 1 << 20;

  private static List<String> decode(HeaderDecoder decoder, byte[] block) throws ConnectionError {
    HeaderList list = new HeaderList(PLENTY);
    decoder.decode(block, block.length, list);
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      fields.add(text(list.get(i).name()) + ": " + text(list.get(i).value()));
    }
    return fields;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** RFC 7541 C.5 and C.6: three answers on a table of 256 bytes, plain and Huffman coded. */
  @ParameterizedTest
  @CsvSource({
    "3fe101 4803333032580770726976617465611d4d6f6e2c203231204f637420323031332032303a31333a323120474d"
        + "546e1768747470733a2f2f7777772e6578616d706c652e636f6d, 4803333037c1c0bf",
    "3fe101 488264025885aec3771a4b6196d07abe941054d444a8200595040b8166e082a62d1bff"
        + "6e919d29ad171863c78f0b97c8e9ae82ae43d3, 4883640effc1c0bf"
  })
  void examplesOfTheRfc_areRead(String first, String second) throws ConnectionError {
    HeaderDecoder decoder = new HeaderDecoder();

    assertThat(decode(decoder, ByteBufUtil.decodeHexDump(first.replace(" ", ""))))
        .containsExactly(
            ":status: 302",
            "cache-control: private",
            "date: Mon, 21 Oct 2013 20:13:21 GMT",
            "location: https://www.example.com");
    assertThat(decode(decoder, ByteBufUtil.decodeHexDump(second)))
        .containsExactly(
            ":status: 307",
            "cache-control: private",
            "date: Mon, 21 Oct 2013 20:13:21 GMT",
            "location: https://www.example.com");
  }

  /** Random blocks by Netty's encoder, with and without Huffman, so that tables fill and empty. */
  @ParameterizedTest
  @ValueSource(ints = {0, Integer.MAX_VALUE})
  void blocksOfAnotherEncoder_areRead(int huffmanFrom) throws Exception {
    Random random = new Random(7);
    DefaultHttp2HeadersEncoder encoder =
        new DefaultHttp2HeadersEncoder(Http2HeadersEncoder.NEVER_SENSITIVE, false, 16, huffmanFrom);
    encoder.configuration().maxHeaderListSize(PLENTY);
    HeaderDecoder decoder = new HeaderDecoder();
    for (int round = 0; round < 2_000; round++) {
      Http2Headers headers = new DefaultHttp2Headers(false);
      List<String> expected = new ArrayList<>();
      int fields = random.nextInt(12);
      for (int i = 0; i < fields; i++) {
        String name = "x-" + random.nextInt(60);
        String value = randomText(random);
        headers.add(name, value);
      }
      headers.forEach(field -> expected.add(field.getKey() + ": " + field.getValue()));
      ByteBuf block = Unpooled.buffer();
      encoder.encodeHeaders(3, headers, block);

      assertThat(decode(decoder, ByteBufUtil.getBytes(block))).isEqualTo(expected);
    }
  }

  private static String randomText(Random random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(10) == 0 ? random.nextInt(400) : random.nextInt(20);
    boolean any = random.nextBoolean();
    for (int i = 0; i < length; i++) {
      int c = any ? random.nextInt(256) : 'a' + random.nextInt(3);
      // Not what no value may have.
      text.append(c == 0 || c == '\r' || c == '\n' ? ' ' : (char) c);
    }
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "80, an index of 0",
    "be, an index of 62",
    "ffffffffff7f, a number beyond 28 bits",
    "ff80, an end in the middle of a number",
    "00, an end in the middle of a field",
    "0003616263, an end in the middle of a field",
    "0009616263, a string that is longer than the block",
    "3fe21f, a table size of 4097 bytes",
    "8820, a table size of 0 bytes"
  })
  void brokenBlock_endsTheConnection(String hex, String problem) {
    assertThatThrownBy(() -> decode(new HeaderDecoder(), ByteBufUtil.decodeHexDump(hex)))
        .isInstanceOf(ConnectionError.class)
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @CsvSource({
    // RFC 7541 §5.2: EOS, eight bits of padding, and padding of zeros.
    "000161 84ffffffff, EOS",
    "000161 821fff, padding",
    "000161 8118, padding"
  })
  void brokenHuffman_endsTheConnection(String hex, String problem) {
    byte[] block = ByteBufUtil.decodeHexDump(hex.replace(" ", ""));

    assertThatThrownBy(() -> decode(new HeaderDecoder(), block))
        .isInstanceOf(ConnectionError.class)
        .hasMessageContaining(problem);
  }

  @Test
  void repeatedField_isTheSameObject() throws ConnectionError {
    HeaderDecoder decoder = new HeaderDecoder();
    HeaderList list = new HeaderList(PLENTY);
    byte[] first = ByteBufUtil.decodeHexDump("4001610162");
    decoder.decode(first, first.length, list);
    HeaderField field = list.get(0);
    decoder.decode(new byte[] {(byte) 0xbe}, 1, list);

    assertThat(list.get(0)).isSameAs(field);
  }

  /** A small block that names a large entry again and again: counted, and not kept. */
  @Test
  void bomb_isTooLarge_andKeepsNothing() throws ConnectionError {
    HeaderDecoder decoder = new HeaderDecoder();
    HeaderList list = new HeaderList(8_000);
    byte[] large = ByteBufUtil.decodeHexDump("400161" + "7f811e" + "61".repeat(3_968));
    decoder.decode(large, large.length, list);
    assertThat(list.tooLarge()).isFalse();
    byte[] bomb = new byte[16_000];
    Arrays.fill(bomb, (byte) 0xbe);
    decoder.decode(bomb, bomb.length, list);

    assertThat(list.tooLarge()).isTrue();
    assertThat(list.size()).isLessThan(3);
  }

  @ParameterizedTest
  @CsvSource({"X-a, b", "'', b", "a b, c", "'a:', b", "a, 'b\r'", "a, 'b\n'", "a, '\0'"})
  void fieldThatNoMessageMayHave_isMalformed(String name, String value) throws ConnectionError {
    HeaderList list = new HeaderList(PLENTY);
    byte[] block = Wire.block(name, value);
    new HeaderDecoder().decode(block, block.length, list);

    assertThat(list.malformed()).isTrue();
  }

  @Test
  void pseudoFieldBehindOthers_isMalformed() throws ConnectionError {
    HeaderList list = new HeaderList(PLENTY);
    byte[] block = Wire.block("a", "b", ":status", "200");
    new HeaderDecoder().decode(block, block.length, list);

    assertThat(list.malformed()).isTrue();
  }
}
