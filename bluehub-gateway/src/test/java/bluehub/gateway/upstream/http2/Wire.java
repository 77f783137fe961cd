package bluehub.gateway.upstream.http2;

import bluehub.gateway.fixture.FrameStream;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What a peer sends, made by hand, and what it gets. */
final class Wire {
  private static final int PREFACE = 24;

  private Wire() {}

  /** A frame that was sent to the peer. */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
  record Sent(int type, int flags, int stream, byte[] payload) {
    int number() {
      return ByteBuffer.wrap(payload).getInt();
    }

    @Override
    public String toString() {
      return "type %d flags %d stream %d, %d bytes".formatted(type, flags, stream, payload.length);
    }
  }

  static byte[] frame(int type, int flags, int stream, byte... payload) {
    ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
    frame.put((byte) (payload.length >> 16)).putShort((short) payload.length);
    return frame.put((byte) type).put((byte) flags).putInt(stream).put(payload).array();
  }

  static byte[] settings(int... namesAndValues) {
    ByteBuffer payload = ByteBuffer.allocate(namesAndValues.length / 2 * 6);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      payload.putShort((short) namesAndValues[i]).putInt(namesAndValues[i + 1]);
    }
    return frame(Frame.SETTINGS, 0, 0, payload.array());
  }

  static byte[] headers(int flags, int stream, String... fields) {
    return frame(Frame.HEADERS, flags, stream, block(fields));
  }

  static byte[] numbers(int type, int stream, int... numbers) {
    ByteBuffer payload = ByteBuffer.allocate(4 * numbers.length);
    for (int number : numbers) {
      payload.putInt(number);
    }
    return frame(type, 0, stream, payload.array());
  }

  /** Literals without indexing, with new names (RFC 7541 §6.2.2). */
  static byte[] block(String... fields) {
    return FrameStream.hpack(fields);
  }

  /** The frames in what was sent, without the preface where it begins so. */
  static List<Sent> frames(byte[] sent) {
    ByteBuf in = Unpooled.wrappedBuffer(sent);
    if (sent.length >= PREFACE && sent[0] == 'P' && sent[1] == 'R') {
      in.skipBytes(PREFACE);
    }
    List<Sent> frames = new ArrayList<>();
    while (in.isReadable()) {
      byte[] payload = new byte[in.readUnsignedMedium()];
      int type = in.readUnsignedByte();
      int flags = in.readUnsignedByte();
      int stream = in.readInt();
      in.readBytes(payload);
      frames.add(new Sent(type, flags, stream, payload));
    }
    return frames;
  }
}
