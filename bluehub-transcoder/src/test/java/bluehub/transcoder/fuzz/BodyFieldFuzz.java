package bluehub.transcoder.fuzz;

import bluehub.transcoder.CompiledMethod;
import bluehub.transcoder.JsonTree;
import bluehub.transcoder.TestApi;
import bluehub.transcoder.fuzz.FuzzInput.Outcome;
import bluehub.transcoder.route.RouteMatch;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.core.JacksonException;

/**
 * Any bytes as the body of a rule whose body is a field. In any pieces they give the same; that is
 * what the text as the field's value in a body of the whole message gives.
 */
public final class BodyFieldFuzz {
  private static final TestApi API = new TestApi();
  private static final List<String> FIELDS =
      List.of(
          "name", "i64", "flag", "bin", "color", "ints", "words", "things", "labels", "parts",
          "time", "box", "struct", "value", "list", "any", "null", "old");

  private BodyFieldFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    RouteMatch.Found<CompiledMethod> found =
        API.find("POST /v1/only/" + FuzzInput.choice(input, FIELDS));
    byte[] body = FuzzInput.rest(input);
    Outcome alone = FuzzInput.send(API, found, null, body);
    FuzzInput.same(
        alone,
        FuzzInput.send(API, found, null, body, FuzzInput.cuts(input, body.length)),
        "in pieces");
    String text = FuzzInput.utf8(body);
    // RFC 8259 §2
    if (text != null && text.chars().allMatch(c -> " \t\n\r".indexOf(c) >= 0)) {
      FuzzInput.same(true, alone.wire() != null, "nothing is taken");
      return;
    }
    if (text == null || !isJson(text)) {
      FuzzInput.same(true, alone.wire() == null, "refused as no JSON");
      return;
    }
    asAMember(found, text, alone);
  }

  private static boolean isJson(String text) {
    try {
      JsonTree.read(text);
      return true;
    } catch (JacksonException e) {
      // of two members with one name it says so, too; those that are ignored may have one
      return false;
    }
  }

  private static void asAMember(
      RouteMatch.Found<CompiledMethod> found, String text, Outcome alone) {
    FieldDescriptor field =
        TestApi.message("things.Thing").findFieldByName(found.target().binding().body());
    String whole = "{\"%s\":%s}".formatted(field.getJsonName(), text);
    Outcome member =
        FuzzInput.send(
            API, API.find("POST /v1/things"), null, whole.getBytes(StandardCharsets.UTF_8));
    if (member.fault().contains("nests deeper")) {
      // it is one level deeper
      return;
    }
    FuzzInput.same(member.wire() == null, alone.wire() == null, "refused as a member");
    if (alone.wire() != null && member.wire() != null) {
      FuzzInput.same(member.wire(), alone.wire(), "as a member");
    }
  }
}
