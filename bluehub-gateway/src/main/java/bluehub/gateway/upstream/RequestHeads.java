package bluehub.gateway.upstream;

import bluehub.gateway.upstream.http2.HeaderEncoder;
import bluehub.gateway.upstream.http2.HeaderField;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the heads of requests on one connection (gRPC over HTTP/2, {@code Request-Headers}). What
 * a method's requests have in common is encoded once and copied from then on.
 */
final class RequestHeads {
  private static final HeaderField TE = new HeaderField("te", "trailers");
  private static final HeaderField TYPE = new HeaderField("content-type", "application/grpc");
  private static final HeaderField AGENT = new HeaderField("user-agent", "bluehub");
  private static final HeaderField ACCEPT = new HeaderField("grpc-accept-encoding", "gzip");
  private static final List<HeaderField> ALWAYS = List.of(TE, TYPE, AGENT, ACCEPT);

  /** Methods whose heads are kept; schemas that come and go bring new ones. */
  private static final int MOST_METHODS = 2_000;

  /** Timeouts that go into the peer's table; a client may send any number of different ones. */
  private static final int MOST_TIMEOUTS = 8;

  private final HeaderField authority;
  private final Map<RawMethod, byte[]> blocks = new HashMap<>();
  private int generation;
  private byte[] lastTimeout = {};
  private byte[] timeoutBlock = {};
  private int timeouts;

  RequestHeads(String authority) {
    this.authority =
        new HeaderField(
            ":authority".getBytes(StandardCharsets.US_ASCII),
            authority.getBytes(StandardCharsets.US_ASCII));
  }

  /** What all requests of a method have. */
  void method(ByteBuf out, HeaderEncoder encoder, RawMethod method) {
    if (generation != encoder.generation()) {
      generation = encoder.generation();
      blocks.clear();
      timeoutBlock = new byte[0];
    }
    byte[] block = blocks.get(method);
    if (block != null) {
      out.writeBytes(block);
      return;
    }
    int start = out.writerIndex();
    encoder.repeated(out, method.path());
    encoder.repeated(out, authority);
    for (HeaderField field : ALWAYS) {
      encoder.repeated(out, field);
    }
    // One that has just changed the peer's table must not be sent again.
    if (encoder.generation() == generation) {
      if (blocks.size() == MOST_METHODS) {
        blocks.clear();
      }
      blocks.put(method, bytes(out, start));
    }
  }

  /** How much time is left: mostly the same text as before. */
  void timeout(ByteBuf out, HeaderEncoder encoder, byte[] value) {
    boolean again = Arrays.equals(value, lastTimeout);
    if (again && timeoutBlock.length > 0 && generation == encoder.generation()) {
      out.writeBytes(timeoutBlock);
      return;
    }
    timeoutBlock = new byte[0];
    if (again && timeouts < MOST_TIMEOUTS) {
      int start = out.writerIndex();
      int before = encoder.generation();
      encoder.repeated(out, new HeaderField(TimeoutHeader.NAME, value));
      if (encoder.generation() == before) {
        timeoutBlock = bytes(out, start);
      } else {
        timeouts++;
      }
    } else {
      encoder.once(out, TimeoutHeader.NAME, value);
    }
    lastTimeout = value;
  }

  /** What this request alone has. */
  static void metadata(ByteBuf out, HeaderEncoder encoder, RawMetadata metadata) {
    for (int i = 0; i < metadata.size(); i++) {
      byte[] name = metadata.name(i);
      byte[] value = metadata.value(i);
      boolean binary = AnswerFields.endsWithBin(name);
      encoder.once(out, name, binary ? Base64.getEncoder().withoutPadding().encode(value) : value);
    }
  }

  private static byte[] bytes(ByteBuf out, int start) {
    byte[] block = new byte[out.writerIndex() - start];
    out.getBytes(start, block);
    return block;
  }
}
