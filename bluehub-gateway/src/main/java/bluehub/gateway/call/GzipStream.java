package bluehub.gateway.call;

import io.netty.buffer.ByteBuf;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * Compresses the pieces of a streamed answer. What has been written is flushed through, so that
 * each message reaches the client as soon as it would without compression.
 */
final class GzipStream implements Responder {
  private final Compression compression;
  private final Responder target;
  private final CRC32 crc = new CRC32();
  private @Nullable Deflater deflater;
  private long size;
  private long sent;

  GzipStream(Compression compression, Deflater deflater, Responder target) {
    this.compression = compression;
    this.deflater = deflater;
    this.target = target;
  }

  /** Bytes of the body as they were sent. */
  long sent() {
    return sent;
  }

  /** Gives back what it holds; to be called however the answer has ended. */
  void release() {
    Deflater current = deflater;
    if (current != null) {
      deflater = null;
      compression.ended(current);
    }
  }

  @Override
  public void proceed() {
    target.proceed();
  }

  @Override
  public void hold() {
    target.hold();
  }

  @Override
  public void resume() {
    target.resume();
  }

  @Override
  public boolean takesTrailers() {
    return target.takesTrailers();
  }

  @Override
  public void trailer(String name, String value) {
    target.trailer(name, value);
  }

  @Override
  public ByteBuf buffer(int capacity) {
    return target.buffer(capacity);
  }

  @Override
  public void answer(ResponseHead head, ByteBuf body) {
    target.answer(head, body);
  }

  @Override
  public void begin(ResponseHead head) {
    target.begin(head);
    put(Gzip.header());
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    Deflater current = deflater;
    if (current == null || length == 0) {
      return;
    }
    crc.update(bytes, offset, length);
    size += length;
    current.setInput(bytes, offset, length);
    byte[] piece = compression.piece();
    int out;
    do {
      out = current.deflate(piece, 0, piece.length, Deflater.SYNC_FLUSH);
      put(piece, out);
      // A piece that is not full holds all that there was.
    } while (out == piece.length);
  }

  @Override
  public void end() {
    Deflater current = deflater;
    if (current != null) {
      byte[] piece = compression.piece();
      current.finish();
      while (!current.finished()) {
        put(piece, current.deflate(piece, 0, piece.length));
      }
      put(Gzip.trailer(crc, size));
    }
    target.end();
    release();
  }

  @Override
  public void abort() {
    target.abort();
    release();
  }

  @Override
  public boolean writable() {
    return target.writable();
  }

  private void put(byte[] bytes) {
    put(bytes, bytes.length);
  }

  private void put(byte[] bytes, int length) {
    sent += length;
    target.write(bytes, 0, length);
  }
}
