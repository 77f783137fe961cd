package bluehub.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.gateway.api.SchemaState.Status;
import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.RawClient;
import bluehub.gateway.fixture.Schemas;
import bluehub.gateway.fixture.TestService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Descriptor sets and rules in files that change. */
class WatchedFilesTest {
  private static final byte[] FIRST = Schemas.service("Echo", "Say=/v1/first/{text}");
  private static final byte[] SECOND = Schemas.service("Echo", "Say=/v1/second/{text}");

  @TempDir private Path folder;

  private final TestService service =
      new TestService().answering(call -> call.sendBytes(new byte[] {10, 1, 'a'}).end());

  @AfterEach
  void stop() {
    service.close();
  }

  private Gateway gateway(Path schema, String... more) {
    String[] settings = Arrays.copyOf(more, more.length + 2);
    settings[more.length] = "bluehub.upstreams.router.schema.descriptor-set=file:" + schema;
    settings[more.length + 1] = "bluehub.upstreams.router.schema.poll=20ms";
    return new Gateway(service.port(), settings);
  }

  private static int status(Gateway gateway, String path) {
    try (RawClient client = gateway.connect()) {
      return client.send("GET " + path + " HTTP/1.1\nHost: a\n\n").read().status();
    }
  }

  @Test
  void file_thatIsReplaced_isServed() throws Exception {
    Path schema = Files.write(folder.resolve("a.binpb"), FIRST);
    try (Gateway gateway = gateway(schema)) {
      assertThat(status(gateway, "/v1/first/a")).isEqualTo(200);

      Files.write(schema, SECOND);
      gateway.awaitSchema(state -> state.swaps() == 2);
      assertThat(status(gateway, "/v1/second/a")).isEqualTo(200);
      assertThat(status(gateway, "/v1/first/a")).isEqualTo(404);
    }
  }

  @Test
  void file_thatIsGoneOrHalfWritten_changesNothing() throws Exception {
    Path schema = Files.write(folder.resolve("a.binpb"), FIRST);
    try (Gateway gateway = gateway(schema)) {
      Files.write(schema, Arrays.copyOf(FIRST, FIRST.length - 10));
      SchemaState half = gateway.awaitSchema(state -> state.status() == Status.LAST_GOOD);
      assertThat(half.problems()).singleElement().asString().contains("no descriptor set");

      Files.delete(schema);
      SchemaState gone = gateway.awaitSchema(SchemaState::failing);
      assertThat(gone.problems()).singleElement().asString().contains("does not exist");
      assertThat(status(gateway, "/v1/first/a")).isEqualTo(200);

      Files.write(schema, FIRST);
      gateway.awaitSchema(state -> state.status() == Status.SERVING);
    }
  }

  /** As the kubelet does it: the file is a link into {@code ..data}, which is a link itself. */
  @Test
  void configMap_whoseDataAreSwapped_isServed() throws Exception {
    Path old = Files.createDirectory(folder.resolve("..2026_01"));
    Path next = Files.createDirectory(folder.resolve("..2026_02"));
    Files.write(old.resolve("a.binpb"), FIRST);
    Files.write(next.resolve("a.binpb"), SECOND);
    Path data = Files.createSymbolicLink(folder.resolve("..data"), old.getFileName());
    Path schema =
        Files.createSymbolicLink(folder.resolve("a.binpb"), data.getFileName().resolve("a.binpb"));
    try (Gateway gateway = gateway(schema)) {
      assertThat(status(gateway, "/v1/first/a")).isEqualTo(200);

      Path draft = Files.createSymbolicLink(folder.resolve("..tmp"), next.getFileName());
      Files.move(draft, data, StandardCopyOption.ATOMIC_MOVE);
      gateway.awaitSchema(state -> state.swaps() == 2);
      assertThat(status(gateway, "/v1/second/a")).isEqualTo(200);
    }
  }

  private static void rules(Path file, String path) throws IOException {
    Files.writeString(file, "http: {rules: [{selector: test.Echo.Say, get: \"" + path + "\"}]}");
  }

  @Test
  void rules_thatChange_areServed_andOverrideAnnotations() throws Exception {
    Path schema = Files.write(folder.resolve("a.binpb"), FIRST);
    Path rules = folder.resolve("rules.yaml");
    rules(rules, "/v1/ruled/{text}");
    try (Gateway gateway = gateway(schema, "bluehub.upstreams.router.schema.rules=file:" + rules)) {
      assertThat(status(gateway, "/v1/ruled/a")).isEqualTo(200);
      assertThat(status(gateway, "/v1/first/a")).isEqualTo(404);

      rules(rules, "/v1/{no_field}");
      SchemaState bad = gateway.awaitSchema(state -> state.status() == Status.LAST_GOOD);
      assertThat(bad.problems()).singleElement().asString().contains("rules.yaml", "no_field");
      assertThat(status(gateway, "/v1/ruled/a")).isEqualTo(200);

      rules(rules, "/v1/again/{text}");
      gateway.awaitSchema(state -> state.swaps() == 2);
      assertThat(status(gateway, "/v1/again/a")).isEqualTo(200);
    }
  }

  @Test
  void fullyDecode_ofAConfig_goesBeforeKeepReserved() throws Exception {
    Path schema = Files.write(folder.resolve("a.binpb"), FIRST);
    Path rules =
        Files.writeString(
            folder.resolve("rules.yaml"),
            "http: {fully_decode_reserved_expansion: true, rules: ["
                + "{selector: test.Echo.Say, get: \"/v1/{text=a/**}\"}]}");
    service.answering(call -> call.sendBytes(call.bytes()).end());
    try (Gateway gateway =
            gateway(
                schema,
                "bluehub.transcoding.keep-reserved=true",
                "bluehub.upstreams.router.schema.rules=file:" + rules);
        RawClient client = gateway.connect()) {
      assertThat(client.send("GET /v1/a/b%21%2F HTTP/1.1\nHost: a\n\n").read().body())
          .isEqualTo("{\"text\":\"a/b!%2F\"}");
    }
  }
}
