package bluehub.transcoder;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.transcoder.codec.ParseOptions;
import bluehub.transcoder.codec.PrintOptions;
import bluehub.transcoder.codec.RequestEncoder;
import bluehub.transcoder.codec.UnknownFields;
import bluehub.transcoder.json.JsonLimits;
import bluehub.transcoder.route.RouteMatch;
import bluehub.transcoder.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a body may have too much of, and what it may have that the schema does not know. */
class LimitsTest {

  private static TestApi api(ParseOptions options) {
    return new TestApi(ApiOptions.defaults().withParse(options));
  }

  private static TestApi limited(int depth, int numberLength, int members, long size) {
    return api(ParseOptions.DEFAULT.withLimits(new JsonLimits(depth, numberLength, members, size)));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"child":{"child":{"child":{}}}}  | 400 child.child.child: the body is not valid JSON: the text nests deeper than 3, the limit (at 1:28)
          {"things":[{"ints":[]}]}          | 400 things[0].ints: the body is not valid JSON: the text nests deeper than 3, the limit (at 1:20)
          {"value":[[[]]]}                  | 400 value[0][0]: the body is not valid JSON: the text nests deeper than 3, the limit (at 1:12)
          {"any":{"@type":"type.googleapis.com/things.Thing","child":{"ints":[]}}} | 400 any: the body is not valid JSON: the text nests deeper than 3, the limit (at 1:68)
          {"i32":123456}                    | 400 i32: the body is not valid JSON: a number has more than 5 characters, the limit (at 1:8)
          {"i32":"123456"}                  | 400 i32: the body is not valid JSON: a number has more than 5 characters, the limit (at 1:8)
          {"i32": "0.0000"}                 | 400 i32: the body is not valid JSON: a number has more than 5 characters, the limit (at 1:9)
          {"ints":["1","1e00000"]}          | 400 ints[1]: the body is not valid JSON: a number has more than 5 characters, the limit (at 1:14)
          {"byInt":{"123456":""}}           | 400 by_int: the body is not valid JSON: a number has more than 5 characters, the limit (at 1:11)
          {"boxI64":"123456"}               | 400 box_i64: the body is not valid JSON: a number has more than 5 characters, the limit (at 1:11)
          {"i32":"1234567x"}                | 400 i32: found "1234567x", expected an integer of 32 bits (at 1:8)
          {"ints":[0,0,0,0,0,0,0,0,0,0]}    | 400 ints[9]: the body is not valid JSON: the text has more than 10 members, the limit (at 1:27)
          """)
  void post_moreThanALimit_isRefusedWithFieldAndPlace(String body, String fault) {
    assertThat(limited(3, 5, 10, 1000).refused("POST /v1/things", body)).isEqualTo(fault);
  }

  @Test
  void post_moreBytesThanTheLimit_isTooLarge() {
    TestApi limited = limited(10, 10, 10, 21);
    limited.assertAccepted("POST /v1/things", "{\"name\":\"0123456789\"}", "name: \"0123456789\"");
    assertThat(limited.refused("POST /v1/things", "{\"name\":\"0123456789\"} "))
        .isEqualTo("413 the body has more than 21 bytes, the limit");
    assertThat(limited.refused("POST /v1/only/name", "\"01234567890123456789\""))
        .isEqualTo("413 the body has more than 21 bytes, the limit");
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 5_000})
  void post_nestedAsDeepAsAllowed_takesNoStack(int depth) {
    TestApi deep = limited(depth, 10, 1_000_000, 1 << 20);
    String messages = "{\"child\":".repeat(depth - 1) + "{}" + "}".repeat(depth - 1);
    assertThat(deep.wire("POST /v1/things", null, utf8(messages))).isNotEmpty();
    String lists = "[".repeat(depth) + "]".repeat(depth);
    assertThat(deep.wire("POST /v1/only/value", null, utf8(lists))).isNotEmpty();
    assertThat(deep.refused("POST /v1/only/value", "[" + lists + "]"))
        .contains("the text nests deeper than " + depth);
  }

  @Test
  void post_anysInsideOfEachOther_areTakenUpToTheirLimit() {
    TestApi api = api(ParseOptions.DEFAULT);
    assertThat(api.wire("POST /v1/only/any", null, utf8(anys(15)))).isNotEmpty();
    assertThat(api.refused("POST /v1/only/any", anys(16)))
        .contains("the body has more than 16 Anys inside of each other, the limit");
  }

  private static String anys(int count) {
    return "{\"@type\":\"x/google.protobuf.Any\",\"value\":".repeat(count)
        + "{}"
        + "}".repeat(count);
  }

  @Test
  void post_oneLargeMapAndManySmallOnes_takesLinearTime() {
    // did each map clear what the largest one needed, this would clear 200 billion bytes
    String large =
        IntStream.range(0, 100_000)
            .mapToObj(i -> "\"" + i + "\":\"\"")
            .collect(Collectors.joining(","));
    String small = "{\"labels\":{\"a\":\"\"}},".repeat(200_000);
    String body = "{\"things\":[{\"labels\":{" + large + "}}," + small + "{}]}";
    TestApi api = api(ParseOptions.DEFAULT);
    RouteMatch.Found<CompiledMethod> found = api.find("POST /v1/things");
    try (RequestEncoder encoder = found.target().request(api.workspace(), found, null, null)) {
      byte[] bytes = utf8(body);
      encoder.write(bytes, 0, bytes.length);
      assertThat(encoder.finish().length).isGreaterThan(1 << 20);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 100, MethodOptions.MAX_ANSWER_DEPTH})
  void answer_nestedAsDeepAsAllowed_isPrinted(int depth) {
    TestApi deep =
        new TestApi(
            ApiOptions.defaults().withMethods(MethodOptions.DEFAULT.withMaxAnswerDepth(depth)));
    for (String line : List.of("POST /v1/things", "POST /v1/old")) {
      assertThat(deep.answer(line, nested(line, depth - 1), PrintOptions.DEFAULT))
          .hasSizeGreaterThan(depth);
      assertThat(deep.answer(line, nested(line, depth), PrintOptions.DEFAULT))
          .isEqualTo("wire: messages nest deeper than " + depth);
    }
  }

  /** Messages inside of each other: children, or groups with a message in them, in turn. */
  private static byte[] nested(String line, int times) {
    byte[] wire = new byte[0];
    boolean groups = line.endsWith("old");
    for (int i = 0; i < times; i++) {
      WireWriter out = new WireWriter();
      boolean group = groups && (times - i) % 2 == 1;
      out.tag(group ? 0x23 : groups ? 0x12 : 0x142);
      int start = group ? -1 : out.open();
      out.raw(wire, 0, wire.length);
      if (group) {
        out.tag(0x24);
      } else {
        out.close(start);
      }
      wire = out.toByteArray();
    }
    return wire;
  }

  // --- what the schema does not know

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"nope":1,"i32":2}                             | i32: 2                | nope
          {"nope":{"a":[{}],"b":null},"i32":2}           | i32: 2                | nope
          {"child":{"nope":[[1]]},"things":[{},{"x":1}]} | child {} things {} things {} | child.nope,things[1].x
          {"parts":{"a":{"nope":1}}}                     | parts { key: "a" value {} } | parts["a"].nope
          {"nope":1,"nope":2}                            | ``                    | nope,nope
          {"color":"PINK","i32":1}                       | i32: 1                | color
          {"colors":["RED","PINK","DARK"]}               | colors: RED colors: DARK | colors[1]
          {"colors":["PINK"]}                            | ``                    | colors[0]
          {"paints":{"a":"RED","b":"PINK","c":"DARK"}}   | paints { key: "a" value: RED } paints { key: "c" value: DARK } | paints["b"]
          {"any":{"@type":"x/things.Thing","nope":1}}    | any { type_url: "x/things.Thing" } | any.nope
          {"any":{"@type":"x/google.protobuf.Int32Value","value":0,"nope":1}} | any { type_url: "x/google.protobuf.Int32Value" } | any.nope
          {"old":{"[legacy.nope]":1}}                    | old {}                | old.[legacy.nope]
          """)
  void post_unknown_isListedOrIgnoredByOption(String body, String message, String ignored) {
    for (UnknownFields unknown : new UnknownFields[] {UnknownFields.WARN, UnknownFields.IGNORE}) {
      TestApi lenient = api(ParseOptions.DEFAULT.withUnknownFields(unknown));
      lenient.assertAccepted("POST /v1/things", body, message);
      assertThat(ignored(lenient, body))
          .isEqualTo(unknown == UnknownFields.WARN ? List.of(ignored.split(",", -1)) : List.of());
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"nope":tru}                  | 400 the body is not valid JSON: found 't', expected true (at 1:9)
          {"nope":{"a":1,}}             | 400 the body is not valid JSON: found '}', expected a member name in double quotes (at 1:16)
          {"i32":1,"i32":2}             | 400 i32: the field is given twice (at 1:10)
          {"old":{"size":7}}            | 400 old.size: found 7, which is no value of legacy.Size (at 1:16)
          {"any":{"@type":"x/y.Z"}}     | 400 any: found the type "x/y.Z", expected type.googleapis.com/ and a message of the schema (at 1:8)
          """)
  void post_wrongThough_isRefusedWhereTheUnknownIsIgnored(String body, String fault) {
    TestApi lenient = api(ParseOptions.DEFAULT.withUnknownFields(UnknownFields.IGNORE));
    assertThat(lenient.refused("POST /v1/things", body)).isEqualTo(fault);
  }

  @Test
  void post_aThousandUnknownFields_listsAHundred() {
    String body =
        IntStream.range(0, 1000)
            .mapToObj(i -> "\"x" + i + "\":0")
            .collect(Collectors.joining(",", "{", "}"));
    TestApi warning = api(ParseOptions.DEFAULT.withUnknownFields(UnknownFields.WARN));
    assertThat(ignored(warning, body)).hasSize(100);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "{\"%s\":1}",
        "{\"i32\":\"%s\"}",
        "{\"color\":\"%s\"}",
        "{\"flag\":\"%s\"}",
        "{\"labels\":{\"%s\":1}}",
        "{\"byInt\":{\"%s\":\"\"}}",
        "{\"time\":\"%s\"}",
        "{\"mask\":\"%s,,\"}",
        "{\"any\":{\"@type\":\"%s\"}}",
        "{\"any\":{\"@type\":\"x/things.Thing\",\"%s\":1}}",
        "{\"old\":{\"[%s]\":1}}"
      })
  void post_longTextOfTheClient_isToldInShort(String body) {
    TestApi strict = api(ParseOptions.DEFAULT);
    for (String letter : List.of("x", "é", "平", "😀")) {
      String fault = strict.refused("POST /v1/things", body.formatted(letter.repeat(10_000)));
      assertThat(fault).startsWith("400 ").doesNotContain("\ufffd").hasSizeLessThan(300);
    }
    TestApi warning = api(ParseOptions.DEFAULT.withUnknownFields(UnknownFields.WARN));
    assertThat(ignored(warning, "{\"%s\":1}".formatted("x".repeat(10_000))))
        .containsExactly("x".repeat(64) + "...");
  }

  private static List<String> ignored(TestApi api, String body) {
    RouteMatch.Found<CompiledMethod> found = api.find("POST /v1/things");
    try (RequestEncoder encoder = found.target().request(api.workspace(), found, null, null)) {
      byte[] bytes = utf8(body);
      encoder.write(bytes, 0, bytes.length);
      encoder.finish();
      return encoder.ignored();
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
