package bluehub.transcoder.fuzz;

import bluehub.transcoder.CompiledMethod;
import bluehub.transcoder.JsonTree;
import bluehub.transcoder.TestApi;
import bluehub.transcoder.codec.PrintOptions;
import bluehub.transcoder.fuzz.FuzzInput.Outcome;
import bluehub.transcoder.route.RouteMatch;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Any bytes as a body. In any pieces they give the same; what is taken is JSON, a message that has
 * a JSON of its own, and the message that protobuf's own parser makes of it, where that takes it,
 * too.
 */
public final class BodyFuzz {
  private static final TestApi API = new TestApi();
  private static final List<String> LINES =
      List.of(
          "POST /v1/things",
          "POST /v1/old",
          "POST /v1/value",
          "POST /v1/struct",
          "POST /v1/deep/a/7",
          "PATCH /v1/things/a",
          "POST /v1/only/labels",
          "POST /v1/only/things",
          "POST /v1/only/any",
          "POST /v1/inpicks/a");

  private static final Pattern LONG_NUMBER = Pattern.compile("[0-9.]{15}");

  /** A byte of a character beyond ASCII, as protobuf's text has it. */
  private static final Pattern BEYOND_ASCII = Pattern.compile("\\\\3[0-7]{2}");

  private BodyFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String line = FuzzInput.choice(input, LINES);
    byte[] body = FuzzInput.rest(input);
    RouteMatch.Found<CompiledMethod> found = API.find(line);
    Outcome whole = FuzzInput.send(API, found, null, body);
    Outcome pieces = FuzzInput.send(API, found, null, body, FuzzInput.cuts(input, body.length));
    FuzzInput.same(whole, pieces, "in pieces");
    if (body.length < 300) {
      Outcome bytes = FuzzInput.send(API, found, null, body, FuzzInput.everyByte(body.length));
      FuzzInput.same(whole, bytes, "byte by byte");
    }
    if (whole.wire() == null) {
      return;
    }
    String text = FuzzInput.utf8(body);
    if (text == null) {
      throw new AssertionError("taken though it is no UTF-8");
    }
    if (!text.isBlank()) {
      JsonTree.read(text);
    }
    byte[] wire = whole.wire().toByteArray();
    if (wire.length > 64 * body.length + 64) {
      throw new AssertionError(wire.length + " bytes of " + body.length);
    }
    Descriptor type = TestApi.message(messageOf(line));
    DynamicMessage message = TestApi.parse(type.getFullName(), wire);
    FuzzInput.same(true, message.getUnknownFields().asMap().isEmpty(), "known fields alone");
    // no body is no value, which has no JSON
    if (LINES.indexOf(line) < 4 && !text.isBlank()) {
      roundTrip(line, type, message, wire);
      asProtobufHasIt(type, message, text);
    }
  }

  private static String messageOf(String line) {
    return switch (line) {
      case "POST /v1/old" -> "legacy.Old";
      case "POST /v1/value" -> "google.protobuf.Value";
      case "POST /v1/struct" -> "google.protobuf.Struct";
      case "PATCH /v1/things/a" -> "things.Patch";
      default -> "things.Thing";
    };
  }

  private static void roundTrip(String line, Descriptor type, DynamicMessage message, byte[] wire) {
    String json = API.answer(line, wire, PrintOptions.DEFAULT);
    Outcome back = FuzzInput.send(API, API.find(line), null, json.getBytes(StandardCharsets.UTF_8));
    if (back.wire() == null) {
      throw new AssertionError(json + " is refused: " + back.fault());
    }
    FuzzInput.same(message, TestApi.parse(type.getFullName(), back.wire().toByteArray()), json);
  }

  private static void asProtobufHasIt(Descriptor type, DynamicMessage message, String text) {
    DynamicMessage.Builder theirs = DynamicMessage.newBuilder(type);
    try {
      JsonFormat.parser().usingTypeRegistry(TestApi.types()).merge(text, theirs);
    } catch (InvalidProtocolBufferException e) {
      // it takes less than the specification says
      return;
    }
    // it drops the sign of zero, makes a string of a number in a Value that is no exact double, has
    // small letters for the capitals of all scripts in a mask, and takes a name for the field whose
    // proto name it is before the one whose json_name it is
    String found = message.toString();
    if (!text.contains("right")
        && !found.contains("-0.0")
        && !(found.contains("mask {") && BEYOND_ASCII.matcher(found).find())
        && !LONG_NUMBER.matcher(text).find()) {
      FuzzInput.same(theirs.buildPartial(), message, text);
    }
  }
}
