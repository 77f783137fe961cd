package bluehub.transcoder;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.transcoder.codec.ParseOptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a message's fields come from: path, body, query. */
class BindingTest {
  private final TestApi api = new TestApi();
  private final TestApi refusing =
      new TestApi(
          ApiOptions.defaults().withParse(ParseOptions.DEFAULT.withRefuseDifferingPath(true)));

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # the path gives its field a value of its type
          GET /v1/things/a%20b                | `` | name: "a b"
          GET /v1/numbers/-9223372036854775808 | `` | i64: -9223372036854775808
          GET /v1/numbers/0                   | `` | ``
          GET /v1/colors/RED                  | `` | color: RED
          GET /v1/colors/77                   | `` | color: 77
          GET /v1/bins/-_8                    | `` | bin: "\\373\\377"
          GET /v1/flags/true                  | `` | flag: true
          GET /v1/deep/a/7                    | `` | child { name: "a" child { i32: 7 } }
          GET /v1/picks/a                     | `` | pick_text: "a"
          # the path wins over the body, under both spellings and at any depth
          POST /v1/things/a                   | {"name":"b","i32":1} | name: "a" i32: 1
          POST /v1/things/a                   | {"i32":1} | name: "a" i32: 1
          POST /v1/things/a                   | {"name":null} | name: "a"
          POST /v1/things/a                   | {"name":{"any":["thing"]}} | name: "a"
          POST /v1/things/a                   | `` | name: "a"
          POST /v1/things/a                   | {} | name: "a"
          POST /v1/deep/a/7                   | {"child":{"name":"b","child":{"i32":8,"i64":9}}} | child { name: "a" child { i32: 7 i64: 9 } }
          POST /v1/deep/a/7                   | {"child":{"child":null}} | child { name: "a" child { i32: 7 } }
          POST /v1/deep/a/7                   | {"child":null,"name":"x"} | child { name: "a" child { i32: 7 } } name: "x"
          POST /v1/deep/a/7                   | {"name":"x"} | child { name: "a" child { i32: 7 } } name: "x"
          POST /v1/deep/a/7                   | {"child":{"i32":1}} | child { name: "a" i32: 1 child { i32: 7 } }
          POST /v1/deep/a/7                   | {"things":[{"child":{"name":"b"}}]} | child { name: "a" child { i32: 7 } } things { child { name: "b" } }
          POST /v1/picks/a                    | {"pickText":"b"} | pick_text: "a"
          POST /v1/inpicks/a                  | {"pickThing":{"name":"b","i32":1}} | pick_thing { name: "a" i32: 1 }
          # rules have proto names, also where one is another field's json_name
          GET /v1/rights/a                    | `` | right: "a"
          GET /v1/rights/a?right=b            | `` | left: "b" right: "a"
          GET /v1/rights/a?rechts=b           | `` | right: "a"
          POST /v1/only/right                 | "a" | right: "a"
          # also over a well-known type that holds its field
          GET /v1/boxes/7                     | `` | box_i32 { value: 7 }
          GET /v1/boxes/0?boxI32=5            | `` | box_i32 {}
          GET /v1/times/0?time=1970-01-01T00:00:05Z | `` | time {}
          POST /v1/boxes/7                    | {"i32":1} | box_i32 { value: 7 } i32: 1
          POST /v1/boxes/7                    | {"boxI32":5,"i32":1} | box_i32 { value: 7 } i32: 1
          POST /v1/boxes/0                    | {"boxI32":5} | box_i32 {}
          POST /v1/boxes/7                    | {"boxI32":null} | box_i32 { value: 7 }
          POST /v1/boxes/7                    | {"boxI32":{"a":[1]},"i32":1} | box_i32 { value: 7 } i32: 1
          POST /v1/boxed/7                    | 5 | box_i32 { value: 7 }
          POST /v1/boxed/7                    | null | box_i32 { value: 7 }
          POST /v1/boxed/7                    | `` | box_i32 { value: 7 }
          POST /v1/times/7                    | {"time":"1970-01-01T00:00:05.5Z"} | time { seconds: 7 }
          POST /v1/texts/a                    | "b" | value: "a"
          POST /v1/texts/a                    | `` | value: "a"
          # body: a field
          POST /v1/child/a                    | {"name":"b"} | name: "a" child { name: "b" }
          POST /v1/child/a                    | {} | name: "a" child {}
          POST /v1/child/a                    | `` | name: "a"
          POST /v1/child/a                    | ` \t\n` | name: "a"
          POST /v1/child/a                    | null | name: "a"
          POST /v1/inchild/a                  | {"name":"b","i32":1} | child { name: "a" i32: 1 }
          POST /v1/inchild/a                  | `` | child { name: "a" }
          POST /v1/inchild/a                  | null | child { name: "a" }
          POST /v1/only/name                  | "a" | name: "a"
          POST /v1/only/name                  | "" | ``
          POST /v1/only/i64                   | "-7" | i64: -7
          POST /v1/only/i64                   | 7e0 | i64: 7
          POST /v1/only/flag                  | true | flag: true
          POST /v1/only/bin                   | "AA==" | bin: "\\000"
          POST /v1/only/color                 | "RED" | color: RED
          POST /v1/only/color                 | 1000 | color: FAR
          POST /v1/only/ints                  | [1,"2",3] | ints: 1 ints: 2 ints: 3
          POST /v1/only/ints                  | [] | ``
          POST /v1/only/ints                  | null | ``
          POST /v1/only/words                 | ["a",""] | words: "a" words: ""
          POST /v1/only/things                | [{},{"i32":1}] | things {} things { i32: 1 }
          POST /v1/only/labels                | {"a":"b","":""} | labels { key: "a" value: "b" } labels { key: "" value: "" }
          POST /v1/only/parts                 | {"a":{"name":"b"}} | parts { key: "a" value { name: "b" } }
          POST /v1/only/time                  | "1970-01-01T00:00:01Z" | time { seconds: 1 }
          POST /v1/only/box                   | 5 | box_i32 { value: 5 }
          POST /v1/only/box                   | 0 | box_i32 {}
          POST /v1/only/struct                | {"a":1} | struct { fields { key: "a" value { number_value: 1 } } }
          POST /v1/only/value                 | null | value { null_value: NULL_VALUE }
          POST /v1/only/value                 | [1] | value { list_value { values { number_value: 1 } } }
          POST /v1/only/list                  | ["a"] | list { values { string_value: "a" } }
          POST /v1/only/any                   | {"i32":1,"@type":"x/things.Thing"} | any { type_url: "x/things.Thing" value: " \\001" }
          POST /v1/only/null                  | null | ``
          POST /v1/only/old                   | {"inner":{"a":1}} | old { Inner { a: 1 } }
          # the whole body is a well-known type
          POST /v1/struct                     | {"a":[]} | fields { key: "a" value { list_value {} } }
          POST /v1/struct                     | `` | ``
          POST /v1/value                      | "a" | string_value: "a"
          POST /v1/value                      | null | null_value: NULL_VALUE
          POST /v1/value                      | `` | ``
          POST /v1/empty                      | {} | ``
          # body and query together
          POST /v1/child/a?i32=5&color=RED    | {"i32":6} | name: "a" i32: 5 color: RED child { i32: 6 }
          POST /v1/child/a?i32=5              | `` | name: "a" i32: 5
          POST /v1/inchild/a?labels[x]=y      | {} | child { name: "a" } labels { key: "x" value: "y" }
          POST /v1/only/ints?words=a&words=b  | [1] | ints: 1 words: "a" words: "b"
          # the path wins over the query
          GET /v1/things/a?name=b             | `` | name: "a"
          GET /v1/things/a?name=b&name=c&name | `` | name: "a"
          GET /v1/numbers/7?i64=x             | `` | i64: 7
          GET /v1/deep/a/7?child.name=b&child.child.i32=8&child.i32=9 | `` | child { name: "a" i32: 9 child { i32: 7 } }
          POST /v1/things/a?name=b            | {} | name: "a"
          POST /v1/things/a?name=b            | {"name":"c"} | name: "a"
          POST /v1/deep/a/7?child.name=b      | {} | child { name: "a" child { i32: 7 } }
          POST /v1/picks/a?pick_text=b        | {} | pick_text: "a"
          POST /v1/inchild/a?i32=1            | {"child":{"name":"x"}} | i32: 1 child { name: "a" child { name: "x" } }
          # no body in the rule, none sent
          DELETE /v1/things/a                 | `` | name: "a"
          POST /v1/nobody/a                   | `` | name: "a"
          """)
  void request_fields_comeFromPathBodyAndQuery(String line, String body, String message) {
    api.assertAccepted(line, body, message);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # what the path gives is no value of its field
          GET /v1/numbers/a                   | `` | 400 i64: found "a", expected an integer of 64 bits
          GET /v1/numbers/9223372036854775808 | `` | 400 i64: found 9223372036854775808, expected an integer from -9223372036854775808 to 9223372036854775807
          GET /v1/colors/PINK                 | `` | 400 color: found "PINK", which is no value of things.Color
          GET /v1/bins/!                      | `` | 400 bin: found a string that is not base64 (RFC 4648)
          GET /v1/flags/yes                   | `` | 400 flag: found "yes", expected true or false
          GET /v1/deep/a/b                    | `` | 400 child.child.i32: found "b", expected an integer of 32 bits
          POST /v1/deep/a/b                   | {} | 400 child.child.i32: found "b", expected an integer of 32 bits
          # a body that the rule does not take
          GET /v1/things                      | {} | 400 the request has a body, expected none: its rule maps no body
          DELETE /v1/things/a                 | x  | 400 the request has a body, expected none: its rule maps no body
          POST /v1/nobody/a                   | ` ` | 400 the request has a body, expected none: its rule maps no body
          # another member of the oneof that the path sets
          POST /v1/picks/a                    | {"pickInt":1} | 400 pick_text: its oneof has another member set already
          POST /v1/inpicks/a                  | {"pickInt":1} | 400 pick_thing: its oneof has another member set already
          POST /v1/inpicks/a                  | {"pickThing":null,"pickInt":1} | 400 pick_int: its oneof has another member set already (at 1:29)
          POST /v1/inpick/a                   | {} | 400 pick_text: its oneof has another member set already
          GET /v1/picks/a?pick_int=1          | `` | 400 pick_int: its oneof has another member set already
          # path fields twice in one body are still twice
          POST /v1/things/a                   | {"name":"b","name":"b"} | 400 name: the field is given twice (at 1:13)
          # what the body gives, the query cannot
          POST /v1/things?i32=1               | {} | 400 i32: unknown query parameter: the body gives all that the path does not
          POST /v1/things?child.i32=1         | {} | 400 child.i32: unknown query parameter: the body gives all that the path does not
          POST /v1/things?labels[a]=b         | {} | 400 labels[a]: unknown query parameter: the body gives all that the path does not
          POST /v1/things?nope=1              | {} | 400 nope: unknown query parameter: no such field in things.Thing
          POST /v1/child/a?child.i32=1        | {} | 400 child.i32: unknown query parameter: the body gives that field
          POST /v1/child/a?child=1            | {} | 400 child: unknown query parameter: the body gives that field
          POST /v1/only/ints?ints=1           | [] | 400 ints: unknown query parameter: the body gives that field
          # bodies that are a field
          POST /v1/child/a                    | 1  | 400 child: found a number "1", expected an object for things.Thing (at 1:1)
          POST /v1/child/a                    | {"ints":["x"]} | 400 child.ints[0]: found "x", expected an integer of 32 bits (at 1:10)
          POST /v1/child/a                    | {} {} | 400 child: the body is not valid JSON: found '{', expected nothing after the JSON value (at 1:4)
          POST /v1/only/name                  | {} | 400 name: found an object, expected a string (at 1:1)
          POST /v1/only/ints                  | {} | 400 ints: found an object, expected an array (at 1:1)
          POST /v1/only/ints                  | [1,[]] | 400 ints[1]: found an array, expected an integer of 32 bits (at 1:4)
          POST /v1/only/labels                | {"a":1} | 400 labels["a"]: found a number "1", expected a string (at 1:6)
          POST /v1/only/time                  | "x" | 400 time: the text is malformed, expected a timestamp such as "1972-01-01T10:00:20.021Z" from year 0001 to 9999 (RFC 3339) (at 1:1)
          POST /v1/empty                      | {"a":1} | 400 a: no such field in google.protobuf.Empty (at 1:2)
          """)
  void request_whatDoesNotFit_isRefused(String line, String body, String fault) {
    assertThat(api.refused(line, body)).isEqualTo(fault);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          POST /v1/things/a                   | {"name":"a"} | name: "a"
          POST /v1/things/a                   | {"name":null} | name: "a"
          POST /v1/numbers/7                  | {"i64":"7"} | i64: 7
          POST /v1/numbers/7                  | {"i64":7.0} | i64: 7
          POST /v1/numbers/0                  | {"i64":0} | ``
          POST /v1/colors/RED                 | {"color":1} | color: RED
          POST /v1/deep/a/7                   | {"child":{"name":"a","child":{"i32":7}}} | child { name: "a" child { i32: 7 } }
          GET /v1/things/a?name=a             | `` | name: "a"
          POST /v1/boxes/7                    | {"boxI32":7.0} | box_i32 { value: 7 }
          GET /v1/boxes/7?boxI32=7            | `` | box_i32 { value: 7 }
          GET /v1/numbers/7?i64=7.0           | `` | i64: 7
          GET /v1/colors/RED?color=CRIMSON    | `` | color: RED
          """)
  void request_pathValueRepeated_isTakenWhereDifferingOnesAreRefused(
      String line, String body, String message) {
    refusing.assertAccepted(line, body, message);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          POST /v1/things/a                   | {"name":"b"} | 400 name: the path gives the field another value than the body (at 1:9)
          POST /v1/things/a                   | {"name":""} | 400 name: the path gives the field another value than the body (at 1:9)
          POST /v1/things/a                   | {"name":{}} | 400 name: found an object, expected a string (at 1:9)
          POST /v1/numbers/7                  | {"i64":8} | 400 i64: the path gives the field another value than the body (at 1:8)
          POST /v1/colors/RED                 | {"color":"PINK"} | 400 color: the path gives the field another value than the body (at 1:10)
          POST /v1/colors/NONE                | {"color":"PINK"} | 400 color: the path gives the field another value than the body (at 1:10)
          POST /v1/deep/a/7                   | {"child":{"child":{"i32":8}}} | 400 child.child.i32: the path gives the field another value than the body (at 1:26)
          POST /v1/boxes/7                    | {"boxI32":5} | 400 box_i32: the path gives the field another value than the body (at 1:11)
          GET /v1/boxes/7?boxI32=5            | `` | 400 boxI32: the path gives the field "7", the query "5"
          POST /v1/inchild/a                  | {"name":"b"} | 400 child.name: the path gives the field another value than the body (at 1:9)
          GET /v1/things/a?name=b             | `` | 400 name: the path gives the field "a", the query "b"
          GET /v1/things/a?name=a&name=b      | `` | 400 name: the path gives the field "a", the query "b"
          GET /v1/numbers/7?i64=x             | `` | 400 i64: the path gives the field "7", the query "x"
          GET /v1/deep/a/7?child.name=b       | `` | 400 child.name: the path gives the field "a", the query "b"
          """)
  void request_differingPathValue_isRefusedByOption(String line, String body, String fault) {
    assertThat(refusing.refused(line, body)).isEqualTo(fault);
  }

  @ParameterizedTest
  @CsvSource({"GET /v1/things", "DELETE /v1/things/a", "POST /v1/nobody/a"})
  void request_unexpectedBody_isIgnoredByOption(String line) {
    TestApi ignoring =
        new TestApi(
            ApiOptions.defaults().withParse(ParseOptions.DEFAULT.withIgnoreUnexpectedBody(true)));
    ignoring.assertAccepted(line, "{\"not\": json", line.endsWith("a") ? "name: \"a\"" : "");
  }
}
