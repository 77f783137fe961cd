package bluehub.transcoder;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.transcoder.codec.PrintOptions;
import bluehub.transcoder.codec.ResponseDecoder;
import bluehub.transcoder.wire.WireException;
import com.google.protobuf.DynamicMessage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wire bytes as JSON. */
class ResponseTest {
  private final TestApi api = new TestApi();

  /**
   * The wire bytes of pieces with {@code ~} between them, one behind the other: each a message in
   * text format, or bytes in hexadecimal behind {@code 0x}.
   */
  private static byte[] wire(String type, String pieces) {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    for (String piece : pieces.split("~", -1)) {
      String text = piece.strip();
      wire.writeBytes(
          text.startsWith("0x")
              ? HexFormat.of().parseHex(text.substring(2).replace(" ", ""))
              : TestApi.text(type, text).toByteArray());
    }
    return wire.toByteArray();
  }

  private String printed(String pieces, PrintOptions print) {
    return api.answer("POST /v1/things", wire("things.Thing", pieces), print);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # every kind of value
          ``                                      | {}
          name: "a\\"\\\\\\n" d: 1.5 f: -0.1      | {"name":"a\\"\\\\\\n","d":1.5,"f":-0.1}
          i32: -1 i64: -1 u32: 4294967295 u64: 18446744073709551615 | {"i32":-1,"i64":"-1","u32":4294967295,"u64":"18446744073709551615"}
          s32: -7 s64: -9223372036854775808 f32: 4294967295 f64: 1 sf32: -2 sf64: -3 | {"s32":-7,"s64":"-9223372036854775808","f32":4294967295,"f64":"1","sf32":-2,"sf64":"-3"}
          d: nan f: inf reals: -inf reals: -0.0   | {"d":"NaN","f":"Infinity","reals":["-Infinity",-0]}
          flag: true bin: "\\000\\377" color: RED | {"flag":true,"bin":"AP8=","color":"RED"}
          color: 77 colors: DARK colors: 5        | {"color":77,"colors":["DARK",5]}
          # defaults are left out where there is no presence
          opt_int: 0 opt_text: "" opt_color: NONE | {"optInt":0,"optText":"","optColor":"NONE"}
          pick_int: 0                             | {"pickInt":0}
          pick_null: NULL_VALUE                   | {"pickNull":null}
          0x 90 04 01                             | {"nullValue":null}
          ints: 0 words: "" colors: NONE          | {"ints":[0],"words":[""],"colors":["NONE"]}
          0x 20 00 70 00 0a 00 7a 00              | {}
          # names
          given_name: "a" left: "b" right: "c"    | {"surname":"a","right":"b","rechts":"c"}
          odd: "x"                                | {"o\\"d\\\\d 平":"x"}
          # maps
          labels { key: "b" value: "1" } labels { key: "a" value: "" } | {"labels":{"b":"1","a":""}}
          by_int { key: -1 value: "x" } by_uint { key: 18446744073709551615 value: "y" } | {"byInt":{"-1":"x"},"byUint":{"18446744073709551615":"y"}}
          by_flag { key: true value: "x" } by_flag { key: false value: "y" } | {"byFlag":{"true":"x","false":"y"}}
          paints { key: "a" value: RED } paints { key: "b" value: 9 } | {"paints":{"a":"RED","b":9}}
          parts { key: "a" value { parts { key: "b" value {} } } } | {"parts":{"a":{"parts":{"b":{}}}}}
          value_map { key: "a" value { null_value: NULL_VALUE } } by_signed { key: -5 value: "a" } | {"valueMap":{"a":null},"bySigned":{"-5":"YQ=="}}
          # map entries without key, value or both; equal keys: the last one stays
          labels {} ~ 0x f2 01 00                 | {"labels":{"":""}}
          0x f2 01 02 12 00                       | {"labels":{"":""}}
          0x f2 01 03 0a 01 61                    | {"labels":{"a":""}}
          0x aa 02 03 0a 01 61                    | {"boxMap":{"a":0}}
          0x a2 02 03 0a 01 61                    | {"parts":{"a":{}}}
          labels { key: "a" value: "1" } ~ labels { key: "b" value: "2" } ~ labels { key: "a" value: "3" } | {"labels":{"b":"2","a":"3"}}
          labels { key: "a" value: "1" } ~ name: "x" ~ labels { key: "a" value: "2" } | {"name":"x","labels":{"a":"2"}}
          by_int { key: 0 value: "1" } ~ 0x fa 01 03 12 01 32 | {"byInt":{"0":"2"}}
          0x f2 01 09 12 01 31 0a 01 61 12 01 32  | {"labels":{"a":"2"}}
          0x f2 01 08 50 01 0a 01 61 12 01 32     | {"labels":{"a":"2"}}
          0x a2 02 0b 0a 01 61 12 02 20 01 12 02 28 02 | {"parts":{"a":{"i32":1,"i64":"2"}}}
          # packed, unpacked, and mixed
          0x a0 01 01 a0 01 02                    | {"ints":[1,2]}
          0x a2 01 02 01 02 a0 01 03 a2 01 01 04  | {"ints":[1,2,3,4]}
          0x a2 01 00                             | {}
          0x d2 01 02 01 02 d0 01 03              | {"loose":["1","2","3"]}
          # singular fields that come again: the last one stays, messages are merged
          i32: 1 ~ i32: 2                         | {"i32":2}
          i32: 1 ~ 0x 20 00                       | {}
          name: "a" ~ i32: 1 ~ name: "b"          | {"name":"b","i32":1}
          child { i32: 1 ints: 1 } ~ child { i32: 2 ints: 2 name: "x" } | {"child":{"name":"x","i32":2,"ints":[1,2]}}
          child { child { i32: 1 } } ~ child { child { i64: 2 } } | {"child":{"child":{"i32":1,"i64":"2"}}}
          time { seconds: 1 } ~ time { nanos: 500000000 } | {"time":"1970-01-01T00:00:01.500Z"}
          box_i32 { value: 1 } ~ box_i32 { value: 2 } | {"boxI32":2}
          # also a value that has no JSON, or is broken, where a later one takes its place
          span { seconds: 315576000001 } ~ span { seconds: 1 } | {"span":"1s"}
          name: "a" ~ child { time { nanos: -1 } } ~ child { time { nanos: 0 } } ~ 0x c2 02 05 92 03 02 10 01 | {"name":"a","child":{"time":"1970-01-01T00:00:00.000000001Z"}}
          value { number_value: nan } ~ value { bool_value: true } | {"value":true}
          any { type_url: "x/y.Z" } ~ any { type_url: "x/things.Thing" } | {"any":{"@type":"x/things.Thing"}}
          0x 0a 01 ff ~ name: "a"                 | {"name":"a"}
          pick_thing { span { seconds: 315576000001 } } ~ pick_int: 1 | {"pickInt":1}
          # lists whose elements lie apart
          ints: 1 ~ name: "a" ~ ints: 2           | {"name":"a","ints":[1,2]}
          things { i32: 1 } ~ name: "a" ~ things { i32: 2 } | {"name":"a","things":[{"i32":1},{"i32":2}]}
          words: "a" ~ 0x f8 3f 01 ~ words: "b"   | {"words":["a","b"]}
          # fields in any order
          name: "a" ~ i32: 1                      | {"name":"a","i32":1}
          child { i32: 1 } ~ name: "a"            | {"child":{"i32":1},"name":"a"}
          # of a oneof the member set last
          pick_int: 1 ~ pick_text: "a"            | {"pickText":"a"}
          pick_thing { i32: 1 } ~ pick_int: 5     | {"pickInt":5}
          pick_thing { i32: 1 } ~ pick_int: 5 ~ pick_thing { i64: 2 } | {"pickThing":{"i64":"2"}}
          pick_thing { i32: 1 } ~ pick_thing { i64: 2 } | {"pickThing":{"i32":1,"i64":"2"}}
          pick_int: 1 other_flag: true ~ pick_int: 0 ~ other_color: RED | {"pickInt":0,"otherColor":"RED"}
          # unknown fields and fields of another wire type
          0x f8 3f 01 ~ name: "a" ~ 0x fb 3f f8 3f 01 fc 3f | {"name":"a"}
          0x 22 01 61 ~ i32: 5                    | {"i32":5}
          0x 08 01 ~ i32: 5                       | {"i32":5}
          # varints with more bits than their field
          0x 20 ff ff ff ff 1f                    | {"i32":-1}
          0x 70 80 80 01                          | {"flag":true}
          0x 80 01 81 80 80 80 10                 | {"color":"RED"}
          # well-known types
          time { seconds: -62135596800 } span { seconds: -1 nanos: -5000 } | {"time":"0001-01-01T00:00:00Z","span":"-1.000005s"}
          time { seconds: 253402300799 nanos: 999999999 } span { nanos: -1 } | {"time":"9999-12-31T23:59:59.999999999Z","span":"-0.000000001s"}
          time {} span {} mask {} empty {}        | {"time":"1970-01-01T00:00:00Z","span":"0s","mask":"","empty":{}}
          mask { paths: "a_b" paths: "c.d_e" }    | {"mask":"aB,c.dE"}
          box_d {} box_text {} box_bin {} box_flag {} box_u64 {} | {"boxD":0,"boxU64":"0","boxFlag":false,"boxText":"","boxBin":""}
          boxes { value: 1 } boxes {}             | {"boxes":[1,0]}
          struct {} list {} value { struct_value {} } | {"struct":{},"value":{},"list":[]}
          value {}                                | {"value":null}
          value { list_value { values { number_value: 1 } values { null_value: NULL_VALUE } values { bool_value: false } values { string_value: "" } } } | {"value":[1,null,false,""]}
          values { number_value: 1e100 } values { struct_value { fields { key: "a" value { number_value: -0.0 } } } } | {"values":[1.0E100,{"a":-0}]}
          # struct, value and list in pieces
          struct { fields { key: "a" value { number_value: 1 } } } ~ struct { fields { key: "b" value {} } } | {"struct":{"a":1,"b":null}}
          0x f2 03 10 0a 05 0a 01 61 12 00 78 01 0a 05 0a 01 62 12 00 | {"struct":{"a":null,"b":null}}
          value { list_value { values { number_value: 1 } } } ~ value { list_value { values { number_value: 2 } } } | {"value":[1,2]}
          value { string_value: "a" } ~ value { bool_value: true } | {"value":true}
          # Any
          any { [type.googleapis.com/things.Thing] { i32: 1 child { name: "a" } } } | {"any":{"@type":"type.googleapis.com/things.Thing","i32":1,"child":{"name":"a"}}}
          any { [type.googleapis.com/google.protobuf.Duration] { seconds: 1 } } | {"any":{"@type":"type.googleapis.com/google.protobuf.Duration","value":"1s"}}
          any { [type.googleapis.com/google.protobuf.Any] { [type.googleapis.com/things.Thing] { i32: 1 } } } | {"any":{"@type":"type.googleapis.com/google.protobuf.Any","value":{"@type":"type.googleapis.com/things.Thing","i32":1}}}
          any { type_url: "x/y/things.Thing" }    | {"any":{"@type":"x/y/things.Thing"}}
          any {} anys {}                          | {"any":{},"anys":[{}]}
          any { type_url: "x/things.Thing" } ~ any { value: " \\001" } | {"any":{"@type":"x/things.Thing","i32":1}}
          any { type_url: "x/things.Thing" value: " \\001\\n\\001a \\002" } | {"any":{"@type":"x/things.Thing","name":"a","i32":2}}
          # proto2
          old { must: "a" number: 0 text: "" size: SMALL flag: false } | {"old":{"number":0,"text":"","size":"SMALL","flag":false,"must":"a"}}
          old { Inner { a: 1 old { number: 1 } } Row { cell: "x" } Row {} } | {"old":{"inner":{"a":1,"old":{"number":1}},"row":[{"cell":"x"},{}]}}
          old { [legacy.ext_int]: 5 [legacy.ext_words]: "a" [legacy.Old.nested_ext] { flag: true } } | {"old":{"[legacy.ext_int]":5,"[legacy.ext_words]":["a"],"[legacy.Old.nested_ext]":{"flag":true}}}
          old { plain: 1 plain: 2 packed: 3 sizes: SMALL } | {"old":{"plain":[1,2],"packed":[3],"sizes":["SMALL"]}}
          old { Inner { a: 1 } } ~ old { Inner { old { flag: true } } } | {"old":{"inner":{"a":1,"old":{"flag":true}}}}
          # a group whose end is written with more bytes than it needs
          0x da 05 08 23 08 07 a4 80 00 50 01     | {"old":{"inner":{"a":7},"flag":true}}
          """)
  void answer_anyWire_isItsJson(String pieces, String json) {
    assertThat(printed(pieces, PrintOptions.DEFAULT)).isEqualTo(json);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          0x 20                     | the message ends in the middle of a field
          0x 0a 05 61               | the message ends in the middle of a field
          0x 0a ff ff ff ff 07      | the message ends in the middle of a field
          0x 0a ff ff ff ff ff ff ff ff ff 01 | the message ends in the middle of a field
          0x 20 80 80 80 80 80 80 80 80 80 80 01 | found a varint of more than 10 bytes
          0x 00                     | found the tag 0, which no field has
          0x 0c                     | found the tag 12, which begins no field
          0x 0e                     | found the tag 14, which begins no field
          0x 0b                     | the message ends in the middle of a field
          0x 0b 14                  | a group ends that did not begin
          0x c2 02 02 20            | the message ends in the middle of a field
          0x a2 01 02 01 80         | the message ends in the middle of a field
          0x da 05 02 23 08         | the message ends in the middle of a field
          0x f2 01 01 0a            | the message ends in the middle of a field
          0x 0a 01 ff               | name holds a string that is not well-formed UTF-8
          0x f2 01 03 0a 01 ff      | key holds a string that is not well-formed UTF-8
          time { seconds: 253402300800 } | found a timestamp of 253402300800 seconds and 0 nanoseconds, which has no RFC 3339 form
          time { nanos: -1 }        | found a timestamp of 0 seconds and -1 nanoseconds, which has no RFC 3339 form
          time { nanos: 1000000000 } | found a timestamp of 0 seconds and 1000000000 nanoseconds, which has no RFC 3339 form
          span { seconds: 315576000001 } | found a duration of 315576000001 seconds and 0 nanoseconds, which is none
          span { seconds: -9223372036854775808 } | found a duration of -9223372036854775808 seconds and 0 nanoseconds, which is none
          span { nanos: -2147483648 } | found a duration of 0 seconds and -2147483648 nanoseconds, which is none
          span { seconds: 1 nanos: -1 } | found a duration of 1 seconds and -1 nanoseconds, which is none
          mask { paths: "aB" }      | found a field mask path that has no lowerCamelCase form
          mask { paths: "a__b" }    | found a field mask path that has no lowerCamelCase form
          mask { paths: "a,b" }     | found a field mask path that has no lowerCamelCase form
          0x a2 03 04 0a 02 61 ff   | paths holds a string that is not well-formed UTF-8
          value { number_value: nan } | found a google.protobuf.Value of NaN, which JSON has not
          any { type_url: "x/y.Z" value: "a" } | found a google.protobuf.Any of x/y.Z, not in the schema
          any { value: "a" }        | found a google.protobuf.Any of , not in the schema
          any { type_url: "x/things.Thing" value: "\\040" } | the message ends in the middle of a field
          """)
  void answer_brokenWire_isRefused(String pieces, String fault) {
    assertThat(printed(pieces, PrintOptions.DEFAULT)).isEqualTo("wire: " + fault);
  }

