package bluehub.transcoder.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import bluehub.transcoder.fault.SchemaException;
import bluehub.transcoder.fault.SchemaProblem;
import com.google.api.AnnotationsProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MethodOptions;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.UnknownFieldSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of RPCs: what becomes of good ones, and what is said about the others. */
class HttpRulesTest {

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          get: '/v1/{name}'                                | GET /v1/{name}
          put: '/v1/{name}'                                | PUT /v1/{name}
          post: '/v1/books:find' body: '*'                 | POST /v1/books:find body=*
          delete: '/v1/{book.title=books/*}'               | DELETE /v1/{book.title=books/*}
          patch: '/v1/{name}' body: 'book'                 | PATCH /v1/{name} body=book
          custom { kind: 'PURGE' path: '/v1' }             | PURGE /v1
          custom { kind: '*' path: '/v1' }                 | * /v1
          get: '/v1' response_body: 'books'                | GET /v1 response=books
          put: '/v1/{book.title}' body: 'book'             | PUT /v1/{book.title} body=book
          post: '/v1' body: 'tags'                         | POST /v1 body=tags
          post: '/v1' body: 'labels'                       | POST /v1 body=labels
          post: '/v1' body: 'time'                         | POST /v1 body=time
          get: '/{book.author.author.title}/{page_size}'   | GET /{book.author.author.title}/{page_size}
          get: '/{by_book.title}/{by_book.author.title}'   | GET /{by_book.title}/{by_book.author.title}
          """)
  void bindings_rule_isFlattened(String rule, String binding) throws Exception {
    FileDescriptorSet set = Protos.library(rule);

    assertThat(texts(Schema.of(set))).containsExactly(binding);
    assertThat(texts(Schema.parse(set.toByteArray()))).containsExactly(binding);
  }

  @Test
  void bindings_additional_haveBodiesOfTheirOwn() throws Exception {
    Schema schema =
        Schema.of(
            Protos.library(
                "post: '/v1' body: '*' response_body: 'books'"
                    + " additional_bindings { put: '/v2' body: 'book' }"
                    + " additional_bindings { get: '/v3' response_body: 'books' }"));

    assertThat(texts(schema))
        .containsExactly(
            "POST /v1 body=* response=books", "PUT /v2 body=book", "GET /v3 response=books");
    assertThat(schema.bindings()).extracting(HttpBinding::index).containsExactly(0, 1, 2);
    assertThat(schema.bindings()).extracting(HttpBinding::file).containsOnly(Protos.FILE);
  }

  @Test
  void bindings_rpcWithoutRule_isReachableByItsName() throws Exception {
    FileDescriptorSet set = Protos.library("", "get: '/v1'");

    assertThat(texts(Schema.of(set))).containsExactly("POST /lib.Library/Rpc0 body=*", "GET /v1");
    assertThat(texts(Schema.of(set, SchemaOptions.DEFAULT.withUnannotated(false))))
        .containsExactly("GET /v1");
  }

  @Test
  void fields_ofAVariable_leadFromTheRequestInwards() throws Exception {
    HttpBinding binding =
        Schema.of(Protos.library("get: '/{book.author.title}'")).bindings().getFirst();

    assertThat(binding.fields(binding.template().variables().getFirst()))
        .extracting(FieldDescriptor::getFullName)
        .containsExactly("lib.Request.book", "lib.Book.author", "lib.Book.title");
  }

  /** Each row: the rule; how the problem names it; what is found; what mends it. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          get: '/{nam}'              | GET /{nam}              | variable nam names nam, which is no field of lib.Request                       | write name if you mean it
          get: '/{pageSize}'         | GET /{pageSize}         | variable pageSize names pageSize, which is no field of lib.Request             | write page_size if you mean it
          get: '/{book.x}'           | GET /{book.x}           | variable book.x names x, which is no field of lib.Book                         | name one of its fields: title, author
          get: '/{empty.x}'          | GET /{empty.x}          | variable empty.x names x, which is no field of lib.Empty                       | add the field to the message, which has none
          get: '/{name.x}'           | GET /{name.x}           | variable name.x looks for x inside name, which is no message                   | name a field of a message
          get: '/{book}'             | GET /{book}             | variable book is bound to a message of type lib.Book                           | bind one of its fields, such as book.title
          get: '/{time}'             | GET /{time}             | variable time is bound to a message of type google.protobuf.Timestamp          | bind one of its fields, such as time.seconds
          get: '/{text}'             | GET /{text}             | variable text is bound to a message of type google.protobuf.StringValue        | bind one of its fields, such as text.value
          get: '/{empty}'            | GET /{empty}            | variable empty is bound to a message of type lib.Empty                         | bind a field that is no message
          get: '/{tags}'             | GET /{tags}             | variable tags is bound to tags, which is repeated                              | bind a singular field; a list can come in the query or the body
          get: '/{books.title}'      | GET /{books.title}      | variable books.title is bound to books, which is repeated                      | bind a singular field; a list can come in the query or the body
          get: '/{labels}'           | GET /{labels}           | variable labels is bound to labels, which is a map                             | bind a singular field; a list can come in the query or the body
          get: '/{name}/{name}'      | GET /{name}/{name}      | binds name twice                                                               | give each variable a field of its own
          get: '/{by_name}/{by_book.title}' | GET /{by_name}/{by_book.title} | variable by_book.title sets by_book beside by_name, another member of the oneof by | bind one of the two; use an additional binding for the other
          put: '/{name}' body: 'name' | PUT /{name}            | binds name twice: in the path and as body                                      | leave it to one of the two
          put: '/' body: 'nam'       | PUT /                   | body names nam, which is no field of lib.Request                               | write name if you mean it
          put: '/' body: 'book.title' | PUT /                  | body names book.title, a field inside another                                  | name a field of lib.Request itself
          get: '/' response_body: 'book' | GET /               | response_body names book, which is no field of lib.Response                    | write books if you mean it
          get: '/' response_body: 'books.title' | GET /        | response_body names books.title, a field inside another                        | name a field of lib.Response itself
          get: '/' response_body: '*' | GET /                  | response_body is *                                                             | leave it out: the whole message is the default
          get: '/a/{x'               | GET /a/{x               | is no path template at column 6: found the end                                 | write ., = or } there
          get: ''                    | GET                     | is no path template at column 1: found the end                                 | write / there
          get: 'a'                   | GET a                   | is no path template at column 1: found "a"                                     | write / there
          body: '*'                  | ``                      | has a rule without a pattern                                                   | give it one of get, put, post, delete, patch and custom
          custom { kind: 'A B' path: '/' } | A B /             | has the custom kind "A B", which is no HTTP method                             | name a method such as HEAD, or * for every method
          custom { path: '/' }       | /                       | has the custom kind "", which is no HTTP method                                | name a method such as HEAD, or * for every method
          get: '/' additional_bindings { body: '*' } | ``      | has an additional binding without a pattern                                    | give it one of get, put, post, delete, patch and custom
          get: '/' additional_bindings { get: '/b' additional_bindings { get: '/c' } } | GET /b | has additional_bindings inside an additional binding        | list them all in the primary rule
          """)
  void of_badRule_saysWhatAndWhereAndTheMend(String rule, String named, String found, String mend)
      throws Exception {
    assertThat(problems(Protos.library(rule), SchemaOptions.DEFAULT))
        .containsExactly(new SchemaProblem(Protos.FILE, "lib.Library.Rpc0", named, found, mend));
  }

  @Test
  void of_variableInsideAnother_isRefused() throws Exception {
    assertThat(
            problems(
                Protos.library("get: '/{book.author.title}/{book.author}'"), SchemaOptions.DEFAULT))
        .extracting(SchemaProblem::found)
        .containsExactly(
            "variable book.author is bound to a message of type lib.Book",
            "binds both book.author.title and book.author, one inside the other");
  }

  @Test
  void of_severalBadRules_reportsAllAtOnce() throws Exception {
    FileDescriptorSet set =
        Protos.library(
            "get: '/{nam}/{tags}' response_body: 'x'",
            "get: '/a{'",
            "get: '/b' additional_bindings { put: '/c' body: 'x' }",
            "get: '/b'");

    assertThat(problems(set, SchemaOptions.DEFAULT))
        .extracting(problem -> problem.rpc() + " " + problem.rule())
        .containsExactly(
            "lib.Library.Rpc0 GET /{nam}/{tags}",
            "lib.Library.Rpc0 GET /{nam}/{tags}",
            "lib.Library.Rpc0 GET /{nam}/{tags}",
            "lib.Library.Rpc1 GET /a{",
            "lib.Library.Rpc2 PUT /c",
            "lib.Library.Rpc3 GET /b");
  }

  @Test
  void of_optionThatIsNoRule_isRefused() throws Exception {
    MethodOptions broken =
        MethodOptions.newBuilder()
            .setUnknownFields(
                UnknownFieldSet.newBuilder()
                    .addField(
                        AnnotationsProto.HTTP_FIELD_NUMBER,
                        UnknownFieldSet.Field.newBuilder()
                            .addLengthDelimited(ByteString.copyFrom(new byte[] {0x12, 0x7f}))
                            .build())
                    .build())
            .build();
    FileDescriptorSet.Builder set = Protos.library("").toBuilder();
    set.getFileBuilder(0).getServiceBuilder(0).getMethodBuilder(0).setOptions(broken);

    assertThat(problems(set.build(), SchemaOptions.DEFAULT))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.rpc()).isEqualTo("lib.Library.Rpc0");
              assertThat(problem.found())
                  .startsWith("has a google.api.http option that is no HttpRule");
            });
  }

  @Test
  void bindings_optionInPieces_isOneRule() throws Exception {
    FileDescriptorSet.Builder set = Protos.library("").toBuilder();
    ByteString pieces =
        Protos.options("get: '/v1'")
            .toByteString()
            .concat(Protos.options("put: '/v2' body: 'book'").toByteString())
            .concat(Protos.options("response_body: 'books'").toByteString());
    set.getFileBuilder(0)
        .getServiceBuilder(0)
        .getMethodBuilder(0)
        .setOptions(MethodOptions.parseFrom(pieces));

    assertThat(texts(Schema.of(set.build()))).containsExactly("PUT /v2 body=book response=books");
  }

  static List<String> texts(Schema schema) {
    return schema.bindings().stream()
        .map(
            binding ->
                binding.rule()
                    + (binding.body().isEmpty() ? "" : " body=" + binding.body())
                    + (binding.responseBody().isEmpty()
                        ? ""
                        : " response=" + binding.responseBody()))
        .toList();
  }

  static List<SchemaProblem> problems(FileDescriptorSet set, SchemaOptions options) {
    SchemaException refusal =
        catchThrowableOfType(SchemaException.class, () -> Schema.of(set, options));
    assertThat(refusal).as("the schema is refused").isNotNull();
    return refusal.problems();
  }
}
