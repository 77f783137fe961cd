package bluehub.gateway.check;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.gateway.fixture.Certificates;
import bluehub.gateway.fixture.ReflectingService;
import bluehub.gateway.fixture.Schemas;
import bluehub.gateway.fixture.ServedCall;
import bluehub.gateway.fixture.TestService;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.ssl.SslBundle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CheckCommandTest {
  @TempDir Path folder;

  private record Outcome(int status, String out, String err) {}

  private static Outcome check(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        CheckCommand.run(
            List.of(arguments),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Outcome(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private String file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content).toString();
  }

  @Test
  void run_soundSchema_listsItsRoutes() throws IOException {
    String streams = file("streams.binpb", Schemas.withStreams());

    assertThat(check("--descriptor-set", streams))
        .isEqualTo(
            new Outcome(
                CheckCommand.FINE,
                """
                Routes of %s
                  POST  /v1/collect/{text}  test.Streams/Collect  (body *, streams requests)
                  POST  /v1/talk/{text}     test.Streams/Talk  (body *, streams both ways)
                  POST  /v1/upload          test.Streams/Upload  (body *, streams requests)
                  POST  /v1/pipe            test.Streams/Pipe  (body *, streams both ways)

                Result: 4 routes, 0 problems, 0 warnings
                """
                    .formatted(streams),
                ""));
  }

  @Test
  void run_badRules_tellsEveryProblem() throws IOException {
    String bad = file("bad.binpb", Schemas.withTwoBadRules());

    assertThat(check("--descriptor-set=" + bad))
        .isEqualTo(
            new Outcome(
                CheckCommand.PROBLEMS,
                """
                Problems (2)
                  %1$s: test.proto: test.Bad.First: GET /v1/{no_such_field}
                    found: variable no_such_field names no_such_field, which is no field of test.Text
                    mend:  name one of its fields: text, number
                  %1$s: test.proto: test.Bad.Second: GET /v2/{nor_this}
                    found: variable nor_this names nor_this, which is no field of test.Text
                    mend:  name one of its fields: text, number

                Result: 0 routes, 2 problems, 0 warnings
                """
                    .formatted(bad),
                ""));
  }

  @Test
  void run_noDescriptorSet_isAProblem() throws IOException {
    Outcome outcome =
        check("--descriptor-set", file("text", "no set".getBytes(StandardCharsets.UTF_8)));

    assertThat(outcome.status()).isEqualTo(CheckCommand.PROBLEMS);
    assertThat(outcome.out()).contains("found: 6 bytes that are no descriptor set");
  }

  @Test
  void run_breakingChange_isMarkedAndTellsByItsStatus() throws IOException {
    String former = file("former.binpb", Schemas.withVerb());
    String latter = file("latter.binpb", Schemas.withIdempotentPost());

    Outcome outcome = check("--descriptor-set", latter, "--against", former);

    assertThat(outcome.status()).isEqualTo(CheckCommand.BREAKING);
    assertThat(outcome.out())
        .contains("Changes of " + latter + " since " + former + "\n")
        .contains("  breaking  test.Texts: is gone, with all of its RPCs\n")
        .contains("            test.Twice/Put: is new\n")
        .endsWith("Result: 1 route, 0 problems, 0 warnings, 5 breaking changes\n");
  }

  @Test
  void run_sameSchema_hasNoChanges() throws IOException {
    String set = file("set.binpb", Schemas.withVerb());

    Outcome outcome = check("--against", set, "--descriptor-set", set);

    assertThat(outcome.status()).isEqualTo(CheckCommand.FINE);
    assertThat(outcome.out()).contains("No changes of " + set + " since " + set + "\n");
  }

  @Test
  void run_addedRoute_isNotBreaking() throws IOException {
    String set = file("set.binpb", Schemas.withVerb());
    String bare = file("bare.binpb", new byte[0]);

    assertThat(check("--descriptor-set", set, "--against", bare).status())
        .as("an empty file is no descriptor set")
        .isEqualTo(CheckCommand.PROBLEMS);
    assertThat(check("--descriptor-set", set, "--unannotated", "false", "--against", set).status())
        .isEqualTo(CheckCommand.FINE);
  }

  @Test
  void run_routeOfTwoSources_isAProblemUnlessTheFirstWins() throws IOException {
    String one = file("one.binpb", Schemas.withVerb());
    String two = file("two.binpb", Schemas.withVerb());

    Outcome refused = check("--descriptor-set", one, "--descriptor-set", two);
    Outcome first = check("--descriptor-set", one, "--descriptor-set", two, "--conflicts", "first");

    assertThat(refused.status()).isEqualTo(CheckCommand.PROBLEMS);
    assertThat(refused.out())
        .contains(
            """
              %s: test.proto: test.Texts.Echo: GET /v1/example/sayhello/{text}:echo
                found: answers the same requests as GET /v1/example/sayhello/{text}:echo of \
            test.Texts/Echo, of %s
                mend:  give one of the two another path or method
            """
                .formatted(two, one)
                .indent(0));
    assertThat(first.status()).isEqualTo(CheckCommand.FINE);
    assertThat(first.out()).contains("Warnings (2)").endsWith("0 problems, 2 warnings\n");
  }

  @Test
  void run_filterAndPrefix_holdForTheirSource() throws IOException {
    String one = file("one.binpb", Schemas.withVerb());
    String two = file("two.binpb", Schemas.withVerb());

    Outcome outcome =
        check(
            "--deny=test.Texts/Put",
            "--allow=test.Tests/*",
            "--allow=test.Texts/*",
            "--descriptor-set=" + one,
            "--descriptor-set=" + two,
            "--prefix=/two");

    assertThat(outcome.status()).isEqualTo(CheckCommand.FINE);
    assertThat(outcome.out())
        .isEqualTo(
            """
            Routes of %1$s
              GET  /v1/example/sayhello/{text}:echo      test.Texts/Echo

            Routes of %2$s
              GET  /two/v1/example/sayhello/{text}:echo  test.Texts/Echo
              PUT  /two/v1/example/sayhello/{text}       test.Texts/Put

            Warnings (1)
              %1$s
                found: --allow or --deny has test.Tests/*, which no RPC matches
                mend:  name RPCs of the schema, or take it away

            Result: 3 routes, 0 problems, 1 warning
            """
                .formatted(one, two));
  }

  @Test
  void run_rules_overrideAnnotationsAndLeaveFormerSchemasAlone() throws IOException {
    String former = file("former.binpb", Schemas.withIdempotentPost());
    String latter = file("latter.binpb", Schemas.withVerb());
    Path rules =
        Files.writeString(
            folder.resolve("rules.yaml"),
            """
            http:
              rules:
              - {selector: test.Texts.Echo, get: "/echo/{text}"}
            """);

    Outcome outcome =
        check("--descriptor-set", latter, "--rules", rules.toString(), "--against", former);

    assertThat(outcome.status()).isEqualTo(CheckCommand.BREAKING);
    assertThat(outcome.out())
        .contains("  GET  /echo/{text}")
        .contains("            test.Texts/Echo: is new\n")
        .contains("2 routes, 0 problems");
  }

  @Test
  void run_badRules_areProblemsWithTheirLine() throws IOException {
    String set = file("set.binpb", Schemas.withVerb());
    String rules =
        file("rules.yaml", "http:\n  rules:\n  - {x: 1}\n".getBytes(StandardCharsets.UTF_8));

    Outcome outcome = check("--descriptor-set", set, "--rules", rules);

    assertThat(outcome.status()).isEqualTo(CheckCommand.PROBLEMS);
    assertThat(outcome.out()).contains(set + ": " + rules + ":3\n");
  }

  @Test
  void run_target_isAskedByReflection() throws IOException {
    try (ReflectingService service = new ReflectingService()) {
      service.describing(Schemas.withVerb());
      String target = "127.0.0.1:" + service.port();
      Outcome outcome = check("--target", target, "--deny", "test.Texts/Put");
      Outcome compared =
          check("--descriptor-set", file("s", Schemas.withVerb()), "--against-target", target);

      assertThat(outcome)
          .isEqualTo(
              new Outcome(
                  CheckCommand.FINE,
                  """
                  Routes of %s
                    GET  /v1/example/sayhello/{text}:echo  test.Texts/Echo

                  Result: 1 route, 0 problems, 0 warnings
                  """
                      .formatted(target),
                  ""));
      assertThat(compared.out()).contains("No changes of ");
    }
  }

  @Test
  void run_targetThatIsAway_isAProblem() throws IOException {
    String target;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      target = "127.0.0.1:" + closed.getLocalPort();
    }
    Outcome outcome = check("--target", target);

    assertThat(outcome.status()).isEqualTo(CheckCommand.PROBLEMS);
    assertThat(outcome.out())
        .contains(
            "found: Upstream \"" + target + "\" at " + target + " cannot be asked by reflection")
        .contains("mend:  see that the service runs there");
  }

  @Test
  void run_targetOverTls_isTrustedByItsAuthority() throws Exception {
    Certificates certificates = new Certificates();
    SslBundle keys = certificates.bundle(certificates.issue("service"));
    SslContext tls =
        GrpcSslContexts.configure(
                SslContextBuilder.forServer(keys.getManagers().getKeyManagerFactory()))
            .build();
    try (TestService service = new TestService(tls).streaming(CheckCommandTest::reflect)) {
      String target = "localhost:" + service.port();
      String authority = file("ca.pem", certificates.pem().getBytes(StandardCharsets.US_ASCII));

      assertThat(check("--target", target, "--ca", authority).out()).contains("test.Texts/Echo");
      assertThat(check("--target", target, "--tls").status())
          .as("an authority that the JDK does not know")
          .isEqualTo(CheckCommand.PROBLEMS);
      assertThat(check("--target", target).status())
          .as("without TLS")
          .isEqualTo(CheckCommand.PROBLEMS);
    }
  }

  private static void reflect(ServedCall call) throws Exception {
    FileDescriptorSet set = FileDescriptorSet.parseFrom(Schemas.withVerb());
    while (true) {
      ServerReflectionRequest asked = call.take(ServerReflectionRequest.parser());
      ServerReflectionResponse.Builder answer = ServerReflectionResponse.newBuilder();
      if (asked.hasListServices()) {
        answer.getListServicesResponseBuilder().addServiceBuilder().setName("test.Texts");
      } else {
        set.getFileList()
            .forEach(
                file ->
                    answer
                        .getFileDescriptorResponseBuilder()
                        .addFileDescriptorProto(file.toByteString()));
      }
      call.send(answer.build());
    }
  }

  @Test
  void run_json_hasTheDocumentedForm() throws IOException {
    String former = file("former.binpb", Schemas.withVerb());
    String latter = file("latter.binpb", Schemas.withIdempotentPost());

    Outcome outcome = check("--descriptor-set", latter, "--against", former, "--format", "json");
    JsonNode report = JsonMapper.shared().readTree(outcome.out());

    assertThat(outcome.status()).isEqualTo(CheckCommand.BREAKING);
    assertThat(report.propertyNames())
        .containsExactly(
            "version", "result", "routes", "problems", "warnings", "compared", "changes");
    assertThat(report.get("version").intValue()).isEqualTo(1);
    assertThat(report.get("result").stringValue()).isEqualTo("breaking");
    assertThat(report.get("routes").get(0))
        .hasToString(
            ("{'source':'%s','method':'POST','template':'/v1/twice/{text}','rpc':'test.Twice/Put',"
                    + "'body':'','responseBody':'','streaming':'none'}")
                .formatted(latter)
                .replace('\'', '"'));
    assertThat(report.get("compared").get(0))
        .hasToString("{'source':'%s','against':'%s'}".formatted(latter, former).replace('\'', '"'));
    assertThat(report.get("changes").get(0))
        .hasToString(
            ("{'source':'%s','kind':'service_removed','breaking':true,'subject':'test.Texts',"
                    + "'text':'is gone, with all of its RPCs'}")
                .formatted(latter)
                .replace('\'', '"'));
  }

  @Test
  void run_jsonOfProblems_hasTheDocumentedForm() throws IOException {
    String bad = file("bad.binpb", Schemas.withTwoBadRules());
    JsonNode report =
        JsonMapper.shared().readTree(check("--format=json", "--descriptor-set", bad).out());

    assertThat(report.get("result").stringValue()).isEqualTo("problems");
    assertThat(report.get("problems").get(1))
        .hasToString(
            ("{'source':'%s','file':'test.proto','rpc':'test.Bad.Second',"
                    + "'rule':'GET /v2/{nor_this}','found':'variable nor_this names nor_this, which"
                    + " is no field of test.Text','mend':'name one of its fields: text, number'}")
                .formatted(bad)
                .replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          '' | found no source, expected --descriptor-set FILE or --target HOST:PORT.
          --against a | found no source, expected --descriptor-set FILE or --target HOST:PORT.
          --descriptor-set | found nothing behind --descriptor-set, expected a file.
          --descriptor-set --format json | found --format behind --descriptor-set, expected a file.
          --descriptor-set /no/such | found no file /no/such, expected a descriptor set.
          --descriptor-set a --against b --against c | found --against behind another former version, expected one for each source.
          --target | found nothing behind --target, expected HOST:PORT.
          --ca --tls | found --tls behind --ca, expected a PEM file.
          --descriptor-set a --rules /no/such | found no file /no/such, expected a YAML file.
          --format xml | found xml behind --format, expected text or json.
          --allow x.y | found x.y behind --allow, expected package.Service/Method, package.Service/* or package.**.
          --prefix v1 | found v1 behind --prefix, expected a path such as /orders.
          --conflicts=last | found last behind --conflicts, expected refuse or first.
          --unannotated | found nothing behind --unannotated, expected true or false.
          --no-such | found --no-such, expected an option of --help.
          set.binpb | found set.binpb, expected an option of --help.
          """)
  void run_wrongArguments_tellsWhatWasExpected(String arguments, String message) {
    String[] words = arguments.isEmpty() ? new String[0] : arguments.split(" ", -1);

    assertThat(check(words))
        .isEqualTo(
            new Outcome(CheckCommand.USAGE, "", "check: " + message + "\nTry: check --help\n"));
  }

  @Test
  void run_help_printsIt() {
    assertThat(check("--descriptor-set", "a", "--help"))
        .isEqualTo(new Outcome(CheckCommand.FINE, Usage.TEXT, ""));
    assertThat(Usage.TEXT.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(101));
  }
}
