package bluehub.transcoder.change;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.transcoder.ProtoSource;
import bluehub.transcoder.change.SchemaChange.Kind;
import bluehub.transcoder.fault.SchemaException;
import bluehub.transcoder.schema.Schema;
import bluehub.transcoder.schema.SchemaOptions;
import com.google.protobuf.AnyProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DurationProto;
import com.google.protobuf.TimestampProto;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaChangesTest {
  /**
   * A former message's fields, the latter's, and what is told; more lines are joined by {@code +}.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          string a = 1; | string a = 1; | ''
          string a = 1; | string a = 1; string b = 2; | FIELD_ADDED lib.Book.b: is new, with number 2 and type string
          string a = 1; string b = 2; | string a = 1; | breaking FIELD_REMOVED lib.Book.b: is gone; requests that send it are refused, answers do not have it
          string a = 1; | string b = 1; | breaking FIELD_RENAMED lib.Book.a: is named b now, in JSON b instead of a
          string a = 1; | string b = 1 [json_name = "a"]; | FIELD_RENAMED lib.Book.a: is named b now, and stays a in JSON
          string a = 1; | string a = 1 [json_name = "x"]; | breaking FIELD_JSON_NAME_CHANGED lib.Book.a: is x in JSON instead of a
          string a = 1; | string a = 2; | breaking FIELD_NUMBER_CHANGED lib.Book.a: has number 2 instead of 1; gRPC clients take it for another field
          string a = 1; string b = 2; | string a = 2; string b = 1; | breaking FIELD_NUMBER_CHANGED lib.Book.a: has number 2 instead of 1; gRPC clients take it for another field + breaking FIELD_NUMBER_CHANGED lib.Book.b: has number 1 instead of 2; gRPC clients take it for another field
          int32 a = 1; | int64 a = 1; | breaking FIELD_TYPE_CHANGED lib.Book.a: is int64 instead of int32; in JSON an integer in a string instead of an integer
          int32 a = 1; | uint32 a = 1; | breaking FIELD_TYPE_CHANGED lib.Book.a: is uint32 instead of int32; its range or its form on the wire is another
          float a = 1; | double a = 1; | breaking FIELD_TYPE_CHANGED lib.Book.a: is double instead of float; its range or its form on the wire is another
          string a = 1; | bytes a = 1; | breaking FIELD_TYPE_CHANGED lib.Book.a: is bytes instead of string; in JSON base64 instead of a string
          bool a = 1; | string a = 1; | breaking FIELD_TYPE_CHANGED lib.Book.a: is string instead of bool; in JSON a string instead of a boolean
          string a = 1; | repeated string a = 1; | breaking FIELD_CARDINALITY_CHANGED lib.Book.a: is repeated instead of singular
          repeated Tag a = 1; | map<string, string> a = 1; | breaking FIELD_CARDINALITY_CHANGED lib.Book.a: is a map instead of repeated
          map<string, int32> a = 1; | map<string, int64> a = 1; | breaking FIELD_TYPE_CHANGED lib.Book.a: has values int64 instead of int32; in JSON an integer in a string instead of an integer
          map<string, string> a = 1; | map<bool, string> a = 1; | breaking FIELD_TYPE_CHANGED lib.Book.a: has keys bool instead of string; in JSON a boolean instead of a string
          optional int32 a = 1; | int32 a = 1; | breaking FIELD_PRESENCE_CHANGED lib.Book.a: does not tell any more whether it was set; a zero that was set is left out of JSON
          int32 a = 1; | optional int32 a = 1; | FIELD_PRESENCE_CHANGED lib.Book.a: tells now whether it was set
          repeated int32 a = 1; | repeated int32 a = 1 [packed = false]; | FIELD_PACKED_CHANGED lib.Book.a: is not packed on the wire now; every reader takes both
          int32 a = 1; | oneof o { int32 a = 1; int32 b = 2; } | FIELD_ONEOF_CHANGED lib.Book.a: is in the oneof o now + FIELD_ADDED lib.Book.b: is new, with number 2 and type int32
          int32 a = 1; int32 b = 2; | int32 a = 1; oneof o { int32 b = 2; } | FIELD_ONEOF_CHANGED lib.Book.b: is in the oneof o now
          oneof o { int32 a = 1; } int32 b = 2; | oneof o { int32 a = 1; int32 b = 2; } | breaking FIELD_ONEOF_CHANGED lib.Book.b: is in the oneof o now, and excludes fields that were beside it
          oneof o { int32 a = 1; int32 b = 2; } | oneof o { int32 a = 1; } int32 b = 2; | breaking FIELD_ONEOF_CHANGED lib.Book.b: is not in the oneof o any more; answers can have it beside the others
          oneof o { int32 a = 1; int32 b = 2; } | oneof p { int32 a = 1; int32 b = 2; } | ''
          oneof o { int32 a = 1; } oneof p { int32 b = 2; } | oneof o { int32 b = 2; int32 a = 1; } | breaking FIELD_ONEOF_CHANGED lib.Book.b: is in the oneof o instead of p
          oneof o { int32 a = 1; int32 b = 2; } | oneof o { int32 a = 1; } oneof p { int32 b = 2; } | breaking FIELD_ONEOF_CHANGED lib.Book.b: is in the oneof p instead of o
          string a = 1; | string a = 1 [deprecated = true]; | DEPRECATED lib.Book.a: is deprecated now
          string a = 1 [deprecated = true]; | string a = 1; | ''
          Tag a = 1; | Label a = 1; | FIELD_TYPE_CHANGED lib.Book.a: is lib.Label instead of lib.Tag
          Tag a = 1; | Price a = 1; | FIELD_TYPE_CHANGED lib.Book.a: is lib.Price instead of lib.Tag + breaking FIELD_REMOVED lib.Tag.text: is not in lib.Price, which takes its place; requests that send it are refused, answers do not have it + FIELD_ADDED lib.Price.cents: is new, with number 2 and type int64
          Tag a = 1; Tag b = 2; | Label a = 1; Price b = 2; | FIELD_TYPE_CHANGED lib.Book.a: is lib.Label instead of lib.Tag + breaking FIELD_TYPE_CHANGED lib.Book.b: is lib.Price instead of lib.Tag; its JSON has another form
          google.protobuf.Timestamp a = 1; | google.protobuf.Duration a = 1; | breaking FIELD_TYPE_CHANGED lib.Book.a: is google.protobuf.Duration instead of google.protobuf.Timestamp; its JSON has another form
          Color a = 1; | int32 a = 1; | breaking FIELD_TYPE_CHANGED lib.Book.a: is int32 instead of lib.Color; in JSON an integer instead of the name of a value
          Color a = 1; | Paint a = 1; | FIELD_TYPE_CHANGED lib.Book.a: is lib.Paint instead of lib.Color + breaking ENUM_VALUE_REMOVED lib.Paint.RED: is gone; requests that send it are refused
          """)
  void between_fields_tellsWhatChanged(String former, String latter, String told)
      throws SchemaException {
    assertThat(differences(book(former), book(latter))).containsExactlyElementsOf(lines(told));
  }

  private static String book(String fields) {
    return """
        message Book { %s }
        message Tag { string text = 1; }
        message Label { string text = 1; }
        message Price { int64 cents = 2; }
        enum Color { NONE = 0; RED = 1; }
        enum Paint { NONE = 0; }
        """
        .formatted(fields);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          NO = 0; A = 1; | NO = 0; A = 1; | ''
          NO = 0; | NO = 0; A = 1; | ENUM_VALUE_ADDED lib.Kind.A: is new, with number 1
          NO = 0; A = 1; | NO = 0; | breaking ENUM_VALUE_REMOVED lib.Kind.A: is gone; requests that send it are refused
          NO = 0; A = 1; | NO = 0; B = 1; | breaking ENUM_VALUE_RENAMED lib.Kind.A: is named B now, in JSON too
          NO = 0; A = 1; | NO = 0; A = 2; | breaking ENUM_VALUE_RENUMBERED lib.Kind.A: has number 2 instead of 1; gRPC clients take it for another
          NO = 0; A = 1; | option allow_alias = true; NO = 0; A = 1; B = 1; C = 1; | ENUM_VALUE_ADDED lib.Kind.B: is new, with number 1 + ENUM_VALUE_ADDED lib.Kind.C: is new, with number 1
          """)
  void between_enums_tellsWhatChanged(String former, String latter, String told)
      throws SchemaException {
    String book = "message Book { Kind kind = 1; repeated Kind more = 2; } enum Kind { %s }";

    assertThat(differences(book.formatted(former), book.formatted(latter)))
        .containsExactlyElementsOf(lines(told));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          get: "/v1/{id}" | get: "/v1/{id}" | ''
          get: "/v1/{id}" | get: "/v1/{id=*}" | ''
          get: "/v1" | get: "/v1/{id}" | breaking ROUTE_REMOVED GET /v1: of lib.Library/Get is gone + ROUTE_ADDED GET /v1/{id}: of lib.Library/Get is new
          get: "/v1" | post: "/v1" | breaking ROUTE_REMOVED GET /v1: of lib.Library/Get is gone + ROUTE_ADDED POST /v1: of lib.Library/Get is new
          get: "/v1" | get: "/v1" additional_bindings { get: "/v2" } | ROUTE_ADDED GET /v2: of lib.Library/Get is new
          get: "/v1" additional_bindings { get: "/v2" } | get: "/v2" additional_bindings { get: "/v1" } | ''
          get: "/v1/{id}" | get: "/v1/{title}" | breaking ROUTE_CHANGED GET /v1/{title}: puts its path into title instead of id; the service sees other fields set
          get: "/v1/{id}" | get: "/v1/*" | breaking ROUTE_CHANGED GET /v1/*: puts its path into no field instead of id; the service sees other fields set
          post: "/v1" | post: "/v1" body: "*" | breaking ROUTE_CHANGED POST /v1: takes the whole message as body instead of nothing; requests as they were are refused
          post: "/v1" body: "id" | post: "/v1" body: "title" | breaking ROUTE_CHANGED POST /v1: takes title as body instead of id; requests as they were are refused
          get: "/v1" | get: "/v1" response_body: "id" | breaking ROUTE_CHANGED GET /v1: answers with id instead of with the whole message; the JSON has another form
          """)
  void between_routes_tellsWhatChanged(String former, String latter, String told) {
    assertThat(
            changes(
                service("rpc Get(B) returns (B) %s", former),
                service("rpc Get(B) returns (B) %s", latter)))
        .containsExactlyElementsOf(lines(told));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rpc Get(B) returns (B) %s | rpc Get(B) returns (stream B) %s | breaking RPC_STREAMING_CHANGED lib.Library/Get: streams answers instead of nothing; a stream is a list or lines in JSON
          rpc Get(stream B) returns (B) %s | rpc Get(stream B) returns (stream B) %s | breaking RPC_STREAMING_CHANGED lib.Library/Get: streams both ways instead of requests; a stream is a list or lines in JSON
          rpc Get(B) returns (B) %s | rpc Get(C) returns (B) %s | RPC_INPUT_CHANGED lib.Library/Get: takes lib.C instead of lib.B
          rpc Get(B) returns (B) %s | rpc Get(B) returns (google.protobuf.Any) %s | breaking RPC_OUTPUT_CHANGED lib.Library/Get: answers google.protobuf.Any instead of lib.B, another form of JSON
          rpc Get(B) returns (B) %s | rpc Fetch(B) returns (B) %s | breaking RPC_REMOVED lib.Library/Get: is gone + RPC_ADDED lib.Library/Fetch: is new + ROUTE_CHANGED GET /v1: is answered by lib.Library/Fetch instead of lib.Library/Get
          rpc Get(B) returns (B) %s | rpc Fetch(B) returns (google.protobuf.Any) %s | breaking RPC_REMOVED lib.Library/Get: is gone + RPC_ADDED lib.Library/Fetch: is new + breaking ROUTE_CHANGED GET /v1: is answered by lib.Library/Fetch instead of lib.Library/Get
          rpc Get(B) returns (B) %s | rpc Get(B) returns (B) %s rpc X(B) returns (B); | ''
          rpc Get(B) returns (B) %s rpc X(B) returns (D); | rpc Get(B) returns (B) %s | ''
          """)
  void between_rpcs_tellsWhatChanged(String former, String latter, String told) {
    String rule = "get: \"/v1\"";

    assertThat(changes(service(former, rule), service(latter, rule)))
        .containsExactlyElementsOf(lines(told));
  }

  private static String service(String rpcs, String rule) {
    return "service Library { "
        + rpcs.formatted("{ option (google.api.http) = { " + rule + " }; }")
        + """
         }
        message B { string id = 1; string title = 2; }
        message C { string id = 1; string title = 2; }
        message D { string id = 1; }
        """;
  }

  @Test
  void between_renamedBodyAndVariable_areTheSameRoute() {
    String proto =
        """
        service S { rpc R(B) returns (B) { option (google.api.http) = { post: "/{%1$s}" body: "%2$s" }; } }
        message B { string %1$s = 1 [json_name = "a"]; string %2$s = 2 [json_name = "b"]; }
        """;

    assertThat(changes(proto.formatted("a", "b"), proto.formatted("x", "y")))
        .containsExactly(
            "FIELD_RENAMED lib.B.a: is named x now, and stays a in JSON",
            "FIELD_RENAMED lib.B.b: is named y now, and stays b in JSON");
  }

  @Test
  void between_services_tellsAddedAndRemoved() {
    String proto =
        """
        service %1$s { rpc R(B) returns (B) { option (google.api.http) = { get: "/%1$s" }; } }
        message B { }
        """;

    assertThat(changes(proto.formatted("S"), proto.formatted("T")))
        .containsExactly(
            "breaking SERVICE_REMOVED lib.S: is gone, with all of its RPCs",
            "breaking RPC_REMOVED lib.S/R: is gone",
            "SERVICE_ADDED lib.T: is new",
            "RPC_ADDED lib.T/R: is new",
            "breaking ROUTE_REMOVED GET /S: of lib.S/R is gone",
            "ROUTE_ADDED GET /T: of lib.T/R is new");
  }

  @Test
  void between_types_tellsAddedAndRemoved() throws SchemaException {
    assertThat(
            differences(
                "message Book { Tag tag = 1; } message Tag { Kind kind = 1; } enum Kind { NO = 0; }",
                "message Book { Id id = 2; } message Id { Form form = 1; } enum Form { NO = 0; }"))
        .containsExactly(
            "breaking FIELD_REMOVED lib.Book.tag: is gone; requests that send it are refused, "
                + "answers do not have it",
            "FIELD_ADDED lib.Book.id: is new, with number 2 and type lib.Id",
            "breaking MESSAGE_REMOVED lib.Tag: is gone",
            "breaking ENUM_REMOVED lib.Kind: is gone",
            "MESSAGE_ADDED lib.Id: is new",
            "ENUM_ADDED lib.Form: is new");
  }

  @Test
  void between_typesThatNoRouteReaches_doNotCount() throws SchemaException {
    String book = "message Book { } message Alone { %s } enum Kind { NO = 0; }";

    assertThat(differences(book.formatted("string a = 1;"), book.formatted(""))).isEmpty();
    assertThat(differences(book.formatted(""), "message Book { }")).isEmpty();
  }

  @Test
  void between_cycleOfTypes_comparesEachOnce() throws SchemaException {
    String book =
        """
        message Book { Shelf shelf = 1; repeated Book parts = 2; }
        message Shelf { repeated Book books = 1; map<string, Shelf> %s = 2; }
        """;

    assertThat(differences(book.formatted("near"), book.formatted("far")))
        .containsExactly(
            "breaking FIELD_RENAMED lib.Shelf.near: is named far now, in JSON far instead of near");
  }

  @Test
  void between_longChainOfTypes_isFollowedToItsEnd() throws SchemaException {
    StringBuilder chain = new StringBuilder("message Book { M0 next = 1; }\n");
    int last = 5_000;
    for (int i = 0; i < last; i++) {
      chain.append("message M%d { M%d next = 1; }\n".formatted(i, i + 1));
    }
    String former = chain + "message M5000 { }";

    assertThat(differences(former, chain + "message M5000 { string end = 1; }"))
        .containsExactly("FIELD_ADDED lib.M5000.end: is new, with number 1 and type string");
    assertThat(differences(former, former)).isEmpty();
  }

  @Test
  void between_extensionsOfReachableMessages_areCompared() throws SchemaException {
    FileDescriptorProto former = extended("string note = 100;");

    assertThat(told(SchemaChanges.between(schema(former), schema(extended("")))))
        .containsExactly(
            "breaking FIELD_REMOVED lib.Book.[lib.note]: is gone; requests that send it are "
                + "refused, answers do not have it");
  }

  @Test
  void between_requiredFields_areBreaking() throws SchemaException {
    String book = "message Book { extensions 100 to 200; %s int32 a = 1; %s }";

    assertThat(
            told(
                SchemaChanges.between(
                    schema(proto2(book.formatted("optional", ""))),
                    schema(proto2(book.formatted("required", "required int32 b = 2;"))))))
        .containsExactly(
            "breaking FIELD_CARDINALITY_CHANGED lib.Book.a: is required instead of singular",
            "breaking FIELD_ADDED lib.Book.b: is new, with number 2 and type int32; it is required");
  }

  /** Two json_names may be equal in proto2: one field has it as its key. */
  @Test
  void between_keyThatGoesToANewField_isBreaking() throws SchemaException {
    String book = "message Book { optional int32 foo_bar = 1; %s }";

    assertThat(
            told(
                SchemaChanges.between(
                    schema(proto2(book.formatted(""))),
                    schema(proto2(book.formatted("optional int32 fooBar = 2;"))))))
        .containsExactly(
            "breaking FIELD_JSON_NAME_CHANGED lib.Book.foo_bar: is foo_bar in JSON instead of fooBar",
            "FIELD_ADDED lib.Book.fooBar: is new, with number 2 and type int32");
  }

  @Test
  void between_unannotatedOff_countsRoutedRpcsAlone() throws SchemaException {
    FileDescriptorProto former =
        ProtoSource.parse(
            "lib.proto",
            "syntax = \"proto3\"; package lib; service S { rpc R(B) returns (B); } message B { }");
    SchemaOptions off = SchemaOptions.DEFAULT.withUnannotated(false);
    FileDescriptorSet set = FileDescriptorSet.newBuilder().addFile(former).build();

    assertThat(told(SchemaChanges.between(Schema.of(set), Schema.of(set, off))))
        .containsExactly("breaking ROUTE_REMOVED POST /lib.S/R: of lib.S/R is gone");
  }

  @Test
  void toString_breakingChange_saysSo() {
    assertThat(new SchemaChange(Kind.RPC_REMOVED, true, "lib.S/R", "is gone"))
        .hasToString("breaking: lib.S/R: is gone");
    assertThat(new SchemaChange(Kind.RPC_ADDED, false, "lib.S/R", "is new"))
        .hasToString("lib.S/R: is new");
  }

  private static FileDescriptorProto extended(String extension) {
    return proto2(
        "message Book { extensions 100 to 200; } extend Book { %s }".formatted(extension));
  }

  private static FileDescriptorProto proto2(String body) {
    String text = "syntax = \"proto2\"; package lib; service S { rpc R(Book) returns (Book); } ";
    return ProtoSource.parse(
        "lib.proto", text.concat(body).replace("string note", "optional string note"));
  }

  /** Of a library whose RPC takes and answers a Book. */
  private static List<String> differences(String former, String latter) throws SchemaException {
    String service = "service Library { rpc Put(Book) returns (Book); } ";
    return told(
        SchemaChanges.between(schema(proto3(service + former)), schema(proto3(service + latter))));
  }

  private static List<String> changes(String former, String latter) {
    SchemaOptions off = SchemaOptions.DEFAULT.withUnannotated(false);
    try {
      return told(
          SchemaChanges.between(
              Schema.of(set(proto3(former)), off), Schema.of(set(proto3(latter)), off)));
    } catch (SchemaException e) {
      throw new AssertionError(e);
    }
  }

  private static FileDescriptorProto proto3(String body) {
    String head =
        """
        syntax = "proto3"; package lib;
        import "google/protobuf/any.proto";
        import "google/protobuf/duration.proto";
        import "google/protobuf/timestamp.proto";
        """;
    return ProtoSource.parse("lib.proto", head + body);
  }

  private static Schema schema(FileDescriptorProto file) throws SchemaException {
    return Schema.of(set(file));
  }

  private static FileDescriptorSet set(FileDescriptorProto file) {
    return FileDescriptorSet.newBuilder()
        .addFile(file)
        .addFile(AnyProto.getDescriptor().toProto())
        .addFile(DurationProto.getDescriptor().toProto())
        .addFile(TimestampProto.getDescriptor().toProto())
        .build();
  }

  private static List<String> told(List<SchemaChange> changes) {
    return changes.stream()
        .map(
            c ->
                "%s%s %s: %s"
                    .formatted(c.breaking() ? "breaking " : "", c.kind(), c.subject(), c.text()))
        .toList();
  }

  private static List<String> lines(String told) {
    return told.isEmpty() ? List.of() : List.of(told.split(" \\+ ", -1));
  }
}
