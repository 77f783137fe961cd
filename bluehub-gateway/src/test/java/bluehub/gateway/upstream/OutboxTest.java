package bluehub.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboxTest {
  private static final byte[] TWO = {1, 2};
  private static final byte[] LONG = new byte[300];
  private static final String BYTES =
      "0000000002" + "0102" + "0000000000" + "000000012c" + "00".repeat(300);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 11, 100, 1_000})
  void messages_howeverTheyAreTaken_areTheSame(int piece) {
    Outbox outbox = new Outbox();
    outbox.add(TWO);
    outbox.add(new byte[0]);
    outbox.add(LONG);
    ByteBuf out = Unpooled.buffer();
    while (outbox.pending() > 0) {
      outbox.drain(out, Math.min(piece, outbox.pending()));
    }

    assertThat(ByteBufUtil.hexDump(out)).isEqualTo(BYTES);
  }

  @Test
  void restored_beginsAnew() {
    Outbox outbox = new Outbox();
    outbox.add(TWO);
    outbox.drain(Unpooled.buffer(), 6);
    outbox.restore(TWO);
    ByteBuf out = Unpooled.buffer();
    outbox.drain(out, outbox.pending());

    assertThat(ByteBufUtil.hexDump(out)).isEqualTo("00000000020102");
  }
}
