package bluehub.transcoder.codec;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.transcoder.Differences;
import bluehub.transcoder.Vectors;
import bluehub.transcoder.fault.SchemaException;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The queries of grpc_gateway_query.json. Unknown parameters are ignored, as the origin does. Where
 * a single parameter differs it is declared alone: alone it is refused, and the others hold.
 */
class QueryVectorsTest {
  private static final String PROTO =
      """
      syntax = "proto3";
      import "google/protobuf/duration.proto";
      import "google/protobuf/field_mask.proto";
      import "google/protobuf/struct.proto";
      import "google/protobuf/timestamp.proto";
      import "google/protobuf/wrappers.proto";
      enum EnumValue { X = 0; Y = 1; Z = 2; }
      message Proto3Message {
        Proto3Message nested = 1;
        float float_value = 2;
        double double_value = 3;
        int64 int64_value = 4;
        int32 int32_value = 5;
        uint64 uint64_value = 6;
        uint32 uint32_value = 7;
        bool bool_value = 8;
        string string_value = 9;
        bytes bytes_value = 10;
        repeated string repeated_value = 11;
        optional string optional_value = 12;
        repeated google.protobuf.UInt64Value repeated_message = 13;
        EnumValue enum_value = 14;
        repeated EnumValue repeated_enum = 15;
        google.protobuf.Timestamp timestamp_value = 16;
        google.protobuf.Duration duration_value = 17;
        google.protobuf.FieldMask fieldmask_value = 18;
        oneof oneof_value {
          bool oneof_bool_value = 19;
          string oneof_string_value = 20;
        }
        oneof nested_oneof_value {
          int32 nested_oneof_int32_value = 21;
          Proto3Message nested_oneof_value_one = 22;
        }
        google.protobuf.DoubleValue wrapper_double_value = 30;
        google.protobuf.FloatValue wrapper_float_value = 31;
        google.protobuf.Int64Value wrapper_int64_value = 32;
        google.protobuf.Int32Value wrapper_int32_value = 33;
        google.protobuf.UInt64Value wrapper_u_int64_value = 34;
        google.protobuf.UInt32Value wrapper_u_int32_value = 35;
        google.protobuf.BoolValue wrapper_bool_value = 36;
        google.protobuf.StringValue wrapper_string_value = 37;
        google.protobuf.BytesValue wrapper_bytes_value = 38;
        google.protobuf.Value struct_value_value = 39;
        google.protobuf.Struct struct_value = 40;
        map<string, string> map_value = 50;
        map<string, int32> map_value2 = 51;
        map<int32, string> map_value3 = 52;
        map<string, int64> map_value4 = 53;
        map<int64, string> map_value5 = 54;
        map<string, uint32> map_value6 = 55;
        map<uint32, string> map_value7 = 56;
        map<string, uint64> map_value8 = 57;
        map<uint64, string> map_value9 = 58;
        map<string, float> map_value10 = 59;
        map<string, double> map_value12 = 60;
        map<string, bool> map_value14 = 61;
        map<bool, string> map_value15 = 62;
        map<string, uint64> map_value16 = 63;
      }
      message Proto2Message {
        optional float float_value = 2;
        optional double double_value = 3;
        optional int64 int64_value = 4;
        optional int32 int32_value = 5;
        optional uint64 uint64_value = 6;
        optional uint32 uint32_value = 7;
        optional bool bool_value = 8;
        optional string string_value = 9;
        repeated string repeated_value = 11;
      }
      """;

  private static final String JSON_TYPES =
      "rule 12: what a query takes of the well-known types is those whose JSON is one string or"
          + " number or boolean";
  private static final String DURATION = "rule 12: a duration has its JSON text, not Go's";

  private static final Differences DIFFERENCES =
      new Differences()
          .declare("0 repeated_message", "rule 12: a repeated message is refused")
          .declare("0 duration_value", DURATION)
          .declare("1 durationValue", DURATION)
          .declare("0 struct_value_value", JSON_TYPES)
          .declare("0 struct_value", JSON_TYPES)
          .declare("1 struct_value_value", JSON_TYPES)
          .declare("1 struct_value", JSON_TYPES)
          .declare("2 struct_value_value", JSON_TYPES)
          .declare("2 struct_value", JSON_TYPES)
          .declare("3 struct_value_value", JSON_TYPES)
          .declare("4 struct_value_value", JSON_TYPES)
          .declare("5 struct_value_value", JSON_TYPES)
          .declare(
              "case 23",
              "rule 8: neither path nor body can give a message that lies in another as a whole");

  @TestFactory
  List<DynamicTest> grpcGatewayQuery() throws SchemaException {
    List<DynamicTest> tests = new ArrayList<>();
    Optional<JsonNode> vectors = Vectors.read("grpc_gateway_query.json");
    if (vectors.isPresent()) {
      VectorSchema schema = VectorSchema.of(PROTO);
      for (JsonNode row : vectors.get().get("cases")) {
        int number = tests.size();
        tests.add(
            DynamicTest.dynamicTest(
                number + " " + row.get("query"), () -> run(number, row, schema)));
      }
      tests.add(DynamicTest.dynamicTest("declared differences", DIFFERENCES::assertAllMet));
    }
    return tests;
  }

  private static void run(int number, JsonNode row, VectorSchema schema) throws Throwable {
    String type = row.get("message").asString();
    List<JsonNode> parameters = row.get("query").valueStream().toList();
    if (row.has("expect_error")) {
      request(row, schema, parameters).refuses("", false);
      return;
    }
    List<JsonNode> alike = new ArrayList<>(parameters);
    ObjectNode expected = (ObjectNode) row.get("expect").deepCopy();
    for (JsonNode parameter : parameters) {
      String name = number + " " + parameter.get(0).asString();
      if (DIFFERENCES.declares(name)) {
        DIFFERENCES.check(name, () -> request(row, schema, List.of(parameter)).message(""));
        alike.remove(parameter);
        expected.remove(jsonName(schema, type, parameter.get(0).asString()));
      }
    }
    DynamicMessage.Builder message = DynamicMessage.newBuilder(schema.message(type));
    JsonFormat.parser().merge(JsonMapper.shared().writeValueAsString(expected), message);
    DIFFERENCES.check(
        "case " + number,
        () -> assertThat(request(row, schema, alike).message("")).isEqualTo(message.build()));
  }

  private static String jsonName(VectorSchema schema, String type, String name)
      throws InvalidProtocolBufferException {
    return schema.message(type).findFieldByName(schema.names(type, name).getFirst()).getJsonName();
  }

  /** What path or body take: a list or a message is the body, and a scalar has its default. */
  private static VectorRequest request(
      JsonNode row, VectorSchema schema, List<JsonNode> parameters) {
    List<JsonNode> bindings = new ArrayList<>();
    String body = "";
    for (JsonNode bound : row.path("bound_by_path_or_body")) {
      String path = bound.asString();
      if (path.equals("nested") || path.equals("repeated_value")) {
        body = path;
      } else {
        String value = path.startsWith("bool") ? "false" : "";
        bindings.add(JsonMapper.shared().createArrayNode().add(path).add(value));
      }
    }
    String query =
        parameters.stream()
            .map(pair -> escaped(pair.get(0).asString()) + "=" + escaped(pair.get(1).asString()))
            .collect(Collectors.joining("&"));
    return new VectorRequest(
        schema,
        row.get("message").asString(),
        bindings,
        body,
        query,
        ParseOptions.DEFAULT.withUnknownFields(UnknownFields.IGNORE));
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
