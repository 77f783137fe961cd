package bluehub.gateway.upstream;

import static bluehub.gateway.fixture.Bytes.gzip;
import static org.assertj.core.api.Assertions.assertThat;

import bluehub.gateway.upstream.RawStatus.Cause;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageReaderTest implements MessageReader.Sink {
  private static final int MOST = 100_000;

  private final MessageReader reader =
      new MessageReader(new MessageSpace(ByteBufAllocator.DEFAULT, MOST), this);
  private final List<String> messages = new ArrayList<>();
  private final List<Cause> problems = new ArrayList<>();
  private int consumed;
  private int askFurther;

  @Override
  public void message(byte[] bytes, int length) {
    messages.add(new String(bytes, 0, length, StandardCharsets.UTF_8));
    if (askFurther-- > 0) {
      reader.request(1);
    }
  }

  @Override
  public void consumed(int bytes) {
    consumed += bytes;
  }

  @Override
  public void bad(RawStatus status) {
    problems.add(status.cause());
  }

  @AfterEach
  void release() {
    reader.stop();
  }

  private static byte[] message(int flag, byte[] bytes) {
    return ByteBuffer.allocate(5 + bytes.length)
        .put((byte) flag)
        .putInt(bytes.length)
        .put(bytes)
        .array();
  }

  private static byte[] messages(String... texts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (String text : texts) {
      all.writeBytes(message(0, text.getBytes(StandardCharsets.UTF_8)));
    }
    return all.toByteArray();
  }

  private void read(byte[] bytes) {
    ByteBuf in = Unpooled.wrappedBuffer(bytes);
    reader.read(in, bytes.length);
  }

  private void readInPieces(byte[] bytes, int piece) {
    for (int at = 0; at < bytes.length; at += piece) {
      read(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + piece)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 5, 6, 7, 100})
  void messages_howeverTheyAreCut_areTheSame(int piece) {
    reader.request(10);
    byte[] bytes = messages("", "a", "hello world", "");
    readInPieces(bytes, piece);

    assertThat(messages).containsExactly("", "a", "hello world", "");
    assertThat(consumed).isEqualTo(bytes.length);
    assertThat(reader.unfinished()).isFalse();
  }

  @Test
  void unaskedMessages_areHeld_andNotConsumed() {
    reader.request(1);
    read(messages("a", "bb"));
    read(messages("ccc"));
    assertThat(messages).containsExactly("a");
    assertThat(consumed).isEqualTo(6);
    assertThat(reader.waiting()).isTrue();
    reader.request(1);
    assertThat(messages).containsExactly("a", "bb");
    assertThat(consumed).isEqualTo(13);
    reader.request(1);
    assertThat(messages).containsExactly("a", "bb", "ccc");
    assertThat(reader.waiting()).isFalse();
    assertThat(reader.unfinished()).isFalse();
  }

  @Test
  void askingWhileAMessageIsTold_givesTheNext_inOrder() {
    askFurther = 3;
    read(messages("a", "b", "c", "d", "e"));
    reader.request(1);

    assertThat(messages).containsExactly("a", "b", "c", "d");
    assertThat(reader.waiting()).isTrue();
  }

  @Test
  void lastHeldMessage_leavesNothingUnfinished() {
    read(messages("a", "b"));
    assertThat(reader.unfinished()).isTrue();
    reader.request(1);
    assertThat(reader.unfinished()).isTrue();
    reader.request(1);

    assertThat(reader.unfinished()).isFalse();
    assertThat(reader.reading()).isFalse();
  }

  @Test
  void anyCutsAndAnyAsking_giveTheSame() {
    Random random = new Random(5);
    for (int round = 0; round < 300; round++) {
      MessageReaderTest test = new MessageReaderTest();
      String[] texts = new String[random.nextInt(20)];
      for (int i = 0; i < texts.length; i++) {
        texts[i] = "x".repeat(random.nextInt(10) == 0 ? random.nextInt(70_000) : i);
      }
      byte[] bytes = messages(texts);
      int at = 0;
      while (at < bytes.length) {
        int next = Math.min(bytes.length, at + 1 + random.nextInt(20_000));
        test.read(Arrays.copyOfRange(bytes, at, next));
        at = next;
        test.reader.request(random.nextInt(3));
      }
      test.reader.request(texts.length);
      assertThat(test.messages).containsExactly(texts);
      assertThat(test.consumed).isEqualTo(bytes.length);
      test.release();
    }
  }

  @Test
  void gzip_isInflated_alsoManyTimesItsSize() {
    byte[] plain = new byte[MOST];
    Arrays.fill(plain, (byte) 'x');
    reader.gzip();
    reader.request(2);
    read(message(1, gzip(plain)));
    read(message(0, new byte[] {'y'}));

    assertThat(messages).containsExactly("x".repeat(MOST), "y");
  }

  @Test
  void gzip_beyondTheLimit_isTooLarge() {
    reader.gzip();
    reader.request(1);
    read(message(1, gzip(new byte[MOST + 1])));

    assertThat(problems).containsExactly(Cause.TOO_LARGE);
  }

  @Test
  void gzip_thatIsCutOff_isBroken() {
    byte[] compressed = gzip(new byte[1_000]);
    reader.gzip();
    reader.request(1);
    read(message(1, Arrays.copyOf(compressed, compressed.length - 9)));

    assertThat(problems).containsExactly(Cause.BROKEN);
  }

  @Test
  void lengthBeyondTheLimit_isTooLarge_beforeItsContent() {
    reader.request(1);
    read(ByteBuffer.allocate(5).put((byte) 0).putInt(MOST + 1).array());
    assertThat(problems).containsExactly(Cause.TOO_LARGE);
    read(messages("a"));

    assertThat(messages).isEmpty();
    assertThat(problems).hasSize(1);
  }

  @Test
  void halfAMessage_isUnfinished_andNotWaiting() {
    reader.request(1);
    byte[] bytes = messages("hello");
    read(Arrays.copyOf(bytes, 7));

    assertThat(reader.unfinished()).isTrue();
    assertThat(reader.waiting()).isFalse();
  }
}