  @Test
  void answer_proto2TextThatIsNoUtf8_isPrintedWithReplacements() {
    assertThat(printed("0x da 05 04 12 02 61 ff", PrintOptions.DEFAULT))
        .isEqualTo("{\"old\":{\"text\":\"a\ufffd\"}}");
  }

  @Test
  void answer_valueThatALaterOneReplaces_leavesNoTraceInManyLines() {
    assertThat(
            printed(
                "i32: 1 child { span { seconds: 315576000001 } } ~ child { span { seconds: 2 } }",
                PrintOptions.DEFAULT.withPretty(true)))
        .isEqualTo("{\n  \"i32\": 1,\n  \"child\": {\n    \"span\": \"2s\"\n  }\n}");
  }

  // --- options

  @Test
  void print_defaults_areThoseWithoutPresence() {
    assertThat(
            api.answer(
                "POST /v1/old",
                wire("legacy.Old", "number: 1 Row {}"),
                PrintOptions.DEFAULT.withDefaults(true)))
        .isEqualTo(
            "{\"number\":1,\"row\":[{}],\"plain\":[],\"packed\":[],\"sizes\":[],\"sizesBy\":{}}");
    String json = printed("opt_int: 0 name: \"a\"", PrintOptions.DEFAULT.withDefaults(true));
    assertThat(json)
        .startsWith("{\"name\":\"a\",\"optInt\":0,")
        .contains("\"i64\":\"0\"", "\"color\":\"NONE\"", "\"bin\":\"\"", "\"flag\":false")
        .contains("\"ints\":[]", "\"labels\":{}", "\"d\":0,", "\"nullValue\":null")
        .doesNotContain("child", "\"time\"", "optText", "pick", "\"any\"", "boxI32", "struct");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          opt_int: 1 given_name: "a"         | {"opt_int":1,"given_name":"a"}
          child { opt_int: 1 } odd: "x"      | {"child":{"opt_int":1},"odd":"x"}
          old { [legacy.ext_int]: 1 }        | {"old":{"[legacy.ext_int]":1}}
          """)
  void print_protoNames_nameFieldsAsInTheFile(String pieces, String json) {
    assertThat(printed(pieces, PrintOptions.DEFAULT.withProtoNames(true))).isEqualTo(json);
  }

  @Test
  void print_enumNumbers_printEnumsAsNumbers() {
    assertThat(
            printed(
                "color: RED colors: DARK pick_null: NULL_VALUE paints { key: \"a\" value: FAR }",
                PrintOptions.DEFAULT.withEnumNumbers(true)))
        .isEqualTo("{\"color\":1,\"colors\":[-5],\"paints\":{\"a\":1000},\"pickNull\":null}");
  }

  @Test
  void print_pretty_hasLinesAndIndents() {
    assertThat(
            printed(
                "name: \"a\" ints: 1 ints: 2 labels { key: \"k\" value: \"v\" } child {} struct {}",
                PrintOptions.DEFAULT.withPretty(true)))
        .isEqualTo(
            """
            {
              "name": "a",
              "ints": [
                1,
                2
              ],
              "labels": {
                "k": "v"
              },
              "child": {},
              "struct": {}
            }\
            """);
  }

  @Test
  void print_prettyOutOfOrder_isIndentedAllTheSame() {
    assertThat(
            printed(
                "child { child { i32: 1 } } ~ name: \"a\" ~ child { child { i32: 2 } }",
                PrintOptions.DEFAULT.withPretty(true)))
        .isEqualTo(
            """
            {
              "name": "a",
              "child": {
                "child": {
                  "i32": 2
                }
              }
            }\
            """);
  }

  // --- response_body

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          name      | name: "a" i32: 1                     | "a"
          name      | i32: 1                               | ""
          name      | name: "a" ~ i32: 1 ~ name: "b"       | "b"
          i64       | i64: 5                               | "5"
          i64       | ``                                   | "0"
          opt_int   | opt_int: 0                           | 0
          opt_int   | ``                                   | null
          color     | color: RED                           | "RED"
          color     | ``                                   | "NONE"
          bin       | bin: "a"                             | "YQ=="
          bin       | ``                                   | ""
          ints      | ints: 1 ints: 2                      | [1,2]
          ints      | ints: 1 ~ name: "a" ~ ints: 2        | [1,2]
          ints      | ``                                   | []
          ints      | 0x a2 01 00                          | []
          loose     | loose: 1 ~ 0x d2 01 02 02 03         | ["1","2","3"]
          things    | things { i32: 1 } things {}          | [{"i32":1},{}]
          things    | ``                                   | []
          labels    | labels { key: "a" value: "b" } ~ i32: 1 ~ labels { key: "a" value: "c" } | {"a":"c"}
          labels    | ``                                   | {}
          child     | child { i32: 1 } ~ child { name: "a" } | {"i32":1,"name":"a"}
          child     | child {}                             | {}
          child     | ``                                   | {}
          time      | time { seconds: 1 }                  | "1970-01-01T00:00:01Z"
          child     | child { time { nanos: -1 } } ~ child { time { nanos: 1 } } | {"time":"1970-01-01T00:00:00.000000001Z"}
          things    | 0x ba 01 09 92 03 02 08 01 92 03 01 78 | wire: the message ends in the middle of a field
          things    | 0x ba 01 13 92 03 0b 10 ff ff ff ff ff ff ff ff ff 01 92 03 02 10 01 | [{"time":"1970-01-01T00:00:00.000000001Z"}]
          time      | ``                                   | null
          box_i32   | box_i32 {}                           | 0
          box_i32   | ``                                   | null
          struct    | struct { fields { key: "a" value { number_value: 1 } } } | {"a":1}
          struct    | ``                                   | {}
          value     | value { list_value {} }              | []
          value     | ``                                   | null
          list      | ``                                   | []
          any       | any { [type.googleapis.com/things.Thing] { i32: 1 } } | {"@type":"type.googleapis.com/things.Thing","i32":1}
          any       | ``                                   | {}
          pick_text | pick_text: "a"                       | "a"
          pick_text | pick_text: "a" ~ pick_int: 1         | null
          pick_text | ``                                   | null
          old       | old { Inner { a: 1 } }               | {"inner":{"a":1}}
          right    | left: "a" right: "b" | "b"
          """)
  void answer_responseBody_isThatFieldAlone(String field, String pieces, String json) {
    String actual =
        api.answer("GET /v1/pick/" + field, wire("things.Thing", pieces), PrintOptions.DEFAULT);
    assertThat(actual).isEqualTo(json);
  }

