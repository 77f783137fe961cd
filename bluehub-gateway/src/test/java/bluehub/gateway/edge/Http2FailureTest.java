package bluehub.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.gateway.fixture.FrameClient;
import bluehub.gateway.settings.HttpSettings;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A mistake of the gateway's in the serving of one stream, on a loop that has no lane. */
@ExtendWith(OutputCaptureExtension.class)
class Http2FailureTest {
  private static final HttpSettings SETTINGS =
      new Binder(new MapConfigurationPropertySource())
          .bindOrCreate("bluehub.http", HttpSettings.class);

  private static byte[] get(int stream) throws Exception {
    ByteBuf block = Unpooled.buffer();
    try (DefaultHttp2HeadersEncoder encoder = new DefaultHttp2HeadersEncoder()) {
      encoder.encodeHeaders(
          stream,
          new DefaultHttp2Headers().method("GET").scheme("http").authority("a").path("/"),
          block);
      int flags = FrameClient.END_HEADERS | FrameClient.END_STREAM;
      return FrameClient.bytes(FrameClient.HEADERS, flags, stream, ByteBufUtil.getBytes(block));
    } finally {
      block.release();
    }
  }

  /** Type, stream and first number of each frame that was written. */
  private static List<List<Integer>> written(EmbeddedChannel channel) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
      all.writeBytes(ByteBufUtil.getBytes(next));
      next.release();
    }
    List<List<Integer>> frames = new ArrayList<>();
    ByteBuffer bytes = ByteBuffer.wrap(all.toByteArray());
    while (bytes.hasRemaining()) {
      int length = Byte.toUnsignedInt(bytes.get()) << 16 | Short.toUnsignedInt(bytes.getShort());
      int type = bytes.getShort() >> 8;
      int stream = bytes.getInt();
      frames.add(List.of(type, stream, length < 4 ? 0 : bytes.getInt(bytes.position())));
      bytes.position(bytes.position() + length);
    }
    return frames;
  }

  @Test
  @SuppressWarnings("NullAway") // The mistake.
  void mistake_endsItsStream_andNotTheConnection(CapturedOutput output) throws Exception {
    EdgeLoop loop = new EdgeLoop(null, new EdgeState(SETTINGS));
    EmbeddedChannel channel = new EmbeddedChannel(Http2SessionBuilder.session(loop, SETTINGS));
    channel.writeInbound(
        Unpooled.wrappedBuffer(
            FrameClient.PREFACE.getBytes(StandardCharsets.US_ASCII),
            FrameClient.bytes(FrameClient.SETTINGS, 0, 0, new byte[0]),
            get(1),
            get(3)));

    assertThat(written(channel))
        .contains(
            List.of(FrameClient.RST_STREAM, 1, FrameClient.INTERNAL_ERROR),
            List.of(FrameClient.RST_STREAM, 3, FrameClient.INTERNAL_ERROR))
        .noneMatch(frame -> frame.getFirst() == FrameClient.GOAWAY);
    assertThat(channel.isOpen()).isTrue();
    assertThat(output).contains("NullPointerException").contains("\tat ");
    channel.finishAndReleaseAll();
  }
}
