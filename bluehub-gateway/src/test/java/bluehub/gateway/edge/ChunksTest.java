package bluehub.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChunksTest {

  @ParameterizedTest
  @CsvSource({
    "1,1",
    "9,9",
    "10,a",
    "15,f",
    "16,10",
    "255,ff",
    "256,100",
    "65535,ffff",
    "65536,10000"
  })
  void chunk_hasItsSizeInHexadecimal(int size, String digits) {
    byte[] bytes = "x".repeat(size + 1).getBytes(StandardCharsets.US_ASCII);
    ByteBuf chunk = Chunks.chunk(UnpooledByteBufAllocator.DEFAULT, bytes, 1, size);

    assertThat(chunk.toString(StandardCharsets.US_ASCII))
        .isEqualTo(digits + "\r\n" + "x".repeat(size) + "\r\n");
    chunk.release();
  }
}
