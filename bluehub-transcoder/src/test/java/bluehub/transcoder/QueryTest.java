package bluehub.transcoder;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.transcoder.codec.ParseOptions;
import bluehub.transcoder.codec.PrintOptions;
import bluehub.transcoder.codec.RequestEncoder;
import bluehub.transcoder.codec.UnknownFields;
import bluehub.transcoder.fault.RequestFault;
import bluehub.transcoder.json.JsonLimits;
import bluehub.transcoder.route.RouteMatch;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Query parameters as fields, and as what they say of the answer. */
class QueryTest {
  private final TestApi api = new TestApi();

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # the form
          name=a&i32=1             | name: "a" i32: 1
          name=a%20b%26c%3Dd       | name: "a b&c=d"
          name=a+b%2Bc             | name: "a b+c"
          name=%E5%B9%B3%F0%9F%98%80 | name: "平😀"
          name=平😀                | name: "平😀"
          name=a=b                 | name: "a=b"
          name=                    | ``
          name                     | ``
          opt_text                 | opt_text: ""
          opt_text=                | opt_text: ""
          &&name=a&                | name: "a"
          n%61me=a                 | name: "a"
          # names
          optInt=1                 | opt_int: 1
          opt_int=1                | opt_int: 1
          surname=a                | given_name: "a"
          given_name=a             | given_name: "a"
          right=a&rechts=b         | left: "a" right: "b"
          child.optInt=1&child.opt_text=x | child { opt_int: 1 opt_text: "x" }
          child.child.name=a&child.name=b&child.child.i32=1 | child { name: "b" child { name: "a" i32: 1 } }
          pick_thing.pickThing.name=a | pick_thing { pick_thing { name: "a" } }
          old.inner.a=1            | old { Inner { a: 1 } }
          # extensions, by their full names in brackets
          old.[legacy.ext_int]=1   | old { [legacy.ext_int]: 1 }
          old.%5Blegacy.ext_int%5D=1 | old { [legacy.ext_int]: 1 }
          old.[legacy.ext_words]=a&old.[legacy.ext_words]=b | old { [legacy.ext_words]: "a" [legacy.ext_words]: "b" }
          old.[legacy.ext_size]=SMALL | old { [legacy.ext_size]: SMALL }
          old.[legacy.Old.nested_ext].[legacy.Old.nested_ext].inner.a=1 | old { [legacy.Old.nested_ext] { [legacy.Old.nested_ext] { Inner { a: 1 } } } }
          old.[legacy.Old.nested_ext].sizes_by[1]=LARGE | old { [legacy.Old.nested_ext] { sizes_by { key: 1 value: LARGE } } }
          # scalars
          d=1.5&f=-2&i32=-3&i64=-4&u32=5&u64=6 | d: 1.5 f: -2 i32: -3 i64: -4 u32: 5 u64: 6
          s32=-7&s64=-8&f32=9&f64=10&sf32=-11&sf64=-12 | s32: -7 s64: -8 f32: 9 f64: 10 sf32: -11 sf64: -12
          i32=2147483647&u32=4294967295&s32=-2147483648 | i32: 2147483647 u32: 4294967295 s32: -2147483648
          i64=-9223372036854775808&u64=18446744073709551615 | i64: -9223372036854775808 u64: 18446744073709551615
          s64=9223372036854775807&f64=18446744073709551615 | s64: 9223372036854775807 f64: 18446744073709551615
          d=NaN&f=-Infinity        | d: nan f: -inf
          d=1e-3&i32=1e2           | d: 0.001 i32: 100
          d=-0                     | d: -0.0
          i32=0&opt_int=0          | opt_int: 0
          flag=true                | flag: true
          flag=false&other_flag=false | other_flag: false
          bin=-_8                  | bin: "\\373\\377"
          bin=-_8=                 | bin: "\\373\\377"
          bin=%2B/8%3D             | bin: "\\373\\377"
          color=RED&opt_color=1000 | color: RED opt_color: FAR
          color=-5                 | color: DARK
          color=12                 | color: 12
          pick_null=NULL_VALUE     | pick_null: NULL_VALUE
          # repeated
          ints=1&ints=2&ints=1     | ints: 1 ints: 2 ints: 1
          ints=1&name=a&ints=2     | ints: 1 ints: 2 name: "a"
          words=a&words=&words     | words: "a" words: "" words: ""
          words=a,b                | words: "a,b"
          colors=RED&colors=0      | colors: RED colors: NONE
          loose=1&loose=2          | loose: 1 loose: 2
          bins=AA&bins=            | bins: "\\000" bins: ""
          child.ints=1&child.ints=2 | child { ints: 1 ints: 2 }
          # maps
          labels[a]=1&labels[b]=2  | labels { key: "a" value: "1" } labels { key: "b" value: "2" }
          labels%5Ba%5D=1          | labels { key: "a" value: "1" }
          labels[a.b[c]=1          | labels { key: "a.b[c" value: "1" }
          labels[]=                | labels { key: "" value: "" }
          by_int[-1]=a&byInt[2]=b  | by_int { key: -1 value: "a" } by_int { key: 2 value: "b" }
          by_uint[18446744073709551615]=a | by_uint { key: 18446744073709551615 value: "a" }
          by_flag[true]=a&by_flag[false]=b | by_flag { key: true value: "a" } by_flag { key: false value: "b" }
          counts[a]=9&paints[a]=RED | counts { key: "a" value: 9 } paints { key: "a" value: RED }
          box_map[a]=0             | box_map { key: "a" value {} }
          by_signed[-1]=AA         | by_signed { key: -1 value: "\\000" }
          child.labels[a]=b        | child { labels { key: "a" value: "b" } }
          # well-known types in their JSON text
          time=2016-12-15T12:23:32.000000049Z | time { seconds: 1481804612 nanos: 49 }
          time=1970-01-01T01:00:00%2B01:00 | time {}
          span=-1.5s               | span { seconds: -1 nanos: -500000000 }
          mask=name,child.optInt   | mask { paths: "name" paths: "child.opt_int" }
          mask=name,child.opt_int  | mask { paths: "name" paths: "child.opt_int" }
          mask=                    | mask {}
          box_i32=0&box_text=&box_flag=false | box_i32 {} box_text {} box_flag {}
          boxD=1.5&boxU64=18446744073709551615&boxBin=_w | box_d { value: 1.5 } box_u64 { value: 18446744073709551615 } box_bin { value: "\\377" }
          child.time=1970-01-01T00:00:01Z | child { time { seconds: 1 } }
          # fields that are named as system parameters
          alt=x&key=y&fields=z     | alt: "x" key: "y" fields: "z"
          # system parameters
          $alt=json&$prettyPrint=true&$key=k&$fields=a,b&$callback=f&$userProject=p | ``
          $.xgafv=2&$ct=x&$req=y&$unique=z&$apiVersion=v1 | ``
          prettyPrint=false&access_token=t&oauth_token=t&callback=f&quotaUser=q&uploadType=u&upload_protocol=v&userIp=i | ``
          """)
  void get_query_setsTheFields(String query, String message) {
    api.assertAccepted("GET /v1/things?" + query, "", message);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # escapes
          name=%                   | 400 the query has a '%' without two hexadecimal digits at character 6
          name=a%2                 | 400 the query has a '%' without two hexadecimal digits at character 7
          a=%zz                    | 400 the query has a '%' without two hexadecimal digits at character 3
          name=%４１               | 400 the query has a '%' without two hexadecimal digits at character 6
          name=%ff                 | 400 the query is not UTF-8 after percent-decoding
          name=%c0%80              | 400 the query is not UTF-8 after percent-decoding
          name=%ed%a0%80           | 400 the query is not UTF-8 after percent-decoding
          # names
          nope=1                   | 400 nope: unknown query parameter: no such field in things.Thing
          Name=a                   | 400 Name: unknown query parameter: no such field in things.Thing
          child.nope=1             | 400 child.nope: unknown query parameter: no such field in things.Thing
          child..name=a            | 400 child..name: unknown query parameter: no such field in things.Thing
          .name=a                  | 400 .name: unknown query parameter: no such field in things.Thing
          =a                       | 400 unknown query parameter: no such field in things.Thing
          $nope=1                  | 400 $nope: unknown query parameter: no such field in things.Thing
          $name=1                  | 400 $name: unknown query parameter: no such field in things.Thing
          name.x=1                 | 400 name.x: name is a string, which has no fields to set by a query parameter
          ints.x=1                 | 400 ints.x: ints is repeated, which has no fields to set by a query parameter
          things.name=a            | 400 things.name: things is repeated, which has no fields to set by a query parameter
          labels.a=b               | 400 labels.a: labels is repeated, which has no fields to set by a query parameter
          time.seconds=1           | 400 time.seconds: time is google.protobuf.Timestamp, which has no fields to set by a query parameter
          [legacy.ext_int]=1       | 400 [legacy.ext_int]: unknown query parameter: no such field in things.Thing
          old.[legacy.nope]=1      | 400 old.[legacy.nope]: unknown query parameter: no such field in legacy.Old
          old.[legacy.ext_int=1    | 400 old.[legacy.ext_int: unknown query parameter: no such field in legacy.Old
          old.legacy.ext_int=1     | 400 old.legacy.ext_int: unknown query parameter: no such field in legacy.Old
          old.ext_int=1            | 400 old.ext_int: unknown query parameter: no such field in legacy.Old
          old.[legacy.ext_int]x=1  | 400 old.[legacy.ext_int]x: unknown query parameter: no such field in legacy.Old
          old.[legacy.ext_int].x=1 | 400 old.[legacy.ext_int].x: [legacy.ext_int] is an integer of 32 bits, which has no fields to set by a query parameter
          old.[legacy.ext_words][x]=1 | 400 old.[legacy.ext_words][x]: the field is no map, expected its name without brackets
          old.[legacy.Old.nested_ext]=1 | 400 old.[legacy.Old.nested_ext]: a query parameter cannot give legacy.Old
          old.[legacy.ext_int]=1&old.[legacy.ext_int]=2 | 400 old.[legacy.ext_int]: the field is given twice
          []=1                     | 400 []: unknown query parameter: no such field in things.Thing
          old.=1                   | 400 old.: unknown query parameter: no such field in legacy.Old
          labels[a].b=1            | 400 labels[a].b: unknown query parameter: no such field in things.Thing
          # values
          i32=x                    | 400 i32: found "x", expected an integer of 32 bits
          i32=                     | 400 i32: found "", expected an integer of 32 bits
          i32                      | 400 i32: found "", expected an integer of 32 bits
          i32=+1                   | 400 i32: found " 1", expected an integer of 32 bits
          i32=2147483648           | 400 i32: found 2147483648, expected an integer from -2147483648 to 2147483647
          u64=-1                   | 400 u64: found -1, expected an integer from 0 to 18446744073709551615
          i32=1.5                  | 400 i32: found 1.5, expected an integer of at most 64 bits
          i32=0x10                 | 400 i32: found "0x10", expected an integer of 32 bits
          d=1,5                    | 400 d: found "1,5", expected a number
          flag=1                   | 400 flag: found "1", expected true or false
          flag=TRUE                | 400 flag: found "TRUE", expected true or false
          flag                     | 400 flag: found "", expected true or false
          bin=*                    | 400 bin: found a string that is not base64 (RFC 4648)
          color=PINK               | 400 color: found "PINK", which is no value of things.Color
          color=                   | 400 color: found "", which is no value of things.Color
          old.size=3               | 400 old.size: found 3, which is no value of legacy.Size
          time=now                 | 400 time: the text is malformed, expected a timestamp such as "1972-01-01T10:00:20.021Z" from year 0001 to 9999 (RFC 3339)
          span=1                   | 400 span: the text is malformed, expected a duration such as "1.5s" of at most 315,576,000,000 seconds
          mask=a,,b                | 400 mask: found an empty path in a field mask
          mask=a%0eb               | 400 mask: found a character that no field mask path has
          child.ints=1&child.ints=x | 400 child.ints: found "x", expected an integer of 32 bits
          by_int[x]=a              | 400 by_int: found "x", expected an integer of 32 bits
          by_flag[1]=a             | 400 by_flag: found "1", expected true or false
          counts[a]=x              | 400 counts: found "x", expected an integer of 64 bits
          # twice
          name=a&name=a            | 400 name: the field is given twice
          opt_int=1&optInt=2       | 400 optInt: the field is given twice
          child.name=a&child.name= | 400 child.name: the field is given twice
          labels[a]=1&labels[a]=2  | 400 labels: the key "a" is given twice
          by_int[1]=a&by_int[1.0]=b | 400 by_int: the key "1.0" is given twice
          pick_int=1&pick_text=a   | 400 pick_text: its oneof has another member set already
          pick_int=1&pick_thing.name=a | 400 pick_thing: its oneof has another member set already
          child.other_flag=true&child.other_color=RED | 400 child.other_color: its oneof has another member set already
          # kinds that a parameter cannot give
          child=a                  | 400 child: a query parameter cannot give things.Thing
          things=a                 | 400 things: a query parameter cannot give a repeated things.Thing
          times=1970-01-01T00:00:00Z | 400 times: a query parameter cannot give a repeated google.protobuf.Timestamp
          boxes=1                  | 400 boxes: a query parameter cannot give a repeated google.protobuf.Int32Value
          struct={}                | 400 struct: a query parameter cannot give google.protobuf.Struct
          value=1                  | 400 value: a query parameter cannot give google.protobuf.Value
          any=x                    | 400 any: a query parameter cannot give google.protobuf.Any
          parts[a]=b               | 400 parts[a]: a query parameter cannot give things.Thing
          labels=a                 | 400 labels: the field is a map, expected name[key]=value
          name[a]=b                | 400 name[a]: the field is no map, expected its name without brackets
          words[]=a                | 400 words[]: the field is no map, expected its name without brackets
          # system parameters with values that they do not have
          $alt=xml                 | 400 $alt: found "xml", expected "json"
          $alt=json;x=y            | 400 $alt: found "x=y", expected "enum-encoding=int"
          $prettyPrint=maybe       | 400 $prettyPrint: found "maybe", expected true or false
          """)
  void get_wrongQuery_isRefusedWithItsParameter(String query, String fault) {
    assertThat(api.refused("GET /v1/things?" + query, "")).isEqualTo(fault);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "'', false, false",
    "$alt=json, false, false",
    "$alt=json;enum-encoding=int, true, false",
    "$alt=json%3Benum-encoding%3Dint, true, false",
    "%24alt=json;enum-encoding=int, true, false",
    "$alt=json;enum-encoding=int&$alt=json;enum-encoding=string, false, false",
    "$prettyPrint=true, false, true",
    "$prettyPrint, false, true",
    "prettyPrint=1, false, true",
    "$prettyPrint=true&prettyPrint=false, false, false",
    "$alt=json;enum-encoding=int&$prettyPrint=true, true, true"
  })
  void print_systemParameters_sayHowTheAnswerIsPrinted(
      String query, boolean enumNumbers, boolean pretty) {
    for (String line : List.of("GET /v1/things?", "POST /v1/things?", "POST /v1/nobody/a?")) {
      RouteMatch.Found<CompiledMethod> found = api.find(line);
      try (RequestEncoder encoder = found.target().request(api.workspace(), found, query, null)) {
        assertThat(encoder.print())
            .isEqualTo(PrintOptions.DEFAULT.withEnumNumbers(enumNumbers).withPretty(pretty));
      }
    }
  }

  @Test
  void print_systemParameters_changeTheMethodsOwnOptions() {
    PrintOptions own = new PrintOptions(true, true, true, true);
    TestApi printing = new TestApi(ApiOptions.defaults().withPrint(own));
    RouteMatch.Found<CompiledMethod> found = printing.find("GET /v1/things");
    String query = "$alt=json;enum-encoding=string&$prettyPrint=false";
    try (RequestEncoder encoder =
        found.target().request(printing.workspace(), found, query, null)) {
      assertThat(encoder.print()).isEqualTo(new PrintOptions(true, true, false, false));
    }
  }

  @Test
  void post_bodyGivesTheField_leavesSystemParametersWithoutDollarWhatTheyAre() {
    // the body gives the field "key", so a parameter of that name can only be the API key
    api.assertAccepted("POST /v1/things?key=k&alt=json", "{\"key\":\"b\"}", "key: \"b\"");
    api.assertAccepted("POST /v1/only/key?key=k", "\"b\"", "key: \"b\"");
    // but where the path gives it, it is the field once more
    api.assertAccepted("POST /v1/keys/a?key=k", "{}", "key: \"a\"");
  }

  @Test
  void get_unknownParameters_areListedOrIgnoredByOption() {
    String query = "nope=1&name=a&child.nope=2&$zzz=3";
    assertThat(ignored(UnknownFields.WARN, query)).containsExactly("nope", "child.nope", "$zzz");
    assertThat(ignored(UnknownFields.IGNORE, query)).isEmpty();
  }

  @Test
  void post_parametersThatTheBodyGives_areListedOrIgnoredByOption() {
    TestApi warning =
        new TestApi(
            ApiOptions.defaults()
                .withParse(ParseOptions.DEFAULT.withUnknownFields(UnknownFields.WARN)));
    warning.assertAccepted("POST /v1/things?i32=1", "{\"i32\":2}", "i32: 2");
    warning.assertAccepted("POST /v1/things?time.seconds=1&name.x=1&ints.x=1", "{}", "");
    warning.assertAccepted("POST /v1/child/a?child.i32=1", "{}", "name: \"a\" child {}");
  }

  private static List<String> ignored(UnknownFields unknown, String query) {
    TestApi lenient =
        new TestApi(
            ApiOptions.defaults().withParse(ParseOptions.DEFAULT.withUnknownFields(unknown)));
    lenient.assertAccepted("GET /v1/things?" + query, "", "name: \"a\"");
    RouteMatch.Found<CompiledMethod> found = lenient.find("GET /v1/things");
    try (RequestEncoder encoder = found.target().request(lenient.workspace(), found, query, null)) {
      encoder.finish();
      return encoder.ignored();
    }
  }

  @Test
  void get_parameterDeeperThanTheLimit_isRefused() {
    JsonLimits limits = new JsonLimits(3, 100, 100, 100);
    TestApi limited =
        new TestApi(ApiOptions.defaults().withParse(ParseOptions.DEFAULT.withLimits(limits)));
    limited.assertAccepted(
        "GET /v1/things?child.child.child.i32=1", "", "child { child { child { i32: 1 } } }");
    assertThat(limited.refused("GET /v1/things?child.child.child.child.i32=1", ""))
        .isEqualTo("400 child.child.child.child: a query parameter nests deeper than 3, the limit");
    assertThat(limited.refused("GET /v1/things?" + "child.".repeat(100_000) + "i32=1", ""))
        .isEqualTo("400 child.child.child.child: a query parameter nests deeper than 3, the limit");
  }

  @Test
  void request_faultInTheQuery_givesTheEncoderBack() {
    RouteMatch.Found<CompiledMethod> found = api.find("GET /v1/things");
    for (int i = 0; i < 3; i++) {
      try (RequestEncoder encoder =
          found.target().request(api.workspace(), found, "nope=1", null)) {
        throw new AssertionError("accepted: " + encoder.print());
      } catch (RequestFault fault) {
        assertThat(fault.field()).isEqualTo("nope");
      }
    }
    api.assertAccepted("GET /v1/things?name=a", "", "name: \"a\"");
  }
}
