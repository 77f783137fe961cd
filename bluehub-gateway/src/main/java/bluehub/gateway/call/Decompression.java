package bluehub.gateway.call;

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

  /** What a client whose coding is not taken may use instead. */
  String accepted() {
    return enabled ? "gzip" : "identity";
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
