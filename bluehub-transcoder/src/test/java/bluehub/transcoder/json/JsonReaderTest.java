package bluehub.transcoder.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bluehub.transcoder.fault.Place;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

  private static List<String> read(String text) {
    return Transcript.ofAnyPieces(text.getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT);
  }

  private static List<String> read(String text, JsonLimits limits) {
    return Transcript.ofAnyPieces(text.getBytes(StandardCharsets.UTF_8), limits);
  }

  private static String last(List<String> tokens) {
    return tokens.getLast();
  }

  // --- the grammar of RFC 8259

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          {}                              | {,}
          []                              | [,]
          null                            | null
          true                            | true
          false                           | false
          "a"                             | string a
          ""                              | 'string '
          0                               | number 0
          -0                              | number -0
          -12.5e+3                        | number -12.5e+3
          1E2                             | number 1E2
          1e-2                            | number 1e-2
          0.10                            | number 0.10
          0e0                             | number 0e0
          {"a":1}                         | {,name a,number 1,}
          {"a":{"b":[]}}                  | {,name a,{,name b,[,],},}
          {"":0;"a":0}                    | {,'name ',number 0,name a,number 0,}
          [1;[2];{}]                      | [,number 1,[,number 2,],{,},]
          [null;true;false;"";-1]         | [,null,true,false,'string ',number -1,]
          """)
  void next_value_givesItsTokens(String text, String tokens) {
    // a semicolon stands for the comma, which parts the tokens
    List<String> expected =
        List.of(tokens.replace("'string '", "string ").replace("'name '", "name ").split(","));
    assertThat(read(text.replace(';', ',')))
        .isEqualTo(expected.stream().map(t -> t.replace(';', ',')).toList());
  }

  @Test
  void next_whiteSpaceBetweenAllTokens_isNothing() {
    assertThat(read(" \t\r\n{ \n\"a\" : [ 1 , 2 ] \t}\r\n "))
        .containsExactly("{", "name a", "[", "number 1", "number 2", "]", "}");
  }

  @ParameterizedTest
  @CsvSource({"''", "' '", "'\t\r\n '"})
  void next_whiteSpaceAlone_isTheEndAtOnce(String text) {
    assertThat(read(text)).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          # text            | what was found                        | line | column
          {                 | the text ends in the middle of an object | 1 | 2
          [1,               | the text ends in the middle of an array  | 1 | 4
          {"a"              | the text ends in the middle of an object | 1 | 5
          {"a":             | the text ends in the middle of an object | 1 | 6
          {"a":1            | the text ends in the middle of an object | 1 | 7
          "abc              | the text ends in the middle of a string  | 1 | 1
          "abc\\            | the text ends in the middle of a string  | 1 | 1
          "\\u12            | the text ends in the middle of a string  | 1 | 1
          tru               | found 't', expected true                 | 1 | 1
          nul               | found 'n', expected null                 | 1 | 1
          trux              | found 't', expected true                 | 1 | 1
          False             | found 'F', expected a JSON value         | 1 | 1
          NaN               | found 'N', expected a JSON value         | 1 | 1
          Infinity          | found 'I', expected a JSON value         | 1 | 1
          undefined         | found 'u', expected a JSON value         | 1 | 1
          [1,]              | found ']', expected a JSON value         | 1 | 4
          [,1]              | found ',', expected a JSON value         | 1 | 2
          [1 2]             | found '2', expected ',' or ']'           | 1 | 4
          [1}               | found '}', expected ',' or ']'           | 1 | 3
          {"a":1]           | found ']', expected ',' or '}'           | 1 | 7
          {"a":1,}          | found '}', expected a member name in double quotes | 1 | 8
          {,}               | found ',', expected a member name in double quotes | 1 | 2
          {a:1}             | found 'a', expected a member name in double quotes | 1 | 2
          {1:1}             | found '1', expected a member name in double quotes | 1 | 2
          {"a" 1}           | found '1', expected ':' after the member name      | 1 | 6
          {"a"=1}           | found '=', expected ':' after the member name      | 1 | 5
          {"a":1 "b":2}     | found '"', expected ',' or '}'           | 1 | 8
          {"a":,}           | found ',', expected a JSON value         | 1 | 6
          {"a"::1}          | found ':', expected a JSON value         | 1 | 6
          {} {}             | found '{', expected nothing after the JSON value | 1 | 4
          1 2               | found '2', expected nothing after the JSON value | 1 | 3
          []]               | found ']', expected nothing after the JSON value | 1 | 3
          1,                | found ',', expected nothing after the JSON value | 1 | 2
          ]                 | found ']', expected a JSON value         | 1 | 1
          // c              | found '/', expected a JSON value         | 1 | 1
          [1/*c*/]          | found '/', expected ',' or ']'           | 1 | 3
          # numbers: RFC 8259 §6
          01                | a malformed number                       | 1 | 1
          -01               | a malformed number                       | 1 | 1
          -                 | a malformed number                       | 1 | 1
          -a                | a malformed number                       | 1 | 1
          +1                | found '+', expected a JSON value         | 1 | 1
          .5                | found '.', expected a JSON value         | 1 | 1
          [1.]              | a malformed number                       | 1 | 2
          1.                | a malformed number                       | 1 | 1
          [1.e1]            | a malformed number                       | 1 | 2
          [1e]              | a malformed number                       | 1 | 2
          1e+               | a malformed number                       | 1 | 1
          0x10              | found 'x', expected nothing after the JSON value | 1 | 2
          1_000             | found '_', expected nothing after the JSON value | 1 | 2
          -Infinity         | a malformed number                       | 1 | 1
          # strings: RFC 8259 §7
          "\\x"             | found an unknown escape sequence         | 1 | 2
          "\\'"             | found an unknown escape sequence         | 1 | 2
          "ab\\u12G4"       | a malformed \\u escape                   | 1 | 8
          "\\u00e"          | a malformed \\u escape                   | 1 | 7
          "\\U0041"         | found an unknown escape sequence         | 1 | 2
          '"a\tb"'          | the control character U+0009             | 1 | 3
          '"a\nb"'          | the control character U+000A             | 1 | 3
          '"a\u0000"'       | the control character U+0000             | 1 | 3
          '''a'''           | expected a JSON value                    | 1 | 1
          “a”               | found '“', expected a JSON value         | 1 | 1
          [1，2]            | found '，', expected ',' or ']'          | 1 | 3
          '\u00a01'         | expected a JSON value                    | 1 | 1
          '\ufeff{}'        | expected a JSON value                    | 1 | 1
          # surrogates
          "\\ud800"         | the lone surrogate \\uD800               | 1 | 2
          "\\udc00"         | the lone surrogate \\uDC00               | 1 | 2
          "\\ud83dx"        | the lone surrogate \\uD83D               | 1 | 2
          "\\ud83d\\n"      | the lone surrogate \\uD83D               | 1 | 2
          "\\ud83d\\ud83d"  | the lone surrogate \\uD83D               | 1 | 2
          "\\ude00\\ud83d"  | the lone surrogate \\uDE00               | 1 | 2
          # places in later lines; columns count bytes
          '{\n  "a": x}'    | found 'x', expected a JSON value         | 2 | 8
          '[\n\n\n"平" x]'  | found 'x', expected ',' or ']'           | 4 | 7
          '\r\n\r\n x'      | found 'x', expected a JSON value         | 3 | 2
          """)
  void next_brokenGrammar_isRefusedWithItsPlace(String text, String found, int line, int column) {
    assertThat(last(read(text)))
        .startsWith("fault 400 the body is not valid JSON: ")
        .contains(found)
        .endsWith("(at %d:%d)".formatted(line, column));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8, 0x0b, 0x0c, 0x1f})
  void next_controlCharacterBetweenTokens_isToldByItsNumber(int control) {
    assertThat(last(read("[" + (char) control + "1]")))
        .contains("found the byte 0x%02X, expected a JSON value (at 1:2)".formatted(control));
  }

  // --- strings

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          "\\" \\\\ \\/"             | " \\ /
          "\\u0041\\u00e9\\u5E73"       | Aé平
          "\\ud83d\\ude00"              | 😀
          "\\uD83D\\uDE00!"             | 😀!
          "a\\u0041b😀c\\u00e9d"        | aAb😀céd
          "long enough for words of eight bytes, then \\"quoted\\", then 平仮名 and the rest" \
            | long enough for words of eight bytes, then "quoted", then 平仮名 and the rest
          "\\u0080\\u07ff\\u0800\\uffff\\ud800\\udc00\\udbff\\udfff" \
            | \u0080\u07ff\u0800\uffff\ud800\udc00\udbff\udfff
          """)
  void next_escapes_areUnescaped(String text, String value) {
    assertThat(read(text)).containsExactly("string " + value);
  }

  @Test
  void next_controlCharactersEscaped_areTaken() {
    assertThat(read("\"\\b\\f\\n\\r\\t\\u0000\\u001f\""))
        .containsExactly("string \b\f\n\r\t\u0000\u001f");
  }

  @Test
  void next_escapedName_isUnescaped() {
    assertThat(read("{\"\\u0061\\n\":1}")).containsExactly("{", "name a\n", "number 1", "}");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    // the bounds of Unicode's table 3-7
    "00, false",
    "7f, true",
    "c280, true",
    "dfbf, true",
    "e0a080, true",
    "ed9fbf, true",
    "ee8080, true",
    "efbfbf, true",
    "f0908080, true",
    "f48fbfbf, true",
    // a continuation byte alone, overlong forms, surrogates, beyond U+10FFFF, cut sequences
    "80, false",
    "bf, false",
    "c080, false",
    "c1bf, false",
    "e09fbf, false",
    "eda080, false",
    "edbfbf, false",
    "f08fbfbf, false",
    "f4908080, false",
    "f5808080, false",
    "fe, false",
    "ff, false",
    "c2, false",
    "c241, false",
    "e0a0, false",
    "e0a041, false",
    "f09080, false",
    "f0908041, false",
    "c2c2, false"
  })
  void next_bytesInAString_areUtf8OrRefused(String hex, boolean wellFormed) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    for (String before : List.of("", "1234567", "12345678", "\\n")) {
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      text.writeBytes(("\"" + before).getBytes(StandardCharsets.US_ASCII));
      text.writeBytes(bytes);
      text.writeBytes("\"".getBytes(StandardCharsets.US_ASCII));
      String result = last(Transcript.ofAnyPieces(text.toByteArray(), JsonLimits.DEFAULT));
      if (wellFormed) {
        assertThat(result).startsWith("string ").doesNotContain("\ufffd");
      } else {
        assertThat(result).startsWith("fault 400").contains("(at 1:" + (2 + before.length()) + ")");
      }
    }
  }

  // --- limits

  @Test
  void next_deeperThanTheLimit_isRefusedAtTheBracket() {
    JsonLimits limits = new JsonLimits(3, 10, 100, 100);
    assertThat(read("[{\"a\":[]}]", limits)).doesNotContain("fault").hasSize(7);
    assertThat(last(read("[{\"a\":[[]]}]", limits)))
        .isEqualTo(
            "fault 400 the body is not valid JSON: the text nests deeper than 3, the limit (at"
                + " 1:8)");
  }

  @Test
  void next_depthOfOneHundred_isTheDefaultLimit() {
    assertThat(Transcript.of("[".repeat(100) + "]".repeat(100))).hasSize(200);
    assertThat(last(Transcript.of("[".repeat(101) + "]".repeat(101)))).contains("deeper than 100");
  }

  @Test
  void next_siblings_doNotAddToTheDepth() {
    JsonLimits limits = new JsonLimits(2, 10, 100, 100);
    assertThat(read("[[],[],{},[]]", limits)).hasSize(10);
  }

  @ParameterizedTest
  @CsvSource({
    "12345, true",
    "[12345], true",
    "-1234, true",
    "1.2e5, true",
    "123456, false",
    "[123456], false",
    "-12345, false",
    "1.2e55, false",
    "123456., false",
    "12345678x, false"
  })
  void next_numberLongerThanTheLimit_isRefused(String text, boolean taken) {
    String last = last(read(text, new JsonLimits(9, 5, 100, 100)));
    if (taken) {
      assertThat(last).doesNotContain("fault");
    } else {
      assertThat(last).contains("a number has more than 5 characters, the limit (at 1:");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [1,2,3]               | true
          [1,2,3,4]             | false
          {"a":1,"b":2,"c":3}   | true
          {"a":[1,2],"b":3}     | false
          [[],[],[]]            | true
          [[],[],[[]]]          | false
          [[[[]]]]              | true
          [[[[1]]]]             | false
          """)
  void next_moreMembersThanTheLimit_areRefused(String text, boolean taken) {
    assertThat(last(read(text, new JsonLimits(9, 5, 3, 100))).contains("more than 3 members"))
        .isEqualTo(!taken);
  }

  @Test
  void feed_moreBytesThanTheLimit_isRefusedAsTooLarge() {
    JsonLimits limits = new JsonLimits(9, 5, 3, 4);
    assertThat(Transcript.of("\"ab\"".getBytes(StandardCharsets.UTF_8), limits))
        .containsExactly("string ab");
    assertThat(last(Transcript.of("\"abc\"".getBytes(StandardCharsets.UTF_8), limits)))
        .isEqualTo("fault 413 the body has more than 4 bytes, the limit");
    assertThat(last(Transcript.of("1    ".getBytes(StandardCharsets.UTF_8), limits, 1, 2, 3, 4)))
        .isEqualTo("fault 413 the body has more than 4 bytes, the limit");
  }

  // --- pieces

  @Test
  void feed_longStringByteByByte_takesLinearTime() {
    // were it quadratic, this would copy half a terabyte
    byte[] text = ("[\"" + "x".repeat(1 << 20) + "\",1]").getBytes(StandardCharsets.UTF_8);
    int[] cuts = new int[text.length];
    for (int i = 0; i < cuts.length; i++) {
      cuts[i] = i;
    }
    assertThat(Transcript.of(text, JsonLimits.DEFAULT, cuts))
        .isEqualTo(Transcript.of(text, JsonLimits.DEFAULT));
  }

  @Test
  void feed_heldInputByteByByte_takesLinearTime() {
    JsonReader reader = new JsonReader();
    reader.reset(JsonLimits.DEFAULT);
    byte[] text = ("[" + "1,".repeat(1 << 19) + "1]").getBytes(StandardCharsets.UTF_8);
    reader.feed(text, 0, 1);
    assertThat(reader.next()).isEqualTo(JsonToken.BEGIN_ARRAY);
    reader.hold();
    byte[] one = new byte[1];
    for (int i = 1; i < text.length; i++) {
      one[0] = text[i];
      drain(reader);
      reader.feed(one, 0, 1);
    }
    while (reader.depth() > 0) {
      reader.next();
    }
    assertThat(new String(reader.buffer(), reader.held(), text.length, StandardCharsets.UTF_8))
        .isEqualTo(new String(text, StandardCharsets.UTF_8));
    assertThat(reader.position() - reader.held()).isEqualTo(text.length);
  }

  @Test
  void feed_randomTextsInRandomPieces_giveTheSameTokens() {
    Random random = new Random(8259);
    for (int round = 0; round < 2_000; round++) {
      byte[] text = new RandomJson(random).text().getBytes(StandardCharsets.UTF_8);
      if (random.nextInt(3) == 0) {
        damage(text, random);
      }
      List<String> whole = Transcript.of(text, JsonLimits.DEFAULT);
      int[] cuts = random.ints(1 + random.nextInt(9), 0, text.length + 1).sorted().toArray();
      assertThat(Transcript.of(text, JsonLimits.DEFAULT, cuts))
          .as(() -> new String(text, StandardCharsets.UTF_8))
          .isEqualTo(whole);
    }
  }

  private static void damage(byte[] text, Random random) {
    text[random.nextInt(text.length)] =
        (byte) "{}[]\",:\\u0x-e.\n\u0080\u00ff".charAt(random.nextInt(17));
  }

  private static void drain(JsonReader reader) {
    int token = reader.next();
    while (token != JsonToken.MORE) {
      token = reader.next();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [12,3]     | 12
          ["12",3]   | 12
          [-1.5e3]   | -1.5e3
          ["1e2"]    | 1e2
          [ 12]      | none
          ["12 "]    | none
          [" 12"]    | none
          ["1\\u0032"] | none
          [01]       | none
          [1.]       | none
          ["NaN"]    | none
          [null]     | none
          []         | none
          [12        | none
          ["12       | none
          ["12"      | 12
          [12345678] | none
          """)
  void takeNumber_anElement_isTakenWholeOrNotAtAll(String text, String number) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    JsonReader reader = new JsonReader();
    reader.reset(new JsonLimits(9, 6, 100, 100));
    reader.feed(utf8, 0, utf8.length);
    assertThat(reader.next()).isEqualTo(JsonToken.BEGIN_ARRAY);
    int before = reader.position();
    boolean taken = reader.takeNumber();
    assertThat(taken ? reader.text() : "none").isEqualTo(number);
    assertThat(reader.position() > before).isEqualTo(taken);
  }

  @Test
  void takeNumber_aStringThatAPieceCuts_goesOnAfterIt() {
    JsonReader reader = new JsonReader();
    reader.reset(JsonLimits.DEFAULT);
    byte[] first = "[1,\"2".getBytes(StandardCharsets.UTF_8);
    byte[] second = "3\",\"4\"]".getBytes(StandardCharsets.UTF_8);
    reader.feed(first, 0, first.length);
    assertThat(reader.next()).isEqualTo(JsonToken.BEGIN_ARRAY);
    assertThat(reader.takeNumber()).isTrue();
    assertThat(reader.takeNumber()).isFalse();
    assertThat(reader.next()).isEqualTo(JsonToken.MORE);
    reader.feed(second, 0, second.length);
    assertThat(reader.takeNumber()).isTrue();
    assertThat(reader.text()).isEqualTo("23");
    assertThat(reader.next()).isEqualTo(JsonToken.STRING);
    assertThat(reader.text()).isEqualTo("4");
  }

  @Test
  void takeNumber_moreElementsThanTheLimit_isRefusedAtTheComma() {
    JsonReader reader = new JsonReader();
    reader.reset(new JsonLimits(9, 5, 2, 100));
    byte[] text = "[1,2,3]".getBytes(StandardCharsets.UTF_8);
    reader.feed(text, 0, text.length);
    assertThat(reader.next()).isEqualTo(JsonToken.BEGIN_ARRAY);
    assertThat(reader.takeNumber()).isTrue();
    assertThat(reader.takeNumber()).isTrue();
    assertThatThrownBy(reader::takeNumber)
        .hasMessageContaining("more than 2 members")
        .hasMessageContaining("(at 1:5)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a":1}x   | 3 | true
          {"a":[]}   | 4 | true
          {}         | 1 | false
          {"a":1 }   | 3 | false
          {"a":1,}   | 3 | false
          {"a":}     | 2 | false
          {"a"}      | 2 | false
          {"a":"1"   | 3 | false
          [1}        | 2 | false
          [1]        | 2 | false
          """)
  void takeEnd_afterAValueOfAnObject_takesTheBraceAndNothingElse(
      String text, int tokens, boolean taken) {
    JsonReader reader = after(text, tokens);
    int before = reader.position();
    int depth = reader.depth();
    assertThat(reader.takeEnd()).isEqualTo(taken);
    assertThat(reader.position()).isEqualTo(taken ? before + 1 : before);
    assertThat(reader.depth()).isEqualTo(taken ? depth - 1 : depth);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [{},{}]        | 3 | true
          [1,{"a":1}]    | 2 | true
          [{}]           | 1 | false
          [1{}]          | 2 | false
          [1, {}]        | 2 | false
          [1 ,{}]        | 2 | false
          [1,[]]         | 2 | false
          [1,            | 2 | false
          {"a":1,{}}     | 3 | false
          """)
  void takeObject_afterAnElement_takesCommaAndBraceOrNothing(
      String text, int tokens, boolean taken) {
    JsonReader reader = after(text, tokens);
    int before = reader.position();
    int depth = reader.depth();
    assertThat(reader.takeObject()).isEqualTo(taken);
    assertThat(reader.position()).isEqualTo(taken ? before + 2 : before);
    assertThat(reader.depth()).isEqualTo(taken ? depth + 1 : depth);
    assertThat(taken && reader.next() == JsonToken.MORE).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          9 | 2   | more than 2 members | 1:5
          2 | 100 | deeper than 2       | 1:7
          """)
  void takeObject_beyondALimit_isRefusedWhereNextRefuses(
      int depth, int members, String message, String place) {
    JsonReader reader = new JsonReader();
    reader.reset(new JsonLimits(depth, 9, members, 100));
    byte[] text = (members == 2 ? "[1,2,{}]" : "[1,[2,{}]]").getBytes(StandardCharsets.UTF_8);
    reader.feed(text, 0, text.length);
    for (int token = 0; token < (members == 2 ? 3 : 4); token++) {
      reader.next();
    }
    assertThatThrownBy(reader::takeObject)
        .hasMessageContaining(message)
        .hasMessageContaining(place);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}   | 2 | true
          `{} `  | 2 | false
          {}}  | 2 | false
          {    | 1 | false
          1    | 0 | false
          """)
  void isAtEnd_ofATextWithoutMore_onlyAfterItsValue(String text, int tokens, boolean atEnd) {
    assertThat(after(text, tokens).isAtEnd()).isEqualTo(atEnd);
  }

  private static JsonReader after(String text, int tokens) {
    JsonReader reader = new JsonReader();
    reader.reset(JsonLimits.DEFAULT);
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    reader.feed(utf8, 0, utf8.length);
    for (int token = 0; token < tokens; token++) {
      assertThat(reader.next()).isNotEqualTo(JsonToken.MORE);
    }
    return reader;
  }

  @Test
  void reset_afterAFaultInTheMiddle_beginsAnew() {
    JsonReader reader = new JsonReader();
    byte[] text = "{\"a\":\"\\".getBytes(StandardCharsets.UTF_8);
    reader.reset(JsonLimits.DEFAULT);
    reader.feed(text, 0, text.length);
    drain(reader);
    reader.reset(JsonLimits.DEFAULT);
    reader.feed(new byte[] {'7'}, 0, 1);
    reader.finish();
    assertThat(reader.next()).isEqualTo(JsonToken.NUMBER);
    assertThat(reader.text()).isEqualTo("7");
    assertThat(reader.place()).isEqualTo(new Place(1, 1, 0));
  }

  @Test
  void reset_atAPlace_goesOnFromThere() {
    JsonReader reader = new JsonReader();
    reader.reset(JsonLimits.DEFAULT, new Place(3, 5, 70), 98);
    byte[] text = "[\n [ []]]".getBytes(StandardCharsets.UTF_8);
    reader.feed(text, 0, text.length);
    assertThat(reader.next()).isEqualTo(JsonToken.BEGIN_ARRAY);
    assertThat(reader.place()).isEqualTo(new Place(3, 5, 70));
    assertThat(reader.next()).isEqualTo(JsonToken.BEGIN_ARRAY);
    assertThat(reader.place()).isEqualTo(new Place(4, 2, 73));
    assertThatThrownBy(reader::next)
        .hasMessageContaining("nests deeper than")
        .hasMessageContaining("(at 4:4)");
  }
}
