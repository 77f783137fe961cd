package bluehub.transcoder.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bluehub.transcoder.JsonTree;
import bluehub.transcoder.Vectors;
import bluehub.transcoder.fault.SchemaException;
import bluehub.transcoder.wire.WireException;
import com.google.protobuf.TextFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The answers of json_response.json: one message, arrays, lines and events. Without a difference.
 *
 * <p>gRPC's frames are none of the engine's business: what the vectors have in frames it gets as
 * messages, so the broken frames are broken messages here.
 */
class ResponseVectorsTest {

  @TestFactory
  List<DynamicTest> jsonResponse() throws SchemaException {
    List<DynamicTest> tests = new ArrayList<>();
    Optional<JsonNode> vectors = Vectors.read("json_response.json");
    if (vectors.isPresent()) {
      VectorSchema schema = VectorSchema.of(vectors.get().get("schema"));
      for (JsonNode row : vectors.get().get("cases")) {
        String name = tests.size() + " " + row.get("test").asString();
        tests.add(DynamicTest.dynamicTest(name, () -> run(row, schema)));
      }
    }
    return tests;
  }

  private static void run(JsonNode row, VectorSchema schema) throws TextFormat.ParseException {
    String type = row.get("message_type").asString();
    if (row.has("backend_bytes_hex")) {
      byte[] broken = HexFormat.of().parseHex(row.get("backend_bytes_hex").asString());
      StreamEncoder stream = stream(row, schema);
      assertThatThrownBy(() -> stream.message(broken, 0, broken.length))
          .isInstanceOf(WireException.class);
    } else if (row.has("expect_error")) {
      // the engine is given types of the schema alone; another is its user's mistake
      assertThatThrownBy(() -> new ResponseShape(schema.types, type, "", 100))
          .isInstanceOf(IllegalArgumentException.class);
    } else if (row.get("streaming").asBoolean()) {
      streaming(row, schema, type);
    } else {
      Expected message = messages(row.get("messages")).getFirst();
      byte[] wire = schema.text(type, message.proto).toByteArray();
      ResponseDecoder decoder =
          new ResponseDecoder().begin(new ResponseShape(schema.types, type, "", 100), options(row));
      decoder.decode(wire, 0, wire.length);
      String json = new String(decoder.array(), 0, decoder.length(), StandardCharsets.UTF_8);
      assertThat(JsonTree.read(json)).isEqualTo(message.json);
    }
  }

  private static PrintOptions options(JsonNode row) {
    return PrintOptions.DEFAULT.withDefaults(
        row.path("always_print_primitive_fields").asBoolean(false));
  }

  private static StreamEncoder stream(JsonNode row, VectorSchema schema) {
    StreamFormat format =
        row.path("newline_delimited").asBoolean(false)
            ? StreamFormat.NDJSON
            : row.path("sse").asBoolean(false)
                ? StreamFormat.EVENT_STREAM
                : StreamFormat.JSON_ARRAY;
    return new StreamEncoder(
        new ResponseShape(schema.types, row.get("message_type").asString(), "", 100),
        format,
        options(row),
        new StatusEncoder(schema.types, ErrorFormat.STATUS));
  }

  /** A message in text format, and its JSON. */
  private record Expected(String proto, JsonNode json) {
    static Expected shelf(String name, String theme) {
      return new Expected(
          "name: \"%s\" theme: \"%s\"".formatted(name, theme),
          JsonMapper.shared().createObjectNode().put("name", name).put("theme", theme));
    }
  }

  private static List<Expected> messages(JsonNode messages) {
    JsonNode generate = messages.path("generate");
    if (generate.isArray()) {
      String alphabet = "abcdefgh12345".repeat(6_000);
      return generate
          .valueStream()
          .map(
              one ->
                  Expected.shelf(
                      one.get("name").asString(),
                      alphabet.substring(0, one.get("theme_length").asInt())))
          .toList();
    }
    if (generate.isString()) {
      return IntStream.rangeClosed(1, 5_000)
          .mapToObj(n -> Expected.shelf(String.valueOf(n), "th-" + n))
          .toList();
    }
    return messages
        .valueStream()
        .map(one -> new Expected(one.get("proto").asString(), one.get("json")))
        .toList();
  }

  private static void streaming(JsonNode row, VectorSchema schema, String type)
      throws TextFormat.ParseException {
    StreamEncoder stream = stream(row, schema);
    StringBuilder body = new StringBuilder();
    List<Expected> messages = messages(row.get("messages"));
    for (Expected message : messages) {
      byte[] wire = schema.text(type, message.proto).toByteArray();
      stream.message(wire, 0, wire.length);
      // each message is out as soon as it came, and whole
      String record = taken(stream);
      assertThat(JsonTree.read(record.replaceFirst("^(\\[|,|data: )", ""))).isEqualTo(message.json);
      body.append(record);
    }
    stream.end();
    body.append(taken(stream));
    if (row.has("expect_exact")) {
      assertThat(body).hasToString(row.get("expect_exact").asString());
    } else {
      assertThat(Stream.of(JsonTree.read(body.toString())).flatMap(JsonNode::valueStream).toList())
          .isEqualTo(messages.stream().map(Expected::json).toList());
    }
  }

  private static String taken(StreamEncoder stream) {
    String taken = new String(stream.array(), 0, stream.length(), StandardCharsets.UTF_8);
    stream.clear();
    return taken;
  }
}
