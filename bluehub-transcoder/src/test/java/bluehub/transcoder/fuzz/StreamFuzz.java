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
import tools.jackson.databind.JsonNode;

/**
 * Any bytes as a stream of requests. In any pieces they give the same messages before the same end;
 * a stream that is taken has as many messages as its array has elements, or as it has lines, and
 * each is what it is alone.
 */
public final class StreamFuzz {
  private static final TestApi API = new TestApi();
  private static final List<StreamFormat> FORMATS =
      List.of(StreamFormat.JSON_ARRAY, StreamFormat.NDJSON);

  private StreamFuzz() {}

  private record Messages(List<ByteString> messages, String end) {}

  public static void fuzzerTestOneInput(byte[] input) {
    StreamFormat format = FuzzInput.choice(input, FORMATS);
    byte[] body = FuzzInput.rest(input);
    Messages whole = stream(format, body);
    FuzzInput.same(whole, stream(format, body, FuzzInput.cuts(input, body.length)), "in pieces");
    if (body.length < 300) {
      FuzzInput.same(whole, stream(format, body, FuzzInput.everyByte(body.length)), "byte by byte");
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
      text.lines().filter(line -> !line.isBlank()).forEach(alone::add);
    }
    FuzzInput.same(alone.size(), whole.messages.size(), "as many messages");
    if (format == StreamFormat.NDJSON) {
      for (int i = 0; i < alone.size(); i++) {
        Outcome one =
            FuzzInput.send(
                API,
                API.find("POST /v1/things"),
                null,
                alone.get(i).getBytes(StandardCharsets.UTF_8));
        FuzzInput.same(new Outcome(whole.messages.get(i), ""), one, "line " + i);
      }
    }
  }

  private static Messages stream(StreamFormat format, byte[] body, int... cuts) {
    RouteMatch.Found<CompiledMethod> found = API.find("POST /v1/things");
    List<ByteString> messages = new ArrayList<>();
    try (RequestStream stream =
        found
            .target()
            .requests(
                API.workspace(),
                found,
                null,
                null,
                format,
                wire -> messages.add(ByteString.copyFrom(wire)))) {
      FuzzInput.write(body, cuts, stream::write);
      stream.finish();
      return new Messages(messages, "");
    } catch (RequestFault fault) {
      return new Messages(messages, Outcome.of(fault).fault());
    }
  }
}
