package bluehub.transcoder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The field mask that a PATCH implies (AIP-134). */
class PatchMaskTest {
  private static final String NAMED = "thing { name: \"things/a\" ";

  private final TestApi api = new TestApi();

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # body                          | the thing, but for its name | paths
          {"i32":1}                       | i32: 1                      | i32
          {"i32":0}                       | ``                          | i32
          {"optInt":1,"opt_text":""}      | opt_int: 1 opt_text: ""     | opt_int,opt_text
          {"surname":"x"}                 | given_name: "x"             | given_name
          # null clears
          {"i32":null,"child":null,"ints":null,"labels":null,"time":null} | `` | i32,child,ints,labels,time
          {"value":null}                  | value { null_value: NULL_VALUE } | value
          # lists, maps and well-known types end a path
          {"ints":[1],"things":[{"i32":1}]} | ints: 1 things { i32: 1 } | ints,things
          {"ints":[]}                     | ``                          | ints
          {"labels":{"a":"b"},"parts":{"a":{"i32":1}}} | labels { key: "a" value: "b" } parts { key: "a" value { i32: 1 } } | labels,parts
          {"time":"1970-01-01T00:00:01Z","boxI32":1} | time { seconds: 1 } box_i32 { value: 1 } | time,box_i32
          {"struct":{"a":{}}}             | struct { fields { key: "a" value { struct_value {} } } } | struct
          {"any":{"@type":"type.googleapis.com/things.Thing","i32":1}} | any { [type.googleapis.com/things.Thing] { i32: 1 } } | any
          # messages go on
          {"child":{"i32":1}}             | child { i32: 1 }            | child.i32
          {"child":{"child":{"i32":1,"ints":[]},"name":"x"}} | child { child { i32: 1 } name: "x" } | child.child.i32,child.child.ints,child.name
          {"child":{"i32":null},"i64":2}  | child {} i64: 2             | child.i32,i64
          {"child":{"child":{"i32":1}},"i64":2} | child { child { i32: 1 } } i64: 2 | child.child.i32,i64
          # an empty message is told itself
          {"child":{}}                    | child {}                    | child
          {"child":{"child":{},"i32":1}}  | child { child {} i32: 1 }   | child.child,child.i32
          {"old":{"inner":{"a":1},"row":[{}]}} | old { Inner { a: 1 } Row {} } | old.inner.a,old.row
          {"pickThing":{"i32":1}}         | pick_thing { i32: 1 }       | pick_thing.i32
          # what the path gives is not told
          {"name":"b","i32":1}            | i32: 1                      | i32
          """)
  void patch_body_impliesItsMask(String body, String thing, String paths) {
    StringBuilder mask = new StringBuilder();
    for (String path : paths.split(",", -1)) {
      mask.append("paths: \"").append(path).append("\" ");
    }
    api.assertAccepted("PATCH /v1/things/a", body, NAMED + thing + "} update_mask { " + mask + "}");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # the client's mask wins, whatever it is
          PATCH /v1/things/a?updateMask=i64   | {"i32":1} | thing { name: "things/a" i32: 1 } update_mask { paths: "i64" }
          PATCH /v1/things/a?update_mask=child.opt_int,name | {"i32":1} | thing { name: "things/a" i32: 1 } update_mask { paths: "child.opt_int" paths: "name" }
          PATCH /v1/things/a?update_mask=     | {"i32":1} | thing { name: "things/a" i32: 1 } update_mask {}
          # nothing was sent, so nothing is told
          PATCH /v1/things/a                  | ``        | thing { name: "things/a" }
          PATCH /v1/things/a                  | {}        | thing { name: "things/a" }
          PATCH /v1/things/a                  | null      | thing { name: "things/a" }
          PATCH /v1/things/a                  | {"name":"x"} | thing { name: "things/a" }
          # not a PATCH, or the body is not the message
          PUT /v1/things/a                    | {"i32":1} | thing { name: "things/a" i32: 1 }
          PATCH /v1/whole/a                   | {"thing":{"i32":1}} | thing { name: "a" i32: 1 }
          PATCH /v1/whole/a                   | {"thing":{"i32":1},"updateMask":"i32"} | thing { name: "a" i32: 1 } update_mask { paths: "i32" }
          # with other fields
          PATCH /v1/masked/a/true             | {"i32":1} | thing { name: "a" i32: 1 } allow_missing: true update_mask { paths: "i32" }
          PATCH /v1/things/a?allowMissing=true | {"i32":1} | thing { name: "things/a" i32: 1 } allow_missing: true update_mask { paths: "i32" }
          """)
  void patch_mask_isImpliedOnlyWhereNoneIsGiven(String line, String body, String message) {
    api.assertAccepted(line, body, message);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"child":{"nope":1}}   | 400 thing.child.nope: no such field in things.Thing (at 1:11)
          {"child":{"i32":"x"}}  | 400 thing.child.i32: found "x", expected an integer of 32 bits (at 1:17)
          {"pickInt":1,"pickThing":{}} | 400 thing.pick_thing: its oneof has another member set already (at 1:26)
          """)
  void patch_wrongBody_isRefusedWithItsPath(String body, String fault) {
    assertThat(api.refused("PATCH /v1/things/a", body)).isEqualTo(fault);
  }
}
