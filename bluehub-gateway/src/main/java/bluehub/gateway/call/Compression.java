package bluehub.gateway.call;

import bluehub.gateway.settings.CompressionSettings;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * Compresses the answers of one event loop for clients that want it. What is compressed, or would
 * have been for another client, says {@code Vary} (RFC 9110 §12.5.5), so that caches keep both.
 */
final class Compression {
  private static final String ACCEPT_ENCODING = "accept-encoding";

  /** A deflater holds some 270 KB; further streams at a time go without compression. */
  private static final int MAX_STREAMS = 32;

  private static final int PIECE = 8 * 1024;

  private final boolean enabled;
  private final int minSize;
  private final int level;
  private final Deque<Deflater> free = new ArrayDeque<>();
  private final byte[] piece = new byte[PIECE];
  private int streams;

  Compression(CompressionSettings settings) {
    enabled = settings.responses();
    minSize = (int) settings.minSize().toBytes();
    level = settings.level();
  }

  /** The body as it is to be sent, and its head to match; takes the body over. */
  ByteBuf whole(Request request, ResponseHead head, ByteBuf body, Responder responder) {
    if (!enabled
        || body.readableBytes() < minSize
        || !body.isReadable()
        || !wanted(request, head)) {
      return body;
    }
    ByteBuf smaller = responder.buffer(body.readableBytes() / 2);
    Deflater deflater = take();
    try {
      deflate(deflater, body, smaller);
      head.add("content-encoding", "gzip");
      weaken(head);
      return smaller;
    } catch (RuntimeException e) {
      smaller.release();
      throw e;
    } finally {
      give(deflater);
      body.release();
    }
  }

  private static void deflate(Deflater deflater, ByteBuf body, ByteBuf target) {
    int length = body.readableBytes();
    ByteBuffer source = body.nioBuffer();
    CRC32 crc = new CRC32();
    crc.update(source.duplicate());
    target.writeBytes(Gzip.header());
    deflater.setInput(source);
    deflater.finish();
    while (!deflater.finished()) {
      target.ensureWritable(PIECE);
      ByteBuffer room = target.nioBuffer(target.writerIndex(), target.writableBytes());
      target.writerIndex(target.writerIndex() + deflater.deflate(room));
    }
    target.writeBytes(Gzip.trailer(crc, length));
  }

  /** What takes the pieces of a streamed answer; its head to match. */
  Responder stream(Request request, ResponseHead head, Responder responder) {
    if (!enabled || !wanted(request, head) || streams >= MAX_STREAMS) {
      return responder;
    }
    head.add("content-encoding", "gzip");
    weaken(head);
    if (request.method().equals("HEAD")) {
      return responder;
    }
    streams++;
    return new GzipStream(this, take(), responder);
  }

  /** For what comes out of a deflater; valid until the next call to any of them. */
  byte[] piece() {
    return piece;
  }

  /** Takes a stream's deflater back. */
  void ended(Deflater deflater) {
    streams--;
    give(deflater);
  }

  private Deflater take() {
    Deflater deflater = free.poll();
    return deflater == null ? new Deflater(level, true) : deflater;
  }

  private void give(Deflater deflater) {
    deflater.reset();
    free.push(deflater);
  }

  /** Whether the client is to get what was compressed beforehand. */
  boolean accepted(Request request) {
    return enabled && AcceptedCoding.gzip(request.header(ACCEPT_ENCODING));
  }

  private static boolean wanted(Request request, ResponseHead head) {
    if (!compressible(head)) {
      return false;
    }
    head.add("vary", ACCEPT_ENCODING);
    return AcceptedCoding.gzip(request.header(ACCEPT_ENCODING));
  }

  private static boolean compressible(ResponseHead head) {
    String type = head.contentType();
    if (type == null || !(type.equals(ResponseHead.JSON) || text(type))) {
      return false;
    }
    String cache = head.value("cache-control");
    // RFC 9111 §5.2.2.6: who passes such an answer on must not transform it.
    return head.value("content-encoding") == null
        && (cache == null || !cache.toLowerCase(Locale.ROOT).contains("no-transform"));
  }

  private static boolean text(String contentType) {
    int end = contentType.indexOf(';');
    String type =
        (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    return type.startsWith("text/")
        || type.endsWith("json")
        || type.endsWith("xml")
        || type.endsWith("javascript")
        || type.equals("application/jsonl");
  }

  /** The bytes are others now, so a tag that stands for bytes does not (RFC 9110 §8.8.1). */
  private static void weaken(ResponseHead head) {
    @Nullable String tag = head.value("etag");
    if (tag != null && tag.startsWith("\"")) {
      head.replace("etag", "W/" + tag);
    }
  }
}
