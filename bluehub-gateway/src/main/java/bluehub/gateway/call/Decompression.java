package bluehub.gateway.call;

import bluehub.transcoder.fault.Code;
import bluehub.transcoder.fault.RequestFault;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** Decoders for the bodies of one event loop. */
final class Decompression {
  /** Kept for the next body; an inflater holds some 40 KB. */
  private static final int MAX_FREE = 16;

  private static final int PIECE = 16 * 1024;

  private final boolean enabled;
  private final Deque<Inflater> free = new ArrayDeque<>();
  private final byte[] piece = new byte[PIECE];

  Decompression(boolean enabled) {
    this.enabled = enabled;
  }

  /** What {@code Content-Encoding} asks for. */
  enum Coding {
    IDENTITY,
    GZIP,
    UNKNOWN
  }

  /** {@code Content-Encoding = #content-coding} (RFC 9110 §8.4), of all its fields. */
  Coding coding(Request request) {
    Coding coding = Coding.IDENTITY;
    Iterator<Map.Entry<CharSequence, CharSequence>> headers = request.headers();
    while (headers.hasNext()) {
      Map.Entry<CharSequence, CharSequence> header = headers.next();
      if (header.getKey().toString().equalsIgnoreCase("content-encoding")) {
        for (String name : header.getValue().toString().split(",", -1)) {
          coding = then(coding, name.strip().toLowerCase(Locale.ROOT));
        }
      }
    }
    return coding;
  }

  private Coding then(Coding before, String name) {
    return switch (name) {
      case "", "identity" -> before;
      // Twice is a bomb within a bomb, and nobody's honest body.
      case "gzip", "x-gzip" -> enabled && before == Coding.IDENTITY ? Coding.GZIP : Coding.UNKNOWN;
      default -> Coding.UNKNOWN;
    };
  }

  /** Answers that the coding of a body is not taken, and which is. */
  void refuse(Reply reply) {
    String accepted = enabled ? "gzip" : "identity";
    RequestFault fault =
        RequestFault.of(
            Code.INVALID_ARGUMENT,
            415,
            "The body's Content-Encoding is not supported, expected %s.".formatted(accepted));
    // RFC 9110 §15.5.16: so that the client can send the body again in another coding.
    reply.fault(fault, reply.errorHead(415).add("accept-encoding", accepted));
  }

  GzipDecoder decoder() {
    Inflater inflater = free.poll();
    return new GzipDecoder(inflater == null ? new Inflater(true) : inflater, piece);
  }

  void release(@Nullable GzipDecoder decoder) {
    if (decoder == null) {
      return;
    }
    if (free.size() < MAX_FREE) {
      decoder.inflater().reset();
      free.push(decoder.inflater());
    } else {
      decoder.inflater().end();
    }
  }
}
