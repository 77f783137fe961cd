package bluehub.transcoder.codec;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.transcoder.fault.SchemaException;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TextFormat;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the features of an edition change: presence, packing, groups, closed enums, UTF-8. */
class EditionsTest {
  private static final String PROTO =
      """
      edition = "2023";
      message Doc {
        int32 explicit = 1;
        int32 implicit = 2 [features.field_presence = IMPLICIT];
        int32 required = 3 [features.field_presence = LEGACY_REQUIRED];
        repeated int32 packed = 4;
        repeated int32 expanded = 5 [features.repeated_field_encoding = EXPANDED];
        Doc prefixed = 6;
        Doc delimited = 7 [features.message_encoding = DELIMITED];
        repeated Doc delimiteds = 8 [features.message_encoding = DELIMITED];
        Open open = 9 [features.field_presence = IMPLICIT];
        Closed closed = 10;
        repeated Closed closeds = 11;
        string checked = 12;
        string raw = 13 [features.utf8_validation = NONE];
        int32 defaulted = 14 [default = 7];
      }
      enum Open { NONE = 0; ONE = 1; }
      enum Closed { option features.enum_type = CLOSED; FIRST = 1; SECOND = 2; }
      """;

  private final VectorSchema schema;
  private final JsonCodec codec;

  EditionsTest() throws SchemaException {
    schema = VectorSchema.of(PROTO);
    codec = new JsonCodec(schema.types, "Doc", ParseOptions.DEFAULT);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # JSON                           | message | wire
          {"explicit":0}                   | explicit: 0 | 0800
          {"implicit":0}                   | `` | ``
          {"required":0}                   | required: 0 | 1800
          {"defaulted":7}                  | defaulted: 7 | 7007
          {"packed":[1,2]}                 | packed: 1 packed: 2 | 22020102
          {"expanded":[1,2]}               | expanded: 1 expanded: 2 | 28012802
          {"prefixed":{"explicit":1}}      | prefixed { explicit: 1 } | 32020801
          {"delimited":{"explicit":1}}     | delimited { explicit: 1 } | 3b08013c
          {"delimited":{"delimited":{}}}   | delimited { delimited {} } | 3b3b3c3c
          {"delimiteds":[{},{"explicit":1}]} | delimiteds {} delimiteds { explicit: 1 } | 434443080144
          {"open":"ONE"}                   | open: ONE | 4801
          {"open":5}                       | open: 5 | 4805
          {"open":"NONE"}                  | `` | ``
          {"closed":"SECOND"}              | closed: SECOND | 5002
          {"raw":"é"}                      | raw: "é" | 6a02c3a9
          """)
  void encode_featuresOfFields_areKept(String json, String message, String wire)
      throws InvalidProtocolBufferException, TextFormat.ParseException {
    byte[] actual = codec.toWire(json);
    assertThat(HexFormat.of().formatHex(actual)).isEqualTo(wire);
    assertThat(schema.partial("Doc", actual)).isEqualTo(schema.text("Doc", message));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # wire                           | JSON
          0800                             | {"explicit":0}
          1000                             | {}
          7007                             | {"defaulted":7}
          4800                             | {}
          # packed where the field is not, and the other way round
          2001 2002                        | {"packed":[1,2]}
          2a020102                         | {"expanded":[1,2]}
          # a field of the other encoding is unknown
          33 0801 34                       | {}
          3a 02 0801                       | {}
          # groups that lie apart
          3b 0801 3c 3b 1801 3c            | {"delimited":{"explicit":1,"required":1}}
          43 44 0801 43 0802 44            | {"explicit":1,"delimiteds":[{},{"explicit":2}]}
          4805                             | {"open":5}
          5002 5801 5802                   | {"closed":"SECOND","closeds":["FIRST","SECOND"]}
          5005 5806                        | {"closed":5,"closeds":[6]}
          # a string that may be anything
          6a01ff                           | {"raw":"\ufffd"}
          """)
  void decode_featuresOfFields_areKept(String wire, String json) {
    assertThat(codec.toJson(HexFormat.of().parseHex(wire.replace(" ", "")))).isEqualTo(json);
  }

  @Test
  void encode_valueThatAClosedEnumHasNot_isRefused() {
    assertThat(codec.fault("{\"closed\":3}").getMessage())
        .isEqualTo("closed: found 3, which is no value of Closed (at 1:11)");
    assertThat(codec.fault("{\"closeds\":[1,3]}").field()).isEqualTo("closeds[1]");
  }

  @Test
  void print_defaults_areThoseOfImplicitPresence() {
    assertThat(codec.toJson(new byte[0], PrintOptions.DEFAULT.withDefaults(true)))
        .isEqualTo(
            "{\"implicit\":0,\"packed\":[],\"expanded\":[],\"delimiteds\":[],\"open\":\"NONE\","
                + "\"closeds\":[]}");
  }

  /** {@code json_format = LEGACY_BEST_EFFORT}: protoc only warns when two json_names are equal. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"fooBar":1}                     | 1001
          {"foo_bar":1}                    | 0801
          {"foo_bar":1,"fooBar":2}         | 08011002
          {"bazQux":1}                     | 1801
          {"baz__qux":1}                   | 1801
          {"baz_qux":1}                    | 2001
          """)
  void encode_equalJsonNames_areOneFieldsAndTheOthersHaveTheirProtoNames(String json, String wire)
      throws SchemaException {
    JsonCodec legacy =
        new JsonCodec(
            VectorSchema.of(
                    """
                    syntax = "proto2";
                    message Legacy {
                      optional int32 foo_bar = 1;
                      optional int32 fooBar = 2;
                      optional int32 baz__qux = 3;
                      optional int32 baz_qux = 4;
                    }
                    """)
                .types,
            "Legacy",
            ParseOptions.DEFAULT);
    for (int piece = 1; piece <= json.length(); piece++) {
      byte[] actual = legacy.toWire(json.getBytes(StandardCharsets.UTF_8), piece);
      assertThat(HexFormat.of().formatHex(actual)).as("in pieces of %s", piece).isEqualTo(wire);
    }
    String printed = legacy.toJson(HexFormat.of().parseHex(wire));
    assertThat(HexFormat.of().formatHex(legacy.toWire(printed))).isEqualTo(wire);
  }

  @Test
  void rawBody_inAGroup_isUntouched() throws SchemaException {
    TypeTable types =
        VectorSchema.of(
                """
                edition = "2023";
                package google.api;
                message HttpBody { string content_type = 1; bytes data = 2; }
                message Upload {
                  HttpBody file = 1 [features.message_encoding = DELIMITED];
                }
                """)
            .types;
    RequestShape request =
        new RequestShape(
            types, "google.api.Upload", List.of(), "file", false, ParseOptions.DEFAULT);
    byte[] wire;
    try (RequestEncoder encoder = new RequestEncoder(e -> {})) {
      encoder.begin(request, new String[0], null, "a/b", PrintOptions.DEFAULT);
      encoder.write(new byte[] {'x', 'y'}, 0, 2);
      wire = encoder.finish();
    }
    assertThat(HexFormat.of().formatHex(wire)).isEqualTo("0b0a03612f62120278790c");

    ResponseDecoder decoder = new ResponseDecoder();
    decoder.begin(new ResponseShape(types, "google.api.Upload", "file", 100), PrintOptions.DEFAULT);
    decoder.decode(wire, 0, wire.length);
    assertThat(decoder.contentType()).isEqualTo("a/b");
    assertThat(new String(decoder.array(), 0, decoder.length(), StandardCharsets.UTF_8))
        .isEqualTo("xy");
  }
}
