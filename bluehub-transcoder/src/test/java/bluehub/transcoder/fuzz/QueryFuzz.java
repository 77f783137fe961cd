package bluehub.transcoder.fuzz;

import bluehub.transcoder.CompiledMethod;
import bluehub.transcoder.TestApi;
import bluehub.transcoder.codec.PrintOptions;
import bluehub.transcoder.fuzz.FuzzInput.Outcome;
import bluehub.transcoder.route.RouteMatch;
import com.google.protobuf.DynamicMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Any text as a query. What is taken is a message that has a JSON, which as a body becomes the same
 * message. The order of the parameters does not say whether they are taken.
 */
public final class QueryFuzz {
  private static final TestApi API = new TestApi();
  private static final List<String> LINES =
      List.of(
          "GET /v1/things",
          "GET /v1/things/a",
          "GET /v1/deep/a/7",
          "GET /v1/picks/a",
          "POST /v1/things",
          "POST /v1/child/a",
          "POST /v1/keys/a",
          "GET /v1/old");

  private QueryFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    RouteMatch.Found<CompiledMethod> found = API.find(FuzzInput.choice(input, LINES));
    String query = new String(FuzzInput.rest(input), StandardCharsets.UTF_8);
    Outcome outcome = FuzzInput.send(API, found, query, new byte[0]);
    List<String> parameters = new ArrayList<>(Arrays.asList(query.split("&", -1)));
    Collections.reverse(parameters);
    Outcome reversed = FuzzInput.send(API, found, String.join("&", parameters), new byte[0]);
    FuzzInput.same(outcome.wire() == null, reversed.wire() == null, "refused in any order");
    if (outcome.wire() != null) {
      boolean old = FuzzInput.choice(input, LINES).endsWith("old");
      roundTrip(outcome.wire().toByteArray(), old ? "/v1/old" : "/v1/things");
    }
  }

  private static void roundTrip(byte[] wire, String path) {
    String type = path.equals("/v1/old") ? "legacy.Old" : "things.Thing";
    DynamicMessage message = TestApi.parse(type, wire);
    FuzzInput.same(true, message.getUnknownFields().asMap().isEmpty(), "known fields alone");
    String json = API.answer("POST " + path, wire, PrintOptions.DEFAULT);
    if (json.endsWith("no lowerCamelCase form")) {
      // a query's mask may have the names of fields that a JSON's cannot: line_1
      return;
    }
    Outcome back =
        FuzzInput.send(API, API.find("POST " + path), null, json.getBytes(StandardCharsets.UTF_8));
    if (back.wire() == null) {
      throw new AssertionError(json + " is refused: " + back.fault());
    }
    FuzzInput.same(message, TestApi.parse(type, back.wire().toByteArray()), json);
  }
}
