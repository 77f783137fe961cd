package bluehub.transcoder.codec;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.transcoder.Differences;
import bluehub.transcoder.Vectors;
import bluehub.transcoder.fault.SchemaException;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The bodies and bindings of json_request.json and request_message.json. Bindings are taken as the
 * path's variables. The two cases with unknown fields have them ignored, as the origin does.
 */
class RequestVectorsTest {
  private static final List<String> UNKNOWN = List.of("UnknownsIgnored", "IgnoreUnkownFields");
  private static final Pattern LENGTH = Pattern.compile("of (\\d+) characters");
  private static final String COMMA =
      "rule 17: JSON has no comma behind the last; the case holds without it";
  private static final String DEEP_BODY =
      "rule 8, http.proto: body names a field of the request message itself";
  private static final String WHITE_SPACE = "rule 11: a body of white space is the empty message";

  @TestFactory
  List<DynamicTest> jsonRequest() throws SchemaException {
    Differences differences =
        new Differences()
            .declare("2 Prefix", COMMA)
            .declare("3 Bindings", COMMA)
            .declare("41 StreamingSimple", COMMA)
            .declare("42 StreamingNested", COMMA)
            .declare("45 StreamingScalars", COMMA)
            .declare("46 StreamingArrays", COMMA)
            .declare("48 StreamingEmptyMessages", COMMA)
            .declare("4 MorePrefixAndBindings", DEEP_BODY)
            .declare("43 StreamingPrefixAndBindings", DEEP_BODY)
            .declare("27 ErrorInvalidJson", WHITE_SPACE)
            .declare("28 ErrorInvalidJson", WHITE_SPACE);
    return tests(
        "json_request.json",
        differences,
        (row, name, schema) -> {
          differences.check(name, () -> jsonRequest(row, schema, input(row)));
          if (row.has("lenient_json") && !row.path("body").asString("").contains(".")) {
            jsonRequest(row, schema, input(row).replaceAll(",(\\s*[\\]}])", "$1"));
          }
        });
  }

  /** The input as it is, or as it is said to be generated. */
  private static String input(JsonNode row) {
    return row.get("input").isString()
        ? row.get("input").asString()
        : numbered("{\"name\":\"%1$d\",\"theme\":\"th%1$d\"}")
            .collect(Collectors.joining(", ", "[", "]"));
  }

  private static java.util.stream.Stream<String> numbered(String pattern) {
    return IntStream.rangeClosed(1, 1000).mapToObj(pattern::formatted);
  }

  private static void jsonRequest(JsonNode row, VectorSchema schema, String input)
      throws Exception {
    String type = row.get("message_type").asString();
    boolean streaming = row.get("streaming").asBoolean();
    VectorRequest request = request(row, schema);
    if (row.has("expect_error")) {
      request.refuses(input, streaming);
      return;
    }
    JsonNode expect = row.get("expect");
    List<String> texts =
        expect.isArray()
            ? expect.valueStream().map(JsonNode::asString).toList()
            : numbered("name: \"%1$d\" theme: \"th%1$d\"").toList();
    List<DynamicMessage> expected = new ArrayList<>();
    for (String text : texts) {
      expected.add(schema.text(type, text));
    }
    assertThat(streaming ? request.messages(input) : List.of(request.message(input)))
        .isEqualTo(expected);
  }

  private static VectorRequest request(JsonNode row, VectorSchema schema) {
    String body = row.path("body").asString("");
    return new VectorRequest(
        schema,
        row.get("message_type").asString(),
        row.path("bindings").valueStream().toList(),
        body.isEmpty() ? "*" : body,
        null,
        ParseOptions.DEFAULT.withUnknownFields(
            UNKNOWN.contains(row.get("test").asString())
                ? UnknownFields.IGNORE
                : UnknownFields.STRICT));
  }

  @TestFactory
  List<DynamicTest> requestMessage() throws SchemaException {
    Differences differences =
        new Differences()
            .declare("14 NestedPrefix", DEEP_BODY)
            .declare("16 ScalarBody", DEEP_BODY)
            .declare(
                "24 EnumWithCaseInsensitiveFlag",
                "rule 16, ProtoJSON: the name of an enum value is taken as it is declared");
    return tests(
        "request_message.json",
        differences,
        (row, name, schema) -> differences.check(name, () -> requestMessage(row, schema)));
  }

  private static void requestMessage(JsonNode row, VectorSchema schema)
      throws com.google.protobuf.InvalidProtocolBufferException, TextFormat.ParseException {
    VectorRequest request = request(row, schema);
    String input = row.get("input_json").toString();
    if (row.has("expect_error")) {
      request.refuses(input, false);
      return;
    }
    assertThat(request.message(input))
        .isEqualTo(schema.text(row.get("message_type").asString(), row.get("expect").asString()));
  }

  /** A case that is said to be another one with a text of so many characters. */
  private static JsonNode grown(JsonNode row, JsonNode cases) {
    Matcher length = LENGTH.matcher(row.toString());
    if (!length.find()) {
      return row;
    }
    String sample =
        cases
            .valueStream()
            .filter(one -> one.get("test").equals(row.get("test")))
            .findFirst()
            .orElseThrow()
            .toString();
    String text =
        "0123456789abcdefgh".repeat(4_000).substring(0, Integer.parseInt(length.group(1)));
    return JsonMapper.shared()
        .readTree(
            sample
                .replace("\\\"0\\\"", "\\\"" + text + "\\\"")
                .replace("\"0\"", "\"" + text + "\""));
  }

  private interface Check {
    void run(JsonNode row, String name, VectorSchema schema) throws Throwable;
  }

  private static List<DynamicTest> tests(String file, Differences differences, Check check)
      throws SchemaException {
    List<DynamicTest> tests = new ArrayList<>();
    Optional<JsonNode> vectors = Vectors.read(file);
    if (vectors.isPresent()) {
      VectorSchema schema = VectorSchema.of(vectors.get().get("schema"));
      for (JsonNode one : vectors.get().get("cases")) {
        JsonNode row = grown(one, vectors.get().get("cases"));
        String name = tests.size() + " " + row.get("test").asString();
        tests.add(DynamicTest.dynamicTest(name, () -> check.run(row, name, schema)));
      }
      tests.add(DynamicTest.dynamicTest("declared differences", differences::assertAllMet));
    }
    return tests;
  }
}
