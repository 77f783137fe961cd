package bluehub.transcoder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JSON bodies as input messages. */
class RequestBodyTest {
  private final TestApi api = new TestApi();

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # scalars in their own form and as strings
          {"d":1.5,"f":-2.5,"i32":-3,"i64":-4,"u32":5,"u64":6} | d: 1.5 f: -2.5 i32: -3 i64: -4 u32: 5 u64: 6
          {"s32":-7,"s64":-8,"f32":9,"f64":10,"sf32":-11,"sf64":-12} | s32: -7 s64: -8 f32: 9 f64: 10 sf32: -11 sf64: -12
          {"d":"1.5","f":"-2.5","i32":"-3","i64":"-4","u32":"5","u64":"6"} | d: 1.5 f: -2.5 i32: -3 i64: -4 u32: 5 u64: 6
          {"i32":1e2,"i64":1.0,"u32":"3.0e1","u64":100e-2,"s64":"-1E1"} | i32: 100 i64: 1 u32: 30 u64: 1 s64: -10
          {"flag":true,"color":"RED","name":"é平😀\\n"} | flag: true color: RED name: "é平😀\\n"
          # the ends of the ranges
          {"i32":-2147483648,"s32":-2147483648,"sf32":2147483647} | i32: -2147483648 s32: -2147483648 sf32: 2147483647
          {"u32":4294967295,"f32":4294967295} | u32: 4294967295 f32: 4294967295
          {"i64":-9223372036854775808,"s64":"9223372036854775807","sf64":-9223372036854775808} | i64: -9223372036854775808 s64: 9223372036854775807 sf64: -9223372036854775808
          {"u64":18446744073709551615,"f64":"18446744073709551615"} | u64: 18446744073709551615 f64: 18446744073709551615
          {"d":1.7976931348623157e308,"f":3.4028235e38} | d: 1.7976931348623157e308 f: 3.4028235e38
          {"d":"Infinity","f":"-Infinity"} | d: inf f: -inf
          {"d":"NaN","f":"NaN"} | d: nan f: nan
          {"d":-0.0,"f":-0} | d: -0.0 f: -0.0
          # bytes in both alphabets, with padding and without
          {"bin":"-_8="} | bin: "\\373\\377"
          {"bin":"+/8"} | bin: "\\373\\377"
          {"bins":["","AA==","AAAA"]} | bins: "" bins: "\\000" bins: "\\000\\000\\000"
          # enums by name, by alias, by number; open enums take any number
          {"color":"CRIMSON"} | color: RED
          {"color":1000} | color: FAR
          {"color":-5} | color: DARK
          {"color":77} | color: 77
          {"color":1e3} | color: FAR
          {"colors":["RED",0,"DARK",12]} | colors: RED colors: NONE colors: DARK colors: 12
          # defaults: not there without presence, there with it
          {"i32":0,"name":"","flag":false,"color":"NONE","bin":"","d":0} | ``
          {"optInt":0,"optText":"","optColor":"NONE"} | opt_int: 0 opt_text: "" opt_color: NONE
          {"pickInt":0} | pick_int: 0
          {"otherFlag":false} | other_flag: false
          # names: json_name and proto name
          {"optInt":1,"opt_text":"a"} | opt_int: 1 opt_text: "a"
          {"surname":"a"} | given_name: "a"
          {"given_name":"a"} | given_name: "a"
          {"right":"a","rechts":"b"} | left: "a" right: "b"
          {"left":"a"} | left: "a"
          {"o\\"d\\\\d 平":"a"} | odd: "a"
          {"\\u0069\\u0033\\u0032":1} | i32: 1
          # nulls are absent
          {"name":null,"i32":null,"optInt":null,"ints":null,"labels":null,"child":null,"time":null,"boxI32":null,"any":null,"pickText":null,"pickInt":1} | pick_int: 1
          {"value":null} | value { null_value: NULL_VALUE }
          {"nullValue":null} | null_value: NULL_VALUE
          {"pickNull":null} | pick_null: NULL_VALUE
          {"pickNull":"NULL_VALUE"} | pick_null: NULL_VALUE
          {"values":[null]} | values { null_value: NULL_VALUE }
          {"valueMap":{"a":null}} | value_map { key: "a" value { null_value: NULL_VALUE } }
          # lists
          {"ints":[],"words":[],"things":[]} | ``
          {"ints":[1,"2",3.0],"words":["a",""],"reals":[1,"NaN"]} | ints: 1 ints: 2 ints: 3 words: "a" words: "" reals: 1 reals: nan
          {"loose":[1,-1]} | loose: 1 loose: -1
          {"things":[{},{"name":"a"},{"things":[{}]}]} | things {} things { name: "a" } things { things {} }
          {"times":["1970-01-01T00:00:01Z"],"boxes":[1,0]} | times { seconds: 1 } boxes { value: 1 } boxes {}
          # maps
          {"labels":{},"parts":{}} | ``
          {"labels":{"b":"1","a":"2","":""}} | labels { key: "b" value: "1" } labels { key: "a" value: "2" } labels { key: "" value: "" }
          {"byInt":{"-1":"a","2147483647":"b","1e1":"c"}} | by_int { key: -1 value: "a" } by_int { key: 2147483647 value: "b" } by_int { key: 10 value: "c" }
          {"byUint":{"18446744073709551615":"a"}} | by_uint { key: 18446744073709551615 value: "a" }
          {"byFlag":{"true":"a","false":"b"}} | by_flag { key: true value: "a" } by_flag { key: false value: "b" }
          {"bySigned":{"-9223372036854775808":"AA"}} | by_signed { key: -9223372036854775808 value: "\\000" }
          {"counts":{"a":"9","b":0},"paints":{"a":"RED","b":5}} | counts { key: "a" value: 9 } counts { key: "b" value: 0 } paints { key: "a" value: RED } paints { key: "b" value: 5 }
          {"parts":{"a":{},"b":{"parts":{"c":{"i32":1}}}}} | parts { key: "a" value {} } parts { key: "b" value { parts { key: "c" value { i32: 1 } } } }
          {"boxMap":{"a":1}} | box_map { key: "a" value { value: 1 } }
          # messages
          {"child":{}} | child {}
          {"child":{"child":{"i32":1},"name":"a"},"name":"b"} | child { child { i32: 1 } name: "a" } name: "b"
          {"pickThing":{}} | pick_thing {}
          {"empty":{}} | empty {}
          # well-known types
          {"time":"2016-12-15T12:23:32.000000049Z"} | time { seconds: 1481804612 nanos: 49 }
          {"time":"1969-12-31T23:59:59.5Z"} | time { seconds: -1 nanos: 500000000 }
          {"time":"1970-01-01T01:30:00+01:30"} | time {}
          {"time":"0001-01-01T00:00:00Z"} | time { seconds: -62135596800 }
          {"time":"9999-12-31T23:59:59.999999999Z"} | time { seconds: 253402300799 nanos: 999999999 }
          {"time":"2000-02-29T00:00:00Z"} | time { seconds: 951782400 }
          {"span":"1.5s"} | span { seconds: 1 nanos: 500000000 }
          {"span":"-0.000000001s"} | span { nanos: -1 }
          {"span":"-315576000000.999999999s"} | span { seconds: -315576000000 nanos: -999999999 }
          {"span":"0s"} | span {}
          {"mask":"name,child.optInt"} | mask { paths: "name" paths: "child.opt_int" }
          {"mask":""} | mask {}
          {"boxD":1.5,"boxF":"NaN","boxI64":"1","boxU64":2,"boxI32":3,"boxU32":4} | box_d { value: 1.5 } box_f { value: nan } box_i64 { value: 1 } box_u64 { value: 2 } box_i32 { value: 3 } box_u32 { value: 4 }
          {"boxFlag":false,"boxText":"","boxBin":""} | box_flag {} box_text {} box_bin {}
          {"struct":{"a":1,"b":[true,null,"x"],"c":{}}} | struct { fields { key: "a" value { number_value: 1 } } fields { key: "b" value { list_value { values { bool_value: true } values { null_value: NULL_VALUE } values { string_value: "x" } } } } fields { key: "c" value { struct_value {} } } }
          {"value":"NaN"} | value { string_value: "NaN" }
          {"value":[]} | value { list_value {} }
          {"list":[1,[]]} | list { values { number_value: 1 } values { list_value {} } }
          # Any: the type first, last, with a value, inside of another, of another prefix
          {"any":{"@type":"type.googleapis.com/things.Thing","i32":1}} | any { [type.googleapis.com/things.Thing] { i32: 1 } }
          {"any":{"i32":1,"child":{"name":"a"},"@type":"type.googleapis.com/things.Thing"}} | any { [type.googleapis.com/things.Thing] { i32: 1 child { name: "a" } } }
          {"any":{"@type":"type.googleapis.com/google.protobuf.Duration","value":"1s"}} | any { [type.googleapis.com/google.protobuf.Duration] { seconds: 1 } }
          {"any":{"value":{"a":1},"@type":"type.googleapis.com/google.protobuf.Struct"}} | any { [type.googleapis.com/google.protobuf.Struct] { fields { key: "a" value { number_value: 1 } } } }
          {"any":{"@type":"type.googleapis.com/google.protobuf.Any","value":{"@type":"type.googleapis.com/things.Thing","name":"a"}}} | any { [type.googleapis.com/google.protobuf.Any] { [type.googleapis.com/things.Thing] { name: "a" } } }
          {"any":{"@type":"type.googleapis.com/things.Thing","any":{"@type":"type.googleapis.com/google.protobuf.Int32Value","value":1}}} | any { [type.googleapis.com/things.Thing] { any { [type.googleapis.com/google.protobuf.Int32Value] { value: 1 } } } }
          {"any":{"@type":"example.com/x/legacy.Old","number":1}} | any { type_url: "example.com/x/legacy.Old" value: "\\010\\001" }
          {"any":{}} | any {}
          {"anys":[{},{"@type":"type.googleapis.com/things.Thing"}]} | anys {} anys { [type.googleapis.com/things.Thing] {} }
          # proto2: groups, extensions, closed enums
          {"old":{"must":"a","inner":{"a":1,"old":{"number":2}},"row":[{"cell":"x"},{}]}} | old { must: "a" Inner { a: 1 old { number: 2 } } Row { cell: "x" } Row {} }
          {"old":{"picked":{"b":1}}} | old { Picked { b: 1 } }
          {"old":{"number":0,"text":"","size":"SMALL"}} | old { number: 0 text: "" size: SMALL }
          {"old":{"[legacy.ext_int]":5,"[legacy.ext_words]":["a","b"],"[legacy.Old.nested_ext]":{"flag":false}}} | old { [legacy.ext_int]: 5 [legacy.ext_words]: "a" [legacy.ext_words]: "b" [legacy.Old.nested_ext] { flag: false } }
          {"old":{"plain":[1,2],"packed":[3,4],"sizes":["SMALL",2],"sizesBy":{"1":"LARGE"}}} | old { plain: 1 plain: 2 packed: 3 packed: 4 sizes: SMALL sizes: LARGE sizes_by { key: 1 value: LARGE } }
          # white space
          ` { "ints" : [ 1 , 2 ] , "name":\t"a" }\r\n` | ints: 1 ints: 2 name: "a"
          {} | ``
          `` | ``
          ` \t\r\n ` | ``
          """)
  void put_body_becomesTheMessage(String body, String message) {
    api.assertAccepted("POST /v1/things", body, message);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # not JSON
          {"name":"a"                 | 400 the body is not valid JSON: the text ends in the middle of an object (at 1:12)
          {"name":"a"} x              | 400 the body is not valid JSON: found 'x', expected nothing after the JSON value (at 1:14)
          {"name":"a"}{}              | 400 the body is not valid JSON: found '{', expected nothing after the JSON value (at 1:13)
          {"child":{"name":'a'}}      | 400 child.name: the body is not valid JSON: found ''', expected a JSON value (at 1:18)
          {"ints":[1,2,]}             | 400 ints[2]: the body is not valid JSON: found ']', expected a JSON value (at 1:14)
          {"name":"\\ud800"}          | 400 name: the body is not valid JSON: found the lone surrogate \\uD800 in a string (at 1:10)
          # another kind of value
          1                           | 400 found a number "1", expected an object for things.Thing (at 1:1)
          []                          | 400 found an array, expected an object for things.Thing (at 1:1)
          null                        | 400 found null, expected an object for things.Thing (at 1:1)
          {"name":1}                  | 400 name: found a number "1", expected a string (at 1:9)
          {"name":{}}                 | 400 name: found an object, expected a string (at 1:9)
          {"flag":"true"}             | 400 flag: found a string "true", expected true or false (at 1:9)
          {"flag":1}                  | 400 flag: found a number "1", expected true or false (at 1:9)
          {"i32":true}                | 400 i32: found true, expected an integer of 32 bits (at 1:8)
          {"i32":"a"}                 | 400 i32: found "a", expected an integer of 32 bits (at 1:8)
          {"i32":""}                  | 400 i32: found "", expected an integer of 32 bits (at 1:8)
          {"i32":" 1"}                | 400 i32: found " 1", expected an integer of 32 bits (at 1:8)
          {"i32":"0x1"}               | 400 i32: found "0x1", expected an integer of 32 bits (at 1:8)
          {"i32":"01"}                | 400 i32: found "01", expected an integer of 32 bits (at 1:8)
          {"i32":1.5}                 | 400 i32: found 1.5, expected an integer of at most 64 bits (at 1:8)
          {"i32":2147483648}          | 400 i32: found 2147483648, expected an integer from -2147483648 to 2147483647 (at 1:8)
          {"u32":-1}                  | 400 u32: found -1, expected an integer from 0 to 4294967295 (at 1:8)
          {"u32":4294967296}          | 400 u32: found 4294967296, expected an integer from 0 to 4294967295 (at 1:8)
          {"i64":9223372036854775808} | 400 i64: found 9223372036854775808, expected an integer from -9223372036854775808 to 9223372036854775807 (at 1:8)
          {"u64":-1}                  | 400 u64: found -1, expected an integer from 0 to 18446744073709551615 (at 1:8)
          {"u64":18446744073709551616} | 400 u64: found 18446744073709551616, expected an integer of at most 64 bits (at 1:8)
          {"d":1e309}                 | 400 d: found 1e309, expected a number that fits into a double (at 1:6)
          {"f":1e39}                  | 400 f: found 1e39, expected a number that fits into a float (at 1:6)
          {"d":"nan"}                 | 400 d: found "nan", expected a number (at 1:6)
          {"d":"inf"}                 | 400 d: found "inf", expected a number (at 1:6)
          {"bin":"*"}                 | 400 bin: found a string that is not base64 (RFC 4648) (at 1:8)
          {"color":"PINK"}            | 400 color: found "PINK", which is no value of things.Color (at 1:10)
          {"color":"red"}             | 400 color: found "red", which is no value of things.Color (at 1:10)
          {"color":1.5}               | 400 color: found 1.5, expected an integer of at most 64 bits (at 1:10)
          {"color":true}              | 400 color: found true, expected a value of things.Color (at 1:10)
          {"ints":1}                  | 400 ints: found a number "1", expected an array (at 1:9)
          {"ints":{}}                 | 400 ints: found an object, expected an array (at 1:9)
          {"labels":[]}               | 400 labels: found an array, expected an object (at 1:11)
          {"child":[]}                | 400 child: found an array, expected an object for things.Thing (at 1:10)
          {"old":{"size":7}}          | 400 old.size: found 7, which is no value of legacy.Size (at 1:16)
          # where in lists and maps
          {"ints":[1,"x"]}            | 400 ints[1]: found "x", expected an integer of 32 bits (at 1:12)
          {"ints":[null]}             | 400 ints[0]: found null as an element, expected an integer of 32 bits (at 1:10)
          {"things":[{},{"child":{"ints":[0,0,"x"]}}]} | 400 things[1].child.ints[2]: found "x", expected an integer of 32 bits (at 1:37)
          {"things":[null]}           | 400 things[0]: found null as an element, expected things.Thing (at 1:12)
          {"labels":{"a":1}}          | 400 labels["a"]: found a number "1", expected a string (at 1:16)
          {"labels":{"a":null}}       | 400 labels["a"]: found null as a map's value, expected a string (at 1:16)
          {"parts":{"a.b":{"i32":"x"}}} | 400 parts["a.b"].i32: found "x", expected an integer of 32 bits (at 1:24)
          {"byInt":{"-7":1}}          | 400 by_int[-7]: found a number "1", expected a string (at 1:16)
          {"byUint":{"18446744073709551615":1}} | 400 by_uint[18446744073709551615]: found a number "1", expected a string (at 1:35)
          {"byFlag":{"true":1}}       | 400 by_flag[true]: found a number "1", expected a string (at 1:19)
          {"bySigned":{"-1":"*"}}     | 400 by_signed[-1]: found a string that is not base64 (RFC 4648) (at 1:19)
          {"byInt":{"a":"b"}}         | 400 by_int: found "a", expected an integer of 32 bits (at 1:11)
          {"byInt":{"1":"a","b":"b"}} | 400 by_int: found "b", expected an integer of 32 bits (at 1:19)
          {"byFlag":{"True":"b"}}     | 400 by_flag: found the key "True", expected true or false (at 1:12)
          {"struct":{"a":[1,{"b":1e999}]}} | 400 struct["a"][1]["b"]: found 1e999, expected a number that fits into a double (at 1:24)
          # times
          {"time":"2000-01-01"}       | 400 time: the text is malformed, expected a timestamp such as "1972-01-01T10:00:20.021Z" from year 0001 to 9999 (RFC 3339) (at 1:9)
          {"time":1}                  | 400 time: found a number "1", expected the string of a google.protobuf.Timestamp (at 1:9)
          {"span":"1"}                | 400 span: the text is malformed, expected a duration such as "1.5s" of at most 315,576,000,000 seconds (at 1:9)
          {"mask":"opt_int"}          | 400 mask: found a field mask path with '_', expected its fields in lowerCamelCase (at 1:9)
          {"mask":"a,,b"}             | 400 mask: found an empty path in a field mask (at 1:9)
          # unknown fields
          {"nope":1}                  | 400 nope: no such field in things.Thing (at 1:2)
          {"child":{"nope":{}}}       | 400 child.nope: no such field in things.Thing (at 1:11)
          {"Name":"a"}                | 400 Name: no such field in things.Thing (at 1:2)
          {"things":[{"nope":1}]}     | 400 things[0].nope: no such field in things.Thing (at 1:13)
          {"old":{"[legacy.nope]":1}} | 400 old.[legacy.nope]: no such field in legacy.Old (at 1:9)
          {"@type":1}                 | 400 @type: no such field in things.Thing (at 1:2)
          # twice
          {"name":"a","name":"a"}     | 400 name: the field is given twice (at 1:13)
          {"optInt":1,"opt_int":1}    | 400 opt_int: the field is given twice (at 1:13)
          {"opt_int":null,"optInt":1} | 400 opt_int: the field is given twice (at 1:17)
          {"child":{"name":"a"},"child":{}} | 400 child: the field is given twice (at 1:23)
          {"labels":{"a":"","b":"","a":""}} | 400 labels["a"]: the key is given twice (at 1:26)
          {"labels":{"a":"","\\u0061":""}} | 400 labels["a"]: the key is given twice (at 1:19)
          {"byInt":{"1":"","1.0":""}} | 400 by_int[1]: the key is given twice (at 1:18)
          {"struct":{"a":1,"a":1}}    | 400 struct["a"]: the key is given twice (at 1:18)
          {"pickText":"","pickInt":1} | 400 pick_int: its oneof has another member set already (at 1:26)
          {"pickThing":{},"pickNull":null} | 400 pick_null: its oneof has another member set already (at 1:28)
          {"value":{"a":{"b":1,"b":2}}} | 400 value["a"]["b"]: the key is given twice (at 1:22)
          # Any
          {"any":{"i32":1}}           | 400 any: found no "@type", which a google.protobuf.Any needs (at 1:17)
          {"any":{"@type":1}}         | 400 any.@type: found a number, expected a string (at 1:17)
          {"any":{"@type":"things.Thing"}} | 400 any: found the type "things.Thing", expected type.googleapis.com/ and a message of the schema (at 1:8)
          {"any":{"@type":"type.googleapis.com/x.Y"}} | 400 any: found the type "type.googleapis.com/x.Y", expected type.googleapis.com/ and a message of the schema (at 1:8)
          {"any":{"@type":"type.googleapis.com/things.Thing","i32":"x"}} | 400 any.i32: found "x", expected an integer of 32 bits (at 1:58)
          {"any":{"@type":"type.googleapis.com/things.Thing","nope":1}} | 400 any.nope: no such field in things.Thing (at 1:52)
          {"any":{"@type":"type.googleapis.com/things.Thing","@type":"type.googleapis.com/things.Thing"}} | 400 any.@type: the field is given twice (at 1:52)
          {"any":{"@type":"type.googleapis.com/google.protobuf.Duration"}} | 400 any: found no "value", expected it to hold the google.protobuf.Duration (at 1:63)
          {"any":{"@type":"type.googleapis.com/google.protobuf.Duration","value":"1"}} | 400 any.value: the text is malformed, expected a duration such as "1.5s" of at most 315,576,000,000 seconds (at 1:72)
          {"any":{"@type":"type.googleapis.com/google.protobuf.Duration","value":"1s","x":1}} | 400 any.x: no such field in an Any of google.protobuf.Duration (at 1:77)
          {"anys":[{},{"@type":"type.googleapis.com/things.Thing","any":{"@type":"x/legacy.Old","number":"y"}}]} | 400 anys[1].any.number: found "y", expected an integer of 32 bits (at 1:96)
          {"any":[]}                  | 400 any: found an array, expected an object for google.protobuf.Any (at 1:8)
          """)
  void put_wrongBody_isRefusedWithFieldAndPlace(String body, String fault) {
    assertThat(api.refused("POST /v1/things", body)).isEqualTo(fault);
  }
}
