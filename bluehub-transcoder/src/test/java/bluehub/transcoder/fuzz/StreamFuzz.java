package bluehub.transcoder.fuzz;

import bluehub.transcoder.CompiledMethod;
import bluehub.transcoder.JsonTree;
import bluehub.transcoder.TestApi;
import bluehub.transcoder.codec.RequestStream;
import bluehub.transcoder.codec.StreamFormat;
import bluehub.transcoder.fault.RequestFault;
import bluehub.transcoder.fuzz.FuzzInput.Outcome;
import bluehub.transcoder.route.RouteMatch;
import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Any bytes as a stream of requests. In any pieces they give the same messages before the same end;
 * a stream that is taken has as many messages as its array has elements, or as it has lines, and
 * each is what it is alone: the first with what path and query say, where the body is a field.
 */
public final class StreamFuzz {
  private static final TestApi API = new TestApi();
  private static final List<Kind> KINDS =
      List.of(
          new Kind(StreamFormat.JSON_ARRAY, "POST /v1/things", null),
          new Kind(StreamFormat.NDJSON, "POST /v1/things", null),
          new Kind(StreamFormat.JSON_ARRAY, "POST /v1/inchild/a", "i32=5"),
          new Kind(StreamFormat.NDJSON, "POST /v1/inchild/a", "i32=5"),
          new Kind(StreamFormat.JSON_ARRAY, "POST /v1/only/value", null),
          new Kind(StreamFormat.NDJSON, "POST /v1/deep/a/7", null));

  /** Numbers that a tree of values does not keep as they are. */
  private static final Pattern ODD_NUMBER = Pattern.compile("-0|[0-9.]{15}|[eE]");

  private record Kind(StreamFormat format, String line, @Nullable String query) {}

  private StreamFuzz() {}

  private record Messages(List<ByteString> messages, String end) {}

  public static void fuzzerTestOneInput(byte[] input) {
    Kind kind = FuzzInput.choice(input, KINDS);
    StreamFormat format = kind.format;
    byte[] body = FuzzInput.rest(input);
    Messages whole = stream(kind, body);
    FuzzInput.same(whole, stream(kind, body, FuzzInput.cuts(input, body.length)), "in pieces");
    if (body.length < 300) {
      FuzzInput.same(whole, stream(kind, body, FuzzInput.everyByte(body.length)), "byte by byte");
    }
    if (!whole.end.isEmpty()) {
      return;
    }
    String text = FuzzInput.utf8(body);
    if (text == null) {
      throw new AssertionError("taken though it is no UTF-8");
    }
    List<String> alone = new ArrayList<>();
    if (format == StreamFormat.JSON_ARRAY) {
      for (JsonNode element : JsonTree.read(text)) {
        alone.add(element.toString());
      }
    } else {
      Stream.of(text.split("\n", -1)).filter(line -> !line.isBlank()).forEach(alone::add);
    }
    FuzzInput.same(alone.size(), whole.messages.size(), "as many messages");
    if (format == StreamFormat.NDJSON || !ODD_NUMBER.matcher(text).find()) {
      for (int i = 0; i < alone.size(); i++) {
        FuzzInput.same(whole.messages.get(i), alone(kind, alone.get(i), i == 0), "message " + i);
      }
    }
  }

  private static ByteString alone(Kind kind, String text, boolean first) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    String field = API.find(kind.line).target().binding().body();
    // what the path says goes to the first message; the others are those of a path without
    // variables
    String later = field.equals("child") ? "{\"child\":" + text + "}" : text;
    Outcome one =
        first || field.equals("value")
            ? FuzzInput.send(API, API.find(kind.line), kind.query, body)
            : FuzzInput.send(
                API, API.find("POST /v1/things"), null, later.getBytes(StandardCharsets.UTF_8));
    if (one.wire() == null) {
      throw new AssertionError(text + " alone is refused: " + one.fault());
    }
    return one.wire();
  }

  private static Messages stream(Kind kind, byte[] body, int... cuts) {
    RouteMatch.Found<CompiledMethod> found = API.find(kind.line);
    List<ByteString> messages = new ArrayList<>();
    try (RequestStream stream =
        found
            .target()
            .requests(
                API.workspace(),
                found,
                kind.query,
                null,
                kind.format,
                wire -> messages.add(ByteString.copyFrom(wire)))) {
      FuzzInput.write(body, cuts, stream::write);
      stream.finish();
      return new Messages(messages, "");
    } catch (RequestFault fault) {
      return new Messages(messages, Outcome.of(fault).fault());
    }
  }
}
