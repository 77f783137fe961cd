package bluehub.transcoder.fuzz;

import bluehub.transcoder.JsonTree;
import bluehub.transcoder.TestApi;
import bluehub.transcoder.codec.PrintOptions;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.List;
import java.util.Map;

/**
 * Any bytes as an answer of which one field is told ({@code response_body}): what the whole
 * answer's JSON has for that field, else what its absence is told by.
 */
public final class AnswerFieldFuzz {
  private static final TestApi API = new TestApi();
  static final List<String> FIELDS =
      List.of(
          "name",
          "i64",
          "opt_int",
          "color",
          "bin",
          "ints",
          "loose",
          "things",
          "labels",
          "child",
          "time",
          "box_i32",
          "struct",
          "value",
          "list",
          "any",
          "pick_text",
          "old");

  private AnswerFieldFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String line = "GET /v1/pick/" + FuzzInput.choice(input, FIELDS);
    byte[] wire = FuzzInput.rest(input);
    for (PrintOptions options :
        List.of(PrintOptions.DEFAULT, PrintOptions.DEFAULT.withDefaults(true))) {
      String whole = API.answer("POST /v1/things", wire, options);
      String picked = API.answer(line, wire, options);
      if (whole.startsWith("wire: ")) {
        // in another field, or one that is not told
        continue;
      }
      if (picked.startsWith("wire: ")) {
        throw new AssertionError(picked + ", though the whole is " + whole);
      }
      check(line, whole, picked, options.defaults());
    }
  }

  private static void check(String line, String whole, String picked, boolean defaults) {
    FieldDescriptor field =
        TestApi.message("things.Thing")
            .findFieldByName(API.find(line).target().binding().responseBody());
    Object expected = ((Map<?, ?>) JsonTree.of(whole)).get(field.getJsonName());
    if (expected != null) {
      FuzzInput.same(expected, JsonTree.of(picked), "the field in " + whole);
    } else if (defaults) {
      // a message that is not there is told as an empty one, whose fields have their defaults
      boolean absent = picked.equals("null") || picked.equals("[]") || picked.startsWith("{");
      FuzzInput.same(true, absent, "no value: " + picked);
    } else {
      JsonTree.read(picked);
    }
  }
}
