package bluehub.transcoder.json;

import bluehub.transcoder.fault.RequestFault;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a reader makes of a text: its tokens as strings, and the fault that ended it. */
final class Transcript {
  private Transcript() {}

  static List<String> of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT);
  }

  /** The text as a whole, or cut before each of the positions, which are in order. */
  static List<String> of(byte[] text, JsonLimits limits, int... cuts) {
    JsonReader reader = new JsonReader();
    reader.reset(limits);
    List<String> tokens = new ArrayList<>();
    try {
      int from = 0;
      for (int cut : cuts) {
        feed(reader, text, from, cut, tokens);
        from = cut;
      }
      feed(reader, text, from, text.length, tokens);
      reader.finish();
      if (take(reader, tokens) != JsonToken.END) {
        tokens.add("no end");
      }
    } catch (RequestFault fault) {
      tokens.add("fault " + fault.httpStatus() + " " + fault.getMessage());
    }
    return tokens;
  }

  /** A piece lies in the middle of an array that is overwritten afterwards, as network buffers. */
  private static void feed(JsonReader reader, byte[] text, int from, int to, List<String> tokens) {
    byte[] piece = new byte[to - from + 2];
    System.arraycopy(text, from, piece, 1, to - from);
    reader.feed(piece, 1, to - from);
    take(reader, tokens);
    Arrays.fill(piece, (byte) '#');
  }

  private static int take(JsonReader reader, List<String> tokens) {
    int token = reader.next();
    while (token != JsonToken.MORE && token != JsonToken.END) {
      tokens.add(told(reader, token));
      token = reader.next();
    }
    return token;
  }

  private static String told(JsonReader reader, int token) {
    return switch (token) {
      case JsonToken.BEGIN_OBJECT -> "{";
      case JsonToken.END_OBJECT -> "}";
      case JsonToken.BEGIN_ARRAY -> "[";
      case JsonToken.END_ARRAY -> "]";
      case JsonToken.NAME -> "name " + reader.text();
      case JsonToken.STRING -> "string " + reader.text();
      case JsonToken.NUMBER -> "number " + reader.text();
      default -> JsonToken.describe(token);
    };
  }

  /** Asserts that the text gives the same whole, in every two pieces, and byte by byte. */
  static List<String> ofAnyPieces(byte[] text, JsonLimits limits) {
    List<String> whole = of(text, limits);
    for (int cut = 0; cut <= text.length; cut++) {
      same(text, whole, of(text, limits, cut), "cut at " + cut);
    }
    int[] all = new int[text.length];
    Arrays.setAll(all, i -> i);
    same(text, whole, of(text, limits, all), "byte by byte");
    return whole;
  }

  private static void same(byte[] text, List<String> whole, List<String> pieces, String how) {
    if (!whole.equals(pieces)) {
      throw new AssertionError(
          "%s gives %s, %s %s"
              .formatted(new String(text, StandardCharsets.UTF_8), whole, how, pieces));
    }
  }
}
