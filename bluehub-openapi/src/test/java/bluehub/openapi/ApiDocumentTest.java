package bluehub.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bluehub.transcoder.codec.ErrorFormat;
import bluehub.transcoder.codec.PrintOptions;
import bluehub.transcoder.fault.SchemaException;
import bluehub.transcoder.schema.Schema;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

class ApiDocumentTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final DocumentOptions OPTIONS = DocumentOptions.of("Test", "1");
  private static final JsonNode NASTY = tree(OPTIONS, Schemas.operations("nasty", "nasty.v1"));

  /** {@code lint.sh} has others read them. */
  @Test
  void documents_areWrittenForLinters() throws IOException {
    LintDocuments.write(Path.of("target", "documents"));

    assertThat(Path.of("target", "documents", "nasty.json")).isNotEmptyFile();
  }

  @Test
  void document_madeTwice_isTheSameBytes() {
    ApiDocument one = ApiDocument.of(OPTIONS, Schemas.operations("nasty", "nasty.v1"));
    ApiDocument other = ApiDocument.of(OPTIONS, Schemas.operations("nasty", "nasty.v1"));

    assertThat(one.json()).isEqualTo(other.json());
    assertThat(one.yaml()).isEqualTo(other.yaml());
  }

  @Test
  void yaml_saysTheSameAsJson() {
    ApiDocument document = ApiDocument.of(OPTIONS, Schemas.operations("nasty", "nasty.v1"));

    assertThat(new YAMLMapper().readTree(document.yaml()))
        .isEqualTo(JSON.readTree(document.json()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/openapi | \"3.1.1\"",
        "/info | {\"title\":\"Test\",\"version\":\"1\"}",
        "/servers | [{\"url\":\"/\"}]",
        "/tags/0/name | \"nasty.v1.Things\"",
        "/tags/0/description | \"Things of &lt;b>all&lt;/b> kinds, see Kinds.\"",
        // A variable over several segments.
        "/paths/~1v1~1shelves~1{shelvesId}~1things~1{thingsId}/get/summary | \"Gets a thing\"",
        "/paths/~1v1~1shelves~1{shelvesId}~1things~1{thingsId}/get/parameters/1/name | \"thingsId\"",
        "/paths/~1v1~1shelves~1{shelvesId}~1things~1{thingsId}/get/x-grpc-method | \"nasty.v1.Things/GetThing\"",
        "/paths/~1v1~1shelves~1{shelvesId}~1things~1{thingsId}/get/x-bluehub-upstream | \"nasty\"",
        "/paths/~1v1~1shelves~1{shelvesId}~1things~1{thingsId}/get/x-grpc-streaming | ",
        "/paths/~1v1~1shelves~1{shelvesId}~1things~1{thingsId}/get/responses/default | {\"$ref\":\"#/components/responses/error\"}",
        "/paths/~1v1~1shelves~1{shelvesId}~1things~1{thingsId}/delete/deprecated | true",
        // What the path gives is not in the body.
        "/paths/~1v1~1shelves~1{shelvesId}~1things~1{thingsId}/patch/requestBody/content/application~1json/schema/properties/name | ",
        "/paths/~1v1~1shelves~1{shelvesId}~1things~1{thingsId}/patch/requestBody/content/application~1json/schema/required | ",
        "/paths/~1v1~1shelves~1{shelvesId}~1things~1{thingsId}/patch/requestBody/required | true",
        "/paths/~1v1~1shelves~1{shelvesId}~1things~1{thingsId}/patch/parameters/2/name | \"updateMask\"",
        "/paths/~1v1~1shelves~1{shelvesId}~1things~1{thingsId}/patch/x-bluehub-body | \"thing\"",
        "/paths/~1v1~1collect/post/x-bluehub-body | \"*\"",
        // How a path makes a field.
        "/paths/~1v1~1shelves~1{shelvesId}~1things~1{thingsId}/get/parameters/1/x-bluehub-field | \"name\"",
        "/paths/~1v1~1shelves~1{shelvesId}~1things~1{thingsId}/get/parameters/1/x-bluehub-pattern | \"shelves/{shelvesId}/things/{thingsId}\"",
        "/paths/~1v1~1shelves~1{shelvesId}~1things~1{thingsId}/get/parameters/1/x-bluehub-segments | ",
        "/paths/~1v1~1files~1{name}/get/parameters/0/x-bluehub-segments | \"any\"",
        // A body of one field: the others come in the query.
        "/paths/~1v1~1shelves~1{shelvesId}~1things/post/requestBody/description | \"What to create.\"",
        "/paths/~1v1~1shelves~1{shelvesId}~1things/post/requestBody/content/application~1json/schema | {\"$ref\":\"#/components/schemas/nasty.v1.Thing\",\"description\":\"What to create.\"}",
        "/paths/~1v1~1shelves~1{shelvesId}~1things/post/parameters/1/name | \"thingId\"",
        "/paths/~1v1~1shelves~1{shelvesId}~1things/post/parameters/2 | ",
        // Templates that differ in names are one path, with the first one's names.
        "/paths/~1v1~1things~1{name}/put/parameters/0 | {\"name\":\"name\",\"in\":\"path\",\"x-bluehub-field\":\"aString\",\"description\":\"Sets `a_string`.\",\"required\":true,\"schema\":{\"type\":\"string\"}}",
        "/paths/~1v1~1things~1{name}/get/operationId | \"Things_GetThing_2\"",
        "/paths/~1v1~1things~1{name}/get/x-bluehub-also/0/rule | \"GET /v1/things/{name=**}\"",
        "/paths/~1v1~1things~1{a_string}:run/post/operationId | \"Things_RunThing\"",
        // Raw bodies.
        "/paths/~1v1~1files/put/requestBody/content | {\"*/*\":{\"schema\":{\"type\":\"string\",\"format\":\"binary\"}}}",
        "/paths/~1v1~1files~1{name}/get/responses/200/content | {\"*/*\":{\"schema\":{\"type\":\"string\",\"format\":\"binary\"}}}",
        "/paths/~1v1~1files/put/responses/200/description | \"Nothing.\"",
        // Methods of all kinds.
        "/paths/~1v1~1report~1{name}/x-bluehub-methods/REPORT/x-grpc-method | \"nasty.v1.Things/Report\"",
        "/paths/~1v1~1anything~1{anythingId}~1{name}/get/x-bluehub-every-method | true",
        // Streams.
        "/paths/~1v1~1things~1{name}:watch/get/x-grpc-streaming | \"server\"",
        "/paths/~1v1~1things~1{name}:watch/get/responses/200/content/application~1json/schema | {\"type\":\"array\",\"items\":{\"$ref\":\"#/components/schemas/nasty.v1.Thing\"}}",
        "/paths/~1v1~1things~1{name}:watch/get/responses/200/content/application~1x-ndjson/schema | {\"$ref\":\"#/components/schemas/nasty.v1.Thing\",\"description\":\"Each line of the body.\"}",
        "/paths/~1v1~1things~1{name}:watch/get/responses/200/content/text~1event-stream/schema/description | \"The data of each event.\"",
        "/paths/~1v1~1collect/post/x-grpc-streaming | \"client\"",
        "/paths/~1v1~1collect/post/requestBody/content/application~1json/schema | {\"type\":\"array\",\"items\":{\"$ref\":\"#/components/schemas/nasty.v1.Kinds\"}}",
        "/paths/~1v1~1talk/post/x-grpc-streaming | \"bidi\"",
        // An RPC without a rule.
        "/paths/~1nasty.v1.Things~1Unannotated/post/x-grpc-method | \"nasty.v1.Things/Unannotated\"",
        // A field as answer.
        "/paths/~1v1~1things/get/responses/200/description | \"The things.\"",
        "/paths/~1v1~1things/get/responses/200/content/application~1json/schema/type | \"array\"",
        "/components/responses/error/content/application~1json/schema | {\"$ref\":\"#/components/schemas/google.rpc.Status\"}",
      })
  void document_says(String place, String expected) {
    String found = NASTY.at(place).isMissingNode() ? null : NASTY.at(place).toString();

    assertThat(found).isEqualTo(expected);
  }

  @Test
  void query_ofListRequest_hasWhatAQueryCanGive() {
    List<String> names =
        NASTY
            .at("/paths/~1v1~1things/get/parameters")
            .valueStream()
            .map(parameter -> parameter.get("name").stringValue())
            .toList();

    assertThat(names)
        .containsExactly(
            "pageSize",
            "pageToken",
            "colors",
            "like.name",
            "like.password",
            "like.kind",
            "like.tags",
            "like.color",
            "labels",
            "least",
            "since");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "0  | {\"name\":\"pageSize\",\"in\":\"query\",\"description\":\"How many at most.\",\"schema\":{\"type\":\"integer\",\"format\":\"int32\"}}",
        "1  | {\"name\":\"pageToken\",\"in\":\"query\",\"deprecated\":true,\"schema\":{\"type\":\"string\"}}",
        "2  | {\"name\":\"colors\",\"in\":\"query\",\"schema\":{\"type\":\"array\",\"items\":{\"$ref\":\"#/components/schemas/nasty.v1.Color\"}}}",
        "8  | {\"name\":\"labels\",\"in\":\"query\",\"style\":\"deepObject\",\"explode\":true,\"schema\":{\"type\":\"object\",\"additionalProperties\":{\"type\":\"string\"}}}",
        "9  | {\"name\":\"least\",\"in\":\"query\",\"schema\":{\"type\":\"string\",\"format\":\"int64\",\"pattern\":\"^-?[0-9]+$\"}}",
        "10 | {\"name\":\"since\",\"in\":\"query\",\"schema\":{\"type\":\"string\",\"format\":\"date-time\"}}",
      })
  void queryParameter_says(int index, String expected) {
    assertThat(NASTY.at("/paths/~1v1~1things/get/parameters").get(index))
        .isEqualTo(JSON.readTree(expected));
  }

  @Test
  void query_ofRecursiveMessage_ends() {
    assertThat(NASTY.at("/paths/~1v1~1search/get/parameters").valueStream())
        .extracting(parameter -> parameter.get("name").stringValue())
        .contains("aDouble", "second.name", "inner.leaf", "doubleValue")
        .noneMatch(name -> name.startsWith("recursive"))
        .doesNotContain("value", "struct", "any", "list_value");
  }

  @Test
  void style_ofPrintOptions_isThatOfTheSchemas() {
    PrintOptions print = PrintOptions.DEFAULT.withProtoNames(true).withEnumNumbers(true);
    JsonNode tree =
        tree(
            OPTIONS.withPrint(print),
            List.of(new ApiOperation(Schemas.nasty("Search"), "u", print, 201)));

    assertThat(tree.at("/components/schemas/nasty.v1.Color/enum").toString()).isEqualTo("[0,1,2]");
    assertThat(tree.at("/components/schemas/nasty.v1.Color/x-enum-varnames").toString())
        .isEqualTo("[\"COLOR_UNSPECIFIED\",\"COLOR_RED\",\"COLOR_BLUE\"]");
    assertThat(tree.at("/paths/~1v1~1search/get/parameters/2/name").stringValue())
        .isEqualTo("an_int32");
    assertThat(tree.at("/paths/~1v1~1search/get/responses").propertyNames())
        .containsExactly("201", "default");
  }

  @ParameterizedTest
  @CsvSource({
    // An answer without fields; one with some, which may all be unset; a stream.
    "PutFile, /v1/files, put, 201, '201,default'",
    "PutFile, /v1/files, put, 204, '204,default'",
    "Search, /v1/search, get, 204, '200,204,default'",
    "Watch, /v1/things/{name}:watch, get, 201, '200,default'",
  })
  void success_isOneOfTheResponses(
      String rpc, String path, String method, int status, String responses) {
    ApiOperation operation =
        new ApiOperation(Schemas.nasty(rpc), "u", PrintOptions.DEFAULT, status);
    JsonNode found =
        tree(OPTIONS, List.of(operation)).path("paths").path(path).path(method).path("responses");

    assertThat(String.join(",", found.propertyNames())).isEqualTo(responses);
    if (found.has("204")) {
      assertThat(found.get("204").has("content")).isFalse();
    }
  }

  @Test
  void errors_asProblemDetails_haveTheirType() {
    JsonNode tree =
        tree(
            OPTIONS.withErrors(ErrorFormat.PROBLEM),
            List.of(new ApiOperation(Schemas.nasty("PutFile"), "u")));

    assertThat(tree.at("/components/responses/error/content").propertyNames())
        .containsExactly("application/problem+json");
    assertThat(tree.at("/components/schemas/Problem/properties").propertyNames())
        .containsExactly("title", "status", "detail", "code", "details");
  }

  @Test
  void type_ofTwoUpstreamsThatMeanTheSame_isOne() throws SchemaException {
    Schema uncommented = altered(FileDescriptorProto.Builder::clearSourceCodeInfo);
    List<ApiOperation> operations =
        List.of(
            Schemas.operations(uncommented, "a", "twin.one").getFirst(),
            Schemas.operations("b", "twin.one").getLast());
    JsonNode tree = tree(OPTIONS, operations);

    assertThat(tree.at("/components/schemas").propertyNames())
        .containsExactly("google.protobuf.Any", "google.rpc.Status", "twin.one.Book");
    assertThat(tree.at("/components/schemas/twin.one.Book/description").stringValue())
        .isEqualTo("A book.");
  }

  @Test
  void type_ofTwoUpstreamsThatMeanOtherThings_isTwo() throws SchemaException {
    Schema other =
        altered(file -> file.getMessageTypeBuilder(0).getFieldBuilder(0).setJsonName("heading"));
    List<ApiOperation> operations =
        List.of(
            Schemas.operations("a", "twin.one").getFirst(),
            Schemas.operations(other, "b c", "twin.one").getLast());
    JsonNode tree = tree(OPTIONS, operations);

    assertThat(tree.at("/components/schemas").propertyNames())
        .containsExactly(
            "google.protobuf.Any", "google.rpc.Status", "twin.one.Book-a", "twin.one.Book-b_c");
    assertThat(tree.at("/components/schemas/twin.one.Book-b_c/properties").propertyNames())
        .containsExactly("heading");
  }

  @Test
  void type_inTwoStyles_isTwo() {
    PrintOptions numbers = PrintOptions.DEFAULT.withEnumNumbers(true);
    JsonNode tree =
        tree(
            OPTIONS,
            List.of(
                new ApiOperation(Schemas.nasty("GetThing"), "u"),
                new ApiOperation(Schemas.nasty("Report"), "u", numbers, 200)));

    assertThat(tree.at("/components/schemas").propertyNames())
        .contains(
            "nasty.v1.Thing",
            "nasty.v1.Color",
            "nasty.v1.Thing-json-names-enum-numbers",
            "nasty.v1.Color-json-names-enum-numbers");
  }

  @Test
  void operationIds_ofServicesOfOneName_haveThePackage() {
    List<ApiOperation> operations = new ArrayList<>(Schemas.operations("a", "twin.one"));
    operations.addAll(Schemas.operations("a", "twin.two"));
    JsonNode tree = tree(OPTIONS, operations);

    assertThat(tree.at("/paths/~1one~1{title}/get/operationId").stringValue())
        .isEqualTo("twin_one_Library_Get");
    assertThat(tree.at("/paths/~1two~1{title}/get/operationId").stringValue())
        .isEqualTo("twin_two_Library_Get");
  }

  @Test
  void jsonSchema_holdsAllThatItNeeds() {
    ApiDocument document = ApiDocument.of(OPTIONS, Schemas.operations("nasty", "nasty.v1"));

    JsonNode schema = JSON.readTree(document.jsonSchema("nasty.v1.Thing"));

    assertThat(schema.get("$schema").stringValue())
        .isEqualTo("https://json-schema.org/draft/2020-12/schema");
    assertThat(schema.at("/properties/inside/$ref").stringValue())
        .isEqualTo("#/$defs/nasty.v1.Thing");
    assertThat(schema.get("$defs").propertyNames())
        .containsExactly("nasty.v1.Color", "nasty.v1.Thing");
  }

  @Test
  void jsonSchema_ofMessageThatOnlyPathAndQueryMake_isThere() {
    ApiDocument document = ApiDocument.of(OPTIONS, Schemas.operations("nasty", "nasty.v1"));

    assertThat(document.typeNames()).contains("nasty.v1.ListThingsRequest");
    assertThat(new String(document.jsonSchema("nasty.v1.GetThingRequest"), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {"$schema":"https://json-schema.org/draft/2020-12/schema",\
            "title":"nasty.v1.GetThingRequest","type":"object","properties":{"name":\
            {"type":"string","description":"The thing's name: `shelves/{shelf}/things/{thing}`."}},\
            "required":["name"]}""");
  }

  @Test
  void jsonSchema_ofUnknownName_isNone() {
    assertThat(ApiDocument.of(OPTIONS, List.of()).jsonSchema("nasty.v1.Thing")).isNull();
  }

  @Test
  void options_withoutTitle_areRefused() {
    assertThatThrownBy(() -> DocumentOptions.of(" ", "1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("title is \" \"");
  }

  /** The schema of the tests, with another {@code twin_one/library.proto}. */
  private static Schema altered(Consumer<FileDescriptorProto.Builder> change)
      throws SchemaException {
    FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
    for (FileDescriptor file : Schemas.tests().files()) {
      FileDescriptorProto.Builder proto = file.toProto().toBuilder();
      if (file.getName().equals("twin_one/library.proto")) {
        change.accept(proto);
      }
      set.addFile(proto);
    }
    return Schema.of(set.build());
  }

  private static JsonNode tree(DocumentOptions options, List<ApiOperation> operations) {
    return JSON.readTree(ApiDocument.of(options, operations).json());
  }
}
