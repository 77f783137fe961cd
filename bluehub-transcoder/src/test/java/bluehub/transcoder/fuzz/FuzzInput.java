package bluehub.transcoder.fuzz;

import bluehub.transcoder.CompiledMethod;
import bluehub.transcoder.JsonTree;
import bluehub.transcoder.TestApi;
import bluehub.transcoder.codec.ErrorFormat;
import bluehub.transcoder.codec.RequestEncoder;
import bluehub.transcoder.codec.StatusEncoder;
import bluehub.transcoder.codec.TypeTable;
import bluehub.transcoder.fault.RequestFault;
import bluehub.transcoder.route.RouteMatch;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What the fuzz targets share: how an input is read, sent, and looked at. */
final class FuzzInput {
  private static final StatusEncoder STATUS =
      new StatusEncoder(TypeTable.of(List.of()), ErrorFormat.STATUS);

  private FuzzInput() {}

  /** One of the choices, said by the input's first byte, so that {@code A} is the first. */
  static <T> T choice(byte[] input, List<T> choices) {
    int first = input.length == 0 ? 'A' : input[0];
    return choices.get(Math.floorMod(first - 'A', choices.size()));
  }

  /** What follows the first byte. */
  static byte[] rest(byte[] input) {
    return Arrays.copyOfRange(input, Math.min(1, input.length), input.length);
  }

  /** The text of bytes that are UTF-8, else null. */
  static @Nullable String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** Where to cut a text of a length: the same places for the same input. */
  static int[] cuts(byte[] input, int length) {
    Random random = new Random(Arrays.hashCode(input));
    return random.ints(1 + random.nextInt(5), 0, length + 1).sorted().toArray();
  }

  /** The cuts that make every byte a piece of its own. */
  static int[] everyByte(int length) {
    int[] all = new int[length];
    Arrays.setAll(all, i -> i);
    return all;
  }

  /** What takes a body in pieces. */
  interface Writer {
    void write(byte[] bytes, int offset, int length);
  }

  /** Writes each piece from an array that is overwritten afterwards, as a network buffer is. */
  static void write(byte[] body, int[] cuts, Writer writer) {
    int from = 0;
    for (int i = 0; i <= cuts.length; i++) {
      int to = i < cuts.length ? cuts[i] : body.length;
      byte[] piece = Arrays.copyOfRange(body, from, to);
      writer.write(piece, 0, piece.length);
      Arrays.fill(piece, (byte) '#');
      from = to;
    }
  }

  /** What became of a request: the input message's bytes, or the fault. */
  record Outcome(@Nullable ByteString wire, String fault) {
    static Outcome of(RequestFault fault) {
      if (fault.description().isEmpty() || fault.httpStatus() / 100 != 4) {
        throw new AssertionError("an odd fault: " + fault.httpStatus() + fault.getMessage(), fault);
      }
      String told = utf8(STATUS.encode(fault));
      if (told == null) {
        throw new AssertionError("the fault is no UTF-8", fault);
      }
      JsonTree.read(told);
      return new Outcome(null, fault.httpStatus() + " " + fault.getMessage());
    }
  }

  static Outcome send(
      TestApi api,
      RouteMatch.Found<CompiledMethod> found,
      @Nullable String query,
      byte[] body,
      int... cuts) {
    try (RequestEncoder encoder = found.target().request(api.workspace(), found, query, null)) {
      write(body, cuts, encoder::write);
      return new Outcome(ByteString.copyFrom(encoder.finish()), "");
    } catch (RequestFault fault) {
      return Outcome.of(fault);
    }
  }

  static void same(Object expected, Object found, String what) {
    if (!expected.equals(found)) {
      throw new AssertionError(what + ": " + found + ", expected " + expected);
    }
  }
}
