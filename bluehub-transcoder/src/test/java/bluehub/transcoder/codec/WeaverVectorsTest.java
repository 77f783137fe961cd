package bluehub.transcoder.codec;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.transcoder.Differences;
import bluehub.transcoder.Vectors;
import bluehub.transcoder.fault.SchemaException;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/**
 * The cases of request_weaver.json: bindings woven into a body. The events of a body are written as
 * JSON, those that are expected make a message, and a schema is made of the names of both.
 */
class WeaverVectorsTest {
  private static final String PATH_WINS = "rule 10: the path wins over the body";

  private static final Map<String, String> TYPES =
      Map.of(
          "string", "string", "bytes", "bytes", "int32", "int32", "uint32", "uint32", "int64",
          "int64", "uint64", "uint64", "bool", "bool", "float", "float", "double", "double");

  @TestFactory
  List<DynamicTest> requestWeaver() {
    Differences differences =
        new Differences()
            .declare("7 CollisionIgnored", PATH_WINS)
            .declare(
                "11 CollisionRepeated",
                "rule 8: a variable on a repeated field is refused with the schema")
            .declare(
                "12 IgnoreListTest",
                "rule 18: A comes twice, once as a list and once as a message, which no schema has");
    List<DynamicTest> tests = new ArrayList<>();
    Optional<JsonNode> vectors = Vectors.read("request_weaver.json");
    if (vectors.isPresent()) {
      for (JsonNode row : vectors.get().get("cases")) {
        String name = tests.size() + " " + row.get("test").asString();
        tests.add(DynamicTest.dynamicTest(name, () -> differences.check(name, () -> run(row))));
      }
      tests.add(DynamicTest.dynamicTest("declared differences", differences::assertAllMet));
    }
    return tests;
  }

  private static void run(JsonNode row) throws SchemaException, InvalidProtocolBufferException {
    Names root = new Names();
    root.addAll(row.get("body_events"));
    root.addAll(row.get("expect_events"));
    StringBuilder proto = new StringBuilder("syntax = \"proto3\";\n");
    root.write("Root", proto);
    VectorSchema schema = VectorSchema.of(proto.toString());
    VectorRequest request =
        new VectorRequest(
            schema,
            "Root",
            row.get("bindings").valueStream().toList(),
            "*",
            null,
            ParseOptions.DEFAULT.withRefuseDifferingPath(row.get("report_collisions").asBoolean()));
    String body = json(row.get("body_events"));
    if (!row.get("status").asString().equals("OK")) {
      request.refuses(body, false);
      return;
    }
    DynamicMessage.Builder expected = DynamicMessage.newBuilder(schema.message("Root"));
    JsonFormat.parser().merge(json(row.get("expect_events")), expected);
    assertThat(request.message(body)).isEqualTo(expected.build());
  }

  /** The names of a message, each with its type or the names below it. */
  private static final class Names {
    private final Map<String, String> scalars = new TreeMap<>();
    private final Map<String, Names> messages = new TreeMap<>();

    void addAll(JsonNode events) {
      List<Names> open = new ArrayList<>();
      for (JsonNode event : events) {
        String kind = event.get(0).asString();
        String name = event.path(1).asString("");
        switch (kind) {
          case "start_object" ->
              open.add(
                  open.isEmpty()
                      ? this
                      : open.getLast().messages.computeIfAbsent(name, n -> new Names()));
          case "end_object" -> open.removeLast();
          case "start_list", "end_list" -> {}
          default -> open.getLast().scalars.put(name, TYPES.getOrDefault(kind, "string"));
        }
      }
    }

    void write(String type, StringBuilder proto) {
      List<String> lines = new ArrayList<>();
      scalars.forEach((name, scalar) -> lines.add(scalar + " " + name));
      messages.forEach((name, below) -> lines.add(type + "_" + name + " " + name));
      proto.append("message ").append(type).append(" {\n");
      for (int i = 0; i < lines.size(); i++) {
        String name = lines.get(i).substring(lines.get(i).indexOf(' ') + 1);
        proto.append("%s = %d [json_name = \"%s\"];\n".formatted(lines.get(i), i + 1, name));
      }
      proto.append("}\n");
      messages.forEach((name, below) -> below.write(type + "_" + name, proto));
    }
  }

  private static String json(JsonNode events) {
    StringBuilder json = new StringBuilder();
    boolean first = true;
    for (JsonNode event : events) {
      String kind = event.get(0).asString();
      boolean ends = kind.startsWith("end_");
      if (!first && !ends) {
        json.append(',');
      }
      String name = event.path(1).asString("");
      if (!name.isEmpty() && !ends) {
        json.append('"').append(name).append("\":");
      }
      first = kind.startsWith("start_");
      json.append(
          switch (kind) {
            case "start_object" -> "{";
            case "end_object" -> "}";
            case "start_list" -> "[";
            case "end_list" -> "]";
            case "null" -> "null";
            case "bytes" -> quoted(base64(event.get(2).asString()));
            case "string", "int64", "uint64" -> quoted(event.get(2).asString());
            default -> event.get(2).asString();
          });
    }
    return json.toString();
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
