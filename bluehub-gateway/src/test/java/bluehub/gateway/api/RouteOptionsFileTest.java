package bluehub.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import bluehub.gateway.fixture.Schemas;
import bluehub.transcoder.ApiCompiler;
import bluehub.transcoder.ApiOptions;
import bluehub.transcoder.CompiledMethod;
import bluehub.transcoder.MethodOptions;
import bluehub.transcoder.codec.PrintOptions;
import bluehub.transcoder.codec.UnknownFields;
import bluehub.transcoder.fault.SchemaException;
import bluehub.transcoder.fault.SchemaProblem;
import bluehub.transcoder.schema.Schema;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteOptionsFileTest {
  private static final Duration USUAL = Duration.ofSeconds(15);

  private static RouteRules read(String text) throws SchemaException {
    return RouteOptionsFile.read("routes.yaml", text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> problems(String text) {
    SchemaException refusal = catchThrowableOfType(SchemaException.class, () -> read(text));
    return refusal.problems().stream().map(SchemaProblem::toString).toList();
  }

  /** {@code test.Texts/Echo} (GET) and {@code test.Texts/Put} (PUT). */
  private static CompiledMethod method(int index) throws SchemaException {
    Schema schema = Schema.parse(Schemas.withVerb());
    return ApiCompiler.compile(schema, ApiOptions.defaults()).methods().get(index);
  }

  private static ServingOptions options(String text, int method) throws SchemaException {
    List<SchemaProblem> problems = new ArrayList<>();
    ServingOptions options = read(text).options(method(method), problems);
    assertThat(problems).isEmpty();
    return options;
  }

  @Test
  void read_everything_isUnderstood() throws SchemaException {
    RouteRules rules =
        read(
            """
            routes:
            - rpc: [test.Texts/*, "no.such.**"]
              http: ["GET /v1/example/sayhello/{any}:echo", PUT /v1/example/sayhello/*]
              unknown-fields: ignore
              print: {defaults: true, proto-names: true, enum-numbers: true, pretty: true}
              deadline: 5s
              max-body: 1KB
              success-status: 201
              location: /v1/{text}/{number}
              request-headers:
                set: {x-tenant: blue}
                remove: [cookie, x-debug-*]
                rename: {x-user: x-forwarded-user}
              response-headers:
                remove: server
              cors:
                allowed-origins: https://a.example
                max-age: 1h
            """);
    CompiledMethod method = method(1);
    ServingOptions options = rules.options(method, new ArrayList<>());
    MethodOptions texts = rules.method(method.binding(), MethodOptions.DEFAULT);

    assertThat(options.maxBody()).isEqualTo(1_024);
    assertThat(options.successStatus()).isEqualTo(201);
    assertThat(options.location()).isNotNull();
    assertThat(options.requestHeaders())
        .isEqualTo(
            new HeaderRules(
                Map.of("x-tenant", "blue"),
                List.of("cookie", "x-debug-*"),
                Map.of("x-user", "x-forwarded-user")));
    assertThat(options.responseHeaders())
        .isEqualTo(new HeaderRules(Map.of(), List.of("server"), Map.of()));
    CorsPolicy cors = Objects.requireNonNull(options.cors());
    assertThat(cors.allowsOrigin("https://a.example")).isTrue();
    assertThat(cors.maxAge()).isEqualTo("3600");
    assertThat(rules.deadline(method.binding(), USUAL)).isEqualTo(Duration.ofSeconds(5));
    assertThat(texts.parse().unknownFields()).isEqualTo(UnknownFields.IGNORE);
    assertThat(texts.parse().limits().size()).isEqualTo(1_024);
    assertThat(texts.print()).isEqualTo(new PrintOptions(true, true, true, true));
  }

  /** What selects a route, and the statuses of both routes then. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          location: /x | 201 | 201
          rpc: test.Texts/Echo | 201 | 200
          rpc: test.*/P* | 200 | 201
          http: PUT /v1/example/sayhello/* | 200 | 201
          http: '* /v1/example/sayhello/{x=*}' | 200 | 201
          http: GET /v1/example/sayhello/{x}:echo | 201 | 200
          http: POST /v1/example/sayhello/* | 200 | 200
          rpc: test.Texts/Echo + http: PUT /v1/example/sayhello/* | 200 | 200
          """)
  void options_selectors_mustAllFit(String selector, int echo, int put) throws SchemaException {
    String keys = selector.replace(" + ", "\n  ");
    String text = "routes:\n- success-status: 201\n  " + keys;

    assertThat(options(text, 0).successStatus()).isEqualTo(echo);
    assertThat(options(text, 1).successStatus()).isEqualTo(put);
  }

  @Test
  void options_laterRule_countsForWhatItSays() throws SchemaException {
    String text =
        """
        routes:
        - {success-status: 202, max-body: 1KB, print: {defaults: true}}
        - {rpc: test.Texts/Put, success-status: 201, print: {pretty: true}}
        """;

    assertThat(options(text, 0).successStatus()).isEqualTo(202);
    assertThat(options(text, 1).successStatus()).isEqualTo(201);
    assertThat(options(text, 1).maxBody()).isEqualTo(1_024);
    assertThat(read(text).method(method(1).binding(), MethodOptions.DEFAULT).print())
        .isEqualTo(new PrintOptions(true, false, false, true));
  }

  @Test
  void options_noRuleForTheRoute_isNone() throws SchemaException {
    assertThat(options("routes: [{rpc: a.B/C, success-status: 201}]", 0))
        .isSameAs(ServingOptions.NONE);
    assertThat(options("routes: []", 0)).isSameAs(ServingOptions.NONE);
    assertThat(options("", 0)).isSameAs(ServingOptions.NONE);
  }

  @Test
  void options_locationThatAnswersDoNotHave_isAProblem() throws SchemaException {
    List<SchemaProblem> problems = new ArrayList<>();
    read("routes:\n- {rpc: test.Texts/Put, location: '/{text}'}\n- {location: '/v1/{id}'}\n")
        .options(method(1), problems);

    assertThat(problems)
        .extracting(SchemaProblem::toString)
        .containsExactly(
            "test.proto: test.Texts.Put: PUT /v1/example/sayhello/{text}: has the location /v1/{id}"
                + " by the route options (routes.yaml:3), but test.Text has no field id; name a"
                + " string, integer, boolean or enum of the answer, or select fewer RPCs");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          - 1 | has a list for the file; write keys and values there
          x: 1 | has the key "x" in the file; write one of routes, or take it away
          routes: 1 | has a text for routes; write a list there, each item with a -
          routes: [1] | has a text for a route; write keys and values there
          routes: [{x: 1}] | has the key "x" in a route; write one of rpc, http, unknown-fields, print, deadline, max-body, success-status, location, request-headers, response-headers, cors, or take it away
          routes: [{rpc: a.b}] | has "a.b" for rpc; write package.Service/Method, package.Service/* or package.**
          routes: [{http: /v1}] | has "/v1" for http; write a method and a path as in the rule, as in GET /v1/{name}
          routes: [{http: GET v1}] | has "GET v1" for http; write a method and a path as in the rule, as in GET /v1/{name}
          routes: [{unknown-fields: loose}] | has "loose" for unknown-fields; write strict, warn or ignore
          routes: [{unknown-fields: }] | has nothing for unknown-fields; write a text there
          routes: [{print: {x: true}}] | has the key "x" in print; write one of defaults, proto-names, enum-numbers, pretty, or take it away
          routes: [{print: {pretty: yes}}] | has "yes" for pretty; write true or false
          routes: [{deadline: soon}] | has "soon" for deadline; write a time such as 500ms or 5s
          routes: [{deadline: -1s}] | has "-1s" for deadline; write a time such as 500ms or 5s
          routes: [{max-body: 3GB}] | has "3GB" for max-body; write a size such as 64KB or 8MB
          routes: [{success-status: 302}] | has "302" for success-status; write 200, 201, 202, 203 or 204
          routes: [{location: '{name}'}] | has "{name}" for location; write a path with fields of the answer, such as /v1/{name}
          routes: [{location: '/{name'}] | has "/{name" for location; write a path with fields of the answer, such as /v1/{name}
          routes: [{location: '/{}'}] | has "/{}" for location; write a path with fields of the answer, such as /v1/{name}
          routes: [{request-headers: {add: {}}}] | has the key "add" in request-headers; write one of set, remove, rename, or take it away
          routes: [{request-headers: {set: {X-Y: a}}}] | has "X-Y" for request-headers.set; write a name in lower case that frames no message
          routes: [{request-headers: {set: {grpc-x: a}}}] | has "grpc-x" for request-headers.set; write a name in lower case that frames no message
          routes: [{response-headers: {set: {x: "é"}}}] | has "é" for response-headers.set; write printable ASCII
          routes: [{response-headers: {remove: ['x*y']}}] | has "x*y" for response-headers.remove; write names in lower case, which may end with *
          routes: [{response-headers: {rename: {a: b-bin}}}] | has "b-bin" for response-headers.rename; write a name in lower case that frames no message, with -bin at its end like the other
          routes: [{cors: {x: 1}}] | has the key "x" in cors; write one of allowed-origins, allowed-methods, allowed-headers, exposed-headers, allow-credentials, max-age, or take it away
          routes: [{cors: {allowed-origins: a}}] | cors.allowed-origins has "a", expected scheme://host or scheme://host:port without a path, with at most one *: for the first part of the host, or for the port; mend the values there
          routes: [{cors: {allow-credentials: 1}}] | has "1" for allow-credentials; write true or false
          routes: [{rpc: a.B/C, rpc: a.B/D}] | has rpc twice in a route; keep one of them
          """)
  void read_slip_isToldWithLineAndMend(String text, String problem) {
    assertThat(problems(text)).containsExactly("routes.yaml:1: " + problem);
  }

  @Test
  void read_severalSlips_areAllTold() {
    assertThat(problems("routes:\n- deadline: x\n  print:\n    y: true\n- cors: []\n"))
        .extracting(problem -> problem.substring(0, problem.indexOf(" has")))
        .containsExactly("routes.yaml:2:", "routes.yaml:4:", "routes.yaml:5:");
    assertThat(problems("routes: [")).singleElement().asString().contains("is no YAML");
  }
}
