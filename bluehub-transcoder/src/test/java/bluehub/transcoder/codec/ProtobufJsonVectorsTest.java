package bluehub.transcoder.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bluehub.transcoder.Vectors;
import bluehub.transcoder.fault.RequestFault;
import bluehub.transcoder.fault.SchemaException;
import bluehub.transcoder.wire.WireException;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON cases of the protobuf conformance suite, required and recommended, without an exception.
 */
class ProtobufJsonVectorsTest {

  @TestFactory
  List<DynamicTest> conformanceSuite_everyCase_passes()
      throws InvalidProtocolBufferException, SchemaException {
    List<DynamicTest> tests = new ArrayList<>();
    Optional<TestMessages> messages = TestMessages.load();
    Optional<JsonNode> vectors = Vectors.read("protobuf_json.json");
    if (messages.isEmpty() || vectors.isEmpty()) {
      return tests;
    }
    TypeTable types = TypeTable.of(messages.get().files);
    for (JsonNode row : vectors.get().get("cases")) {
      tests.add(
          DynamicTest.dynamicTest(
              row.get("name").asString(), () -> check(row, messages.get(), types)));
    }
    return tests;
  }

  private static void check(JsonNode row, TestMessages messages, TypeTable types)
      throws InvalidProtocolBufferException {
    String type = row.get("message_type").asString();
    boolean ignoreUnknown = row.path("ignore_unknown").asBoolean(false);
    JsonCodec codec =
        new JsonCodec(
            types,
            type,
            ParseOptions.DEFAULT.withUnknownFields(
                ignoreUnknown ? UnknownFields.IGNORE : UnknownFields.STRICT));
    String error = row.path("expect_error").asString("");
    if (error.equals("parse")) {
      assertThatThrownBy(() -> codec.toWire(row.get("json").asString()))
          .isInstanceOf(RequestFault.class);
      return;
    }
    byte[] wire;
    try {
      wire =
          row.has("json")
              ? codec.toWire(row.get("json").asString())
              : Base64.getDecoder().decode(row.get("proto_base64").asString());
    } catch (RequestFault fault) {
      if (row.path("or_parse_error").asBoolean(false)) {
        return;
      }
      throw new AssertionError(fault.getMessage(), fault);
    }
    if (error.equals("serialize")) {
      byte[] input = wire;
      assertThatThrownBy(() -> codec.toJson(input)).isInstanceOf(WireException.class);
      return;
    }
    if (row.get("output").asString().equals("json")) {
      String json = codec.toJson(wire);
      if (row.has("check")) {
        assertThat(JsonMapper.shared().readTree(json))
            .isEqualTo(JsonMapper.shared().readTree(row.get("reference_json").asString()));
        return;
      }
      wire = codec.toWire(json);
    }
    byte[] expected = Base64.getDecoder().decode(row.get("expect_proto_base64").asString());
    assertThat(messages.parse(type, wire)).isEqualTo(messages.parse(type, expected));
  }
}
