package bluehub.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.gateway.fixture.Schemas;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What an operator reads when the gateway does not start. */
@ExtendWith(OutputCaptureExtension.class)
class StartFailureTest {
  @TempDir private Path folder;

  /** Starts, expects it to fail, and gives back the report. */
  private static String report(CapturedOutput output, String... settings) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("bluehub.http.address", "127.0.0.1");
    all.put("bluehub.http.port", "0");
    all.put("bluehub.upstreams.router.target", "127.0.0.1:1");
    all.put(
        "bluehub.upstreams.router.schema.descriptor-set",
        "classpath:META-INF/bluehub/example.binpb");
    all.put("server.port", "0");
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      all.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    String[] arguments = all.entrySet().stream().map(each -> "--" + each).toArray(String[]::new);
    try {
      SpringApplication.run(GatewayApplication.class, arguments).close();
    } catch (RuntimeException e) {
      String text = output.getAll();
      String report = text.substring(text.indexOf("APPLICATION FAILED TO START"));
      assertThat(report).contains("Description:", "Action:").doesNotContain("\tat ");
      return report;
    }
    throw new AssertionError("It started");
  }

  @Test
  void port_taken(CapturedOutput output) throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(report(output, "bluehub.http.port=" + taken.getLocalPort()))
          .contains("cannot listen on 127.0.0.1 port " + taken.getLocalPort())
          .contains("set bluehub.http.port");
    }
  }

  @Test
  void descriptorSet_missing(CapturedOutput output) {
    assertThat(report(output, "bluehub.upstreams.router.schema.descriptor-set=file:/no/such.binpb"))
        .contains("file:/no/such.binpb of upstream \"router\" does not exist")
        .contains("Set bluehub.upstreams.router.schema.descriptor-set");
  }

  @Test
  void descriptorSet_thatIsNone(CapturedOutput output) throws IOException {
    Path file = Files.writeString(folder.resolve("none.binpb"), "this is no descriptor set");

    assertThat(report(output, "bluehub.upstreams.router.schema.descriptor-set=file:" + file))
        .contains("The schema is refused")
        .contains("none.binpb (upstream router)");
  }

  @Test
  void schema_withSeveralProblems_tellsAll(CapturedOutput output) throws IOException {
    Path file = Files.write(folder.resolve("bad.binpb"), Schemas.withTwoBadRules());

    assertThat(report(output, "bluehub.upstreams.router.schema.descriptor-set=file:" + file))
        .contains("for 2 reasons")
        .contains("test.Bad.First", "no_such_field")
        .contains("test.Bad.Second", "nor_this");
  }

  /** They are the operator's, and there from the start, whoever tells the descriptors. */
  @Test
  void rules_ofAServiceThatIsAskedByReflection(CapturedOutput output) throws IOException {
    Path file = Files.writeString(folder.resolve("rules.yaml"), "http: {rules: [{get: /v1}]}");

    assertThat(
            report(
                output,
                "bluehub.upstreams.other.target=127.0.0.1:1",
                "bluehub.upstreams.other.schema.rules=file:" + file))
        .contains("(upstream other)")
        .contains("rules.yaml:1: has a rule without a selector");
  }

  @Test
  void routes_ofTwoUpstreams_thatClash(CapturedOutput output) {
    assertThat(
            report(
                output,
                "bluehub.upstreams.other.target=127.0.0.1:1",
                "bluehub.upstreams.other.schema.descriptor-set="
                    + "classpath:META-INF/bluehub/example.binpb"))
        .contains("for 5 reasons")
        .contains(
            "answers the same requests as GET /v1/example/sayhello/{name} of"
                + " bluehub.example.v1.HelloWorldService/SayHello of upstream")
        .contains("of upstream router answers", "of upstream other, which serves");
  }

  @Test
  void target_thatCannotBeUnderstood(CapturedOutput output) {
    assertThat(report(output, "bluehub.upstreams.router.target=http://router"))
        .contains("The target \"http://router\" of upstream \"router\" cannot be understood")
        .contains("Set bluehub.upstreams.router.target to host:port");
  }

  @Test
  void setting_outOfRange(CapturedOutput output) {
    assertThat(report(output, "bluehub.http.port=70000"))
        .contains("port is 70000, expected 0 to 65535");
  }
}