  // --- bounds

  /** A length-delimited field whose tag is given in hexadecimal. */
  private static byte[] field(String tag, byte[] content, int... after) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(HexFormat.of().parseHex(tag));
    int size = content.length;
    for (; size >= 0x80; size >>>= 7) {
      out.write((size & 0x7F) | 0x80);
    }
    out.write(size);
    out.writeBytes(content);
    for (int b : after) {
      out.write(b);
    }
    return out.toByteArray();
  }

  private String answer(byte[] wire) {
    return api.answer("POST /v1/things", wire, PrintOptions.DEFAULT);
  }

  @Test
  void answer_messagesDeeperThanTheLimit_areRefused() {
    byte[] children = {};
    for (int level = 1; level < 100; level++) {
      children = field("c202", children);
    }
    assertThat(answer(children)).startsWith("{\"child\":{\"child\":").endsWith("}}}");
    assertThat(answer(field("c202", children))).isEqualTo("wire: messages nest deeper than 100");

    byte[] lists = {};
    for (int level = 0; level < 60; level++) {
      // Value.list_value with one value
      lists = field("32", field("0a", lists));
    }
    assertThat(answer(field("fa03", lists))).isEqualTo("wire: messages nest deeper than 100");
    assertThat(answer(field("8204", field("0a", lists))))
        .isEqualTo("wire: messages nest deeper than 100");
  }

  /** Each level is out of order; were each printed twice, this would take 2^45 steps. */
  @ParameterizedTest
  @CsvSource({"c202, ''", "da02, ''", "a202, 12", "ba01, ''"})
  void answer_messagesOutOfOrderInsideOfEachOther_takeLinearTime(String tag, String entry) {
    byte[] wire = {0x20, 1, 0x20, 2};
    for (int level = 0; level < 90; level++) {
      wire = field(tag, entry.isEmpty() ? wire : field(entry, wire), 0x20, 1, 0x20, level);
    }
    assertThat(answer(wire)).startsWith("{\"").endsWith("}");
  }

  @Test
  void answer_structsInPiecesInsideOfEachOther_takeLinearTime() {
    byte[] value = {0x20, 1};
    for (int level = 0; level < 40; level++) {
      // Value.struct_value: an entry, an unknown field, an entry
      byte[] inner = field("12", value);
      byte[] entries = field("0a", inner, 0x78, 1, 0x0a, 3, 0x0a, 1, 'b');
      value = field("2a", entries);
    }
    assertThat(answer(field("fa03", value))).startsWith("{\"value\":{\"\":{").endsWith("}");
  }

  /** Bytes of all kinds: JSON or a WireException, never anything else. */
  @Test
  void answer_garbage_isJsonOrAWireException() {
    Random random = new Random(21);
    byte[] seed = sample().toByteArray();
    ResponseDecoder decoder =
        api.find("POST /v1/things").target().response(api.workspace(), PrintOptions.DEFAULT);
    int refused = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] wire = seed.clone();
      int changes = 1 + random.nextInt(4);
      for (int i = 0; i < changes; i++) {
        wire[random.nextInt(wire.length)] = (byte) random.nextInt();
      }
      int offset = random.nextInt(4) == 0 ? random.nextInt(wire.length) : 0;
      int length =
          random.nextInt(4) == 0 ? random.nextInt(wire.length - offset + 1) : wire.length - offset;
      try {
        decoder.decode(wire, offset, length);
        String json = new String(decoder.array(), 0, decoder.length(), StandardCharsets.UTF_8);
        assertThat(json).startsWith("{").endsWith("}");
      } catch (WireException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(1_000, 19_000);
  }

  private static DynamicMessage sample() {
    return TestApi.text(
        "things.Thing",
        """
        name: "abc" d: 1.5 i32: -1 u64: 77 color: RED ints: 1 ints: 200 words: "a" words: "b"
        labels { key: "a" value: "b" } by_int { key: 5 value: "x" } parts { key: "p" value { i32: 1 } }
        child { name: "x" child { i64: 3 } } pick_thing { i32: 3 } time { seconds: 5 nanos: 7 }
        span { seconds: 1 } mask { paths: "a_b" } box_i64 { value: 4 }
        struct { fields { key: "a" value { list_value { values { number_value: 1 } } } } }
        any { [type.googleapis.com/things.Thing] { name: "q" } }
        old { Inner { a: 1 } Row { cell: "c" } [legacy.ext_int]: 5 }
        """);
  }
}
