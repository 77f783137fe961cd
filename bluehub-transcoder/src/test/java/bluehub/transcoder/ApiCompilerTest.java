package bluehub.transcoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bluehub.transcoder.codec.ErrorFormat;
import bluehub.transcoder.codec.PrintOptions;
import bluehub.transcoder.codec.RequestEncoder;
import bluehub.transcoder.codec.ResponseDecoder;
import bluehub.transcoder.fault.Code;
import bluehub.transcoder.fault.RequestFault;
import bluehub.transcoder.fault.SchemaException;
import bluehub.transcoder.route.ConflictPolicy;
import bluehub.transcoder.route.RouteMatch;
import bluehub.transcoder.schema.Protos;
import bluehub.transcoder.schema.Schema;
import com.google.protobuf.TextFormat.ParseException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/**
 * The façade, as a gateway uses it: from a schema to a request's wire bytes and an answer's JSON.
 */
class ApiCompilerTest {
  private static Schema schema(String... rules) throws ParseException, SchemaException {
    return Schema.of(Protos.library(rules));
  }

  @SuppressWarnings("unchecked") // what a match that found has
  private static RouteMatch.Found<CompiledMethod> found(
      CompiledApi api, String method, String path) {
    RouteMatch<CompiledMethod> match = api.match(method, path);
    assertThat(match).isInstanceOf(RouteMatch.Found.class);
    return (RouteMatch.Found<CompiledMethod>) match;
  }

  @Test
  void request_pathQueryAndBody_areWovenIntoOneMessage() throws ParseException, SchemaException {
    CompiledApi api =
        ApiCompiler.compile(schema("patch: '/v1/{name}' body: 'book'"), ApiOptions.defaults());
    RouteMatch.Found<CompiledMethod> found = found(api, "PATCH", "/v1/a%20b");
    byte[] body = "{\"title\":\"t\"}".getBytes(StandardCharsets.UTF_8);
    byte[] wire;
    try (RequestEncoder encoder =
        found.target().request(new Workspace(), found, "pageSize=7", "application/json")) {
      encoder.write(body, 0, body.length);
      wire = encoder.finish();
    }
    // book (3) {title (1) "t"}, name (1) "a b", page_size (2) 7
    assertThat(wire).isEqualTo(new byte[] {26, 3, 10, 1, 't', 10, 3, 'a', ' ', 'b', 16, 7});
  }

  @Test
  void response_message_isPrinted() throws ParseException, SchemaException {
    CompiledApi api =
        ApiCompiler.compile(
            schema("get: '/v1/{name}' response_body: 'books'"), ApiOptions.defaults());
    CompiledMethod method = api.methods().getFirst();
    ResponseDecoder decoder = method.response(new Workspace(), PrintOptions.DEFAULT);
    byte[] wire = {10, 3, 10, 1, 't'};
    decoder.decode(wire, 0, wire.length);
    assertThat(new String(decoder.array(), 0, decoder.length(), StandardCharsets.UTF_8))
        .isEqualTo("[{\"title\":\"t\"}]");
  }

  @Test
  void request_faultyQuery_givesTheEncoderBack() throws ParseException, SchemaException {
    CompiledApi api = ApiCompiler.compile(schema("get: '/v1/{name}'"), ApiOptions.defaults());
    RouteMatch.Found<CompiledMethod> found = found(api, "GET", "/v1/x");
    Workspace workspace = new Workspace();
    assertThatThrownBy(() -> found.target().request(workspace, found, "nothing=1", null))
        .isInstanceOf(RequestFault.class)
        .hasMessageContaining("nothing");
    RequestEncoder first = found.target().request(workspace, found, null, null);
    first.close();
    assertThat(found.target().request(workspace, found, null, null)).isSameAs(first);
  }

  @Test
  void compile_sameShapeTwice_isRefusedWithBothRpcs() throws ParseException, SchemaException {
    Schema schema = schema("get: '/v1/{name}'", "get: '/v1/{by_name}'");
    assertThatThrownBy(() -> ApiCompiler.compile(schema, ApiOptions.defaults()))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("lib.Library.Rpc0")
        .hasMessageContaining("lib.Library.Rpc1");
  }

  @Test
  void compile_sameShapeTwiceUnderFirst_servesTheFirstAndWarns()
      throws ParseException, SchemaException {
    CompiledApi api =
        ApiCompiler.compile(
            schema("get: '/v1/{name}'", "get: '/v1/{by_name}'"),
            ApiOptions.defaults().withConflicts(ConflictPolicy.FIRST));
    assertThat(found(api, "GET", "/v1/x").target().rpc()).isEqualTo("lib.Library/Rpc0");
    assertThat(api.warnings()).hasSize(1);
    assertThat(api.warnings().getFirst().rpc()).isEqualTo("lib.Library.Rpc1");
  }

  @Test
  void compile_optionsPerMethod_holdForThatMethodAlone() throws ParseException, SchemaException {
    PrintOptions pretty = PrintOptions.DEFAULT.withPretty(true);
    CompiledApi api =
        ApiCompiler.compile(
            schema("get: '/v1/{name}'", "get: '/v2/{name}'"),
            ApiOptions.defaults(),
            binding ->
                binding.rpc().getName().equals("Rpc1")
                    ? MethodOptions.DEFAULT.withPrint(pretty)
                    : MethodOptions.DEFAULT);
    assertThat(found(api, "GET", "/v1/x").target().print()).isEqualTo(PrintOptions.DEFAULT);
    assertThat(found(api, "GET", "/v2/x").target().print()).isEqualTo(pretty);
  }

  @Test
  void status_problemDetails_haveHttpsStatusAndReason() throws ParseException, SchemaException {
    CompiledApi api =
        ApiCompiler.compile(
            schema("get: '/v1/{name}'"), ApiOptions.defaults().withErrors(ErrorFormat.PROBLEM));
    byte[] problem = api.status().encode(RequestFault.of(Code.NOT_FOUND, "no such book"));
    assertThat(new String(problem, StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"title\":\"Not Found\",\"status\":404,\"detail\":\"no such book\","
                + "\"code\":\"NOT_FOUND\"}");
    assertThat(api.status().contentType()).isEqualTo("application/problem+json");
  }

  @Test
  void empty_anyPath_isUnknown() {
    assertThat(CompiledApi.empty().match("GET", "/v1/x")).isInstanceOf(RouteMatch.Unknown.class);
  }
}
