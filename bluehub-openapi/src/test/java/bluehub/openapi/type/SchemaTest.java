package bluehub.openapi.type;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.openapi.ApiDocument;
import bluehub.openapi.DocumentOptions;
import bluehub.openapi.Schemas;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The schemas of the types in {@code src/test/proto/nasty/v1}. */
class SchemaTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final JsonNode SCHEMAS =
      JSON.readTree(
              ApiDocument.of(
                      DocumentOptions.of("Test", "1"), Schemas.operations("nasty", "nasty.v1"))
                  .json())
          .at("/components/schemas");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "aDouble    | {\"anyOf\":[{\"type\":\"number\",\"format\":\"double\"},{\"type\":\"string\",\"enum\":[\"NaN\",\"Infinity\",\"-Infinity\"]}]}",
        "anInt32    | {\"type\":\"integer\",\"format\":\"int32\"}",
        "aSint32    | {\"type\":\"integer\",\"format\":\"int32\"}",
        "anInt64    | {\"type\":\"string\",\"format\":\"int64\",\"pattern\":\"^-?[0-9]+$\"}",
        "anSfixed64 | {\"type\":\"string\",\"format\":\"int64\",\"pattern\":\"^-?[0-9]+$\"}",
        "aUint32    | {\"type\":\"integer\",\"format\":\"uint32\",\"minimum\":0,\"maximum\":4294967295}",
        "aFixed64   | {\"type\":\"string\",\"format\":\"uint64\",\"pattern\":\"^[0-9]+$\"}",
        "aBool      | {\"type\":\"boolean\"}",
        "aString    | {\"type\":\"string\"}",
        "someBytes  | {\"type\":\"string\",\"format\":\"byte\",\"contentEncoding\":\"base64\"}",
        "anEnum     | {\"$ref\":\"#/components/schemas/nasty.v1.Color\"}",
        "list       | {\"type\":\"array\",\"items\":{\"type\":\"string\",\"format\":\"int64\",\"pattern\":\"^-?[0-9]+$\"}}",
        "byString   | {\"type\":\"object\",\"additionalProperties\":{\"type\":\"string\",\"format\":\"int64\",\"pattern\":\"^-?[0-9]+$\"}}",
        "byBool     | {\"type\":\"object\",\"propertyNames\":{\"enum\":[\"true\",\"false\"]},\"additionalProperties\":{\"$ref\":\"#/components/schemas/nasty.v1.Color\"}}",
        "byUint     | {\"type\":\"object\",\"propertyNames\":{\"pattern\":\"^[0-9]+$\"},\"additionalProperties\":{\"type\":\"string\",\"format\":\"byte\",\"contentEncoding\":\"base64\"}}",
        "bySint     | {\"type\":\"object\",\"propertyNames\":{\"pattern\":\"^-?[0-9]+$\"},\"additionalProperties\":{\"$ref\":\"#/components/schemas/nasty.v1.Kinds\"}}",
        "timestamp  | {\"type\":\"string\",\"format\":\"date-time\"}",
        "duration   | {\"type\":\"string\",\"pattern\":\"^-?[0-9]{1,12}(\\\\.[0-9]{1,9})?s$\"}",
        "mask       | {\"type\":\"string\",\"pattern\":\"^([A-Za-z0-9_.]+(,[A-Za-z0-9_.]+)*)?$\"}",
        "struct     | {\"type\":\"object\",\"additionalProperties\":{}}",
        "value      | {}",
        "listValue  | {\"type\":\"array\",\"items\":{}}",
        "nullValue  | {\"$ref\":\"#/components/schemas/google.protobuf.NullValue\"}",
        "any        | {\"$ref\":\"#/components/schemas/google.protobuf.Any\"}",
        "empty      | {\"$ref\":\"#/components/schemas/google.protobuf.Empty\"}",
        "uint64Value| {\"type\":[\"string\",\"null\"],\"format\":\"uint64\",\"pattern\":\"^[0-9]+$\"}",
        "stringValues|{\"type\":\"array\",\"items\":{\"type\":[\"string\",\"null\"]}}",
        "maybe      | {\"type\":\"string\"}",
        "$ref       | {\"type\":\"string\"}",
        "description| {\"type\":\"string\"}",
        "recursive  | {\"$ref\":\"#/components/schemas/nasty.v1.Kinds\"}",
        "second     | {\"$ref\":\"#/components/schemas/nasty.v1.Thing\",\"description\":\"At most one is set of `first`, `second`, `third`.\\n\\nOne or the other.\"}",
        "inner      | {\"$ref\":\"#/components/schemas/nasty.v1.Nested.Inner\"}",
      })
  void kind_hasTheJsonOfProtoJson(String field, String schema) {
    assertThat(field("nasty.v1.Kinds", field)).isEqualTo(JSON.readTree(schema));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "text     | {\"type\":\"string\",\"minLength\":2,\"maxLength\":9,\"pattern\":\"^[a-z]+$\"}",
        "email    | {\"type\":\"string\",\"format\":\"email\"}",
        "uuid     | {\"type\":\"string\",\"format\":\"uuid\"}",
        "prefixed | {\"type\":\"string\",\"pattern\":\"^a\\\\.b\",\"allOf\":[{\"pattern\":\"z$\"}]}",
        "chosen   | {\"type\":\"string\",\"enum\":[\"a\",\"b\"]}",
        "re2      | {\"type\":\"string\",\"description\":\"Constraint: `pattern: \\\"(?i)^x\\\\\\\\z\\\"`.\"}",
        "small    | {\"type\":\"integer\",\"format\":\"int32\",\"exclusiveMaximum\":10,\"minimum\":1}",
        "outside  | {\"type\":\"integer\",\"format\":\"int32\",\"description\":\"Constraint: `lt: 1`.\\n\\nConstraint: `gt: 10`.\"}",
        "large    | {\"type\":\"string\",\"format\":\"int64\",\"pattern\":\"^-?[0-9]+$\",\"description\":\"Constraint: `lte: 5`.\"}",
        "unsigned | {\"type\":\"integer\",\"format\":\"uint32\",\"minimum\":0,\"maximum\":4294967295,\"enum\":[1,4294967295]}",
        "finite   | {\"type\":\"number\",\"format\":\"double\",\"exclusiveMinimum\":0.5}",
        "yes      | {\"type\":\"boolean\",\"const\":true}",
        "color    | {\"$ref\":\"#/components/schemas/nasty.v1.Color\",\"not\":{\"enum\":[\"COLOR_UNSPECIFIED\"]}}",
        "names    | {\"type\":\"array\",\"items\":{\"type\":\"string\",\"minLength\":5,\"maxLength\":5},\"minItems\":1,\"maxItems\":3,\"uniqueItems\":true}",
        "weights  | {\"type\":\"object\",\"additionalProperties\":{\"type\":\"integer\",\"format\":\"int32\",\"exclusiveMinimum\":0},\"minProperties\":1,\"propertyNames\":{\"maxLength\":3}}",
        "wait     | {\"type\":\"string\",\"pattern\":\"^-?[0-9]{1,12}(\\\\.[0-9]{1,9})?s$\",\"description\":\"Constraint: `lt { seconds: 60 }`.\"}",
        "blob     | {\"type\":\"string\",\"format\":\"byte\",\"contentEncoding\":\"base64\",\"description\":\"Constraint: `max_len: 4`.\"}",
        "ignored  | {\"type\":\"string\"}",
        "custom   | {\"type\":\"string\",\"description\":\"Constraint: `this != 'x'`.\"}",
      })
  void constraint_isKeywordOrText(String field, String schema) {
    assertThat(field("nasty.v1.Constrained", field)).isEqualTo(JSON.readTree(schema));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "number | 7",
        "large  | \"-5\"",
        "text   | \"a \\\"b\\\"\"",
        "blob   | \"AQI=\"",
        "flag   | true",
        "inf    | \"Infinity\"",
        "float  | 0.1",
        "kind   | \"B\"",
        "big    | 4294967295",
      })
  void default_ofProto2_isSaid(String field, String value) {
    assertThat(field("nasty.v1.Old", field).get("default").toString()).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "name       | {\"type\":\"string\",\"description\":\"Its name.\\n\\nNames the resource.\"}",
        "createTime | {\"type\":\"string\",\"format\":\"date-time\",\"readOnly\":true,\"description\":\"When it was made.\"}",
        "password   | {\"type\":\"string\",\"writeOnly\":true}",
        "kind       | {\"type\":\"string\",\"description\":\"Behind the field.\\n\\nCan be set once, and not be changed.\"}",
        "inside     | {\"$ref\":\"#/components/schemas/nasty.v1.Thing\",\"description\":\"What is inside.\"}",
      })
  void behavior_isKeywordOrText(String field, String schema) {
    assertThat(field("nasty.v1.Thing", field)).isEqualTo(JSON.readTree(schema));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/nasty.v1.Thing/required            | [\"name\"]",
        "/nasty.v1.Thing/description         | \"A thing.\"",
        "/nasty.v1.Old/required              | [\"name\"]",
        "/nasty.v1.Old/properties/part       | {\"type\":\"array\",\"items\":{\"$ref\":\"#/components/schemas/nasty.v1.Old.Part\"}}",
        "/nasty.v1.Old/properties/extended   | ",
        "/nasty.v1.Old/properties/foot_note/type | \"string\"",
        "/nasty.v1.Old/properties/footNote/format | \"byte\"",
        "/nasty.v1.Constrained/required      | [\"email\"]",
        "/nasty.v1.Constrained/description   | \"What protovalidate asks for.\\n\\na and b are not both odd.\"",
        "/nasty.v1.Constrained/not           | {\"anyOf\":[{\"required\":[\"one\",\"other\"]}]}",
        "/nasty.v1.Constrained/allOf         | [{\"anyOf\":[{\"required\":[\"one\"]},{\"required\":[\"other\"]}]}]",
        "/nasty.v1.Color/enum                | [\"COLOR_UNSPECIFIED\",\"COLOR_RED\",\"COLOR_BLUE\"]",
        "/nasty.v1.Color/description         | \"A colour.\\n\\n- `COLOR_UNSPECIFIED`: None.\\n- `COLOR_BLUE` (deprecated): The sky's.\"",
        "/nasty.v1.Aliased/enum              | [\"ZERO\",\"NULL\",\"MINUS\"]",
        "/google.protobuf.NullValue          | {\"type\":\"null\"}",
        "/google.rpc.Status/properties/code/type | \"integer\"",
      })
  void type_isSaid(String place, String expected) {
    String found = SCHEMAS.at(place).isMissingNode() ? null : SCHEMAS.at(place).toString();

    assertThat(found).isEqualTo(expected);
  }

  private static JsonNode field(String type, String field) {
    return SCHEMAS.path(type).path("properties").path(field);
  }
}
