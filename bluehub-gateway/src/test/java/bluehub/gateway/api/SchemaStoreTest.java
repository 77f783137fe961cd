package bluehub.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bluehub.gateway.api.SchemaState.Status;
import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.RawClient;
import bluehub.gateway.fixture.ReflectingService;
import bluehub.gateway.fixture.Schemas;
import bluehub.gateway.settings.OperatorFault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class SchemaStoreTest {
  private static final byte[] SCHEMA = Schemas.service("Echo", "Say=/v1/say/{text}");
  private static final Snapshot SNAPSHOT =
      new Snapshot(
          "there",
          SCHEMA,
          List.of(),
          List.of(new Snapshot.RuleText("r.yaml", "a: b".getBytes(StandardCharsets.UTF_8))),
          null);

  @TempDir private Path folder;

  @Test
  void snapshot_isKept_asItWas() throws Exception {
    SchemaStore store = SchemaStore.in(folder.resolve("new/folder").toString());
    store.save("a/b", SNAPSHOT);

    Optional<Snapshot> kept = store.load("a/b", "there");
    assertThat(kept).map(Snapshot::digest).contains(SNAPSHOT.digest());
    assertThat(kept).map(Snapshot::place).contains("there");
    try (Stream<Path> files = Files.list(folder.resolve("new/folder"))) {
      assertThat(files.map(Path::getFileName)).containsExactly(Path.of("a%2Fb.schema"));
    }
  }

  @Test
  void snapshot_ofAnotherPlace_orUpstream_isNone() {
    SchemaStore store = SchemaStore.in(folder.toString());
    store.save("a", SNAPSHOT);

    assertThat(store.load("a", "elsewhere")).isEmpty();
    assertThat(store.load("b", "there")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 16, 20, 60, -1})
  void file_thatIsDamaged_isToldAndIgnored(int at, CapturedOutput output) throws Exception {
    SchemaStore store = SchemaStore.in(folder.toString());
    store.save("a", SNAPSHOT);
    Path file = folder.resolve("a.schema");
    byte[] bytes = Files.readAllBytes(file);
    bytes[at < 0 ? bytes.length - 1 : at] ^= 1;
    Files.write(file, bytes);

    assertThat(store.load("a", "there")).isEmpty();
    assertThat(output).contains("a.schema is no schema that was kept, and is not used");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 48, 100})
  void file_thatIsCutOff_isIgnored(int length) throws Exception {
    SchemaStore store = SchemaStore.in(folder.toString());
    store.save("a", SNAPSHOT);
    Path file = folder.resolve("a.schema");
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));

    assertThat(store.load("a", "there")).isEmpty();
  }

  @Test
  void store_thatIsOff_keepsNothing() {
    SchemaStore store = SchemaStore.in(" ");
    store.save("a", SNAPSHOT);

    assertThat(store.load("a", "there")).isEmpty();
  }

  @Test
  void folder_thatCannotBe_isTold() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> SchemaStore.in(file.resolve("store").toString()))
        .isInstanceOf(OperatorFault.class)
        .hasMessageContaining("cannot be written to")
        .hasMessageContaining("Set bluehub.schema-store");
  }

  private static int status(Gateway gateway, String path) {
    try (RawClient client = gateway.connect()) {
      return client.send("GET " + path + " HTTP/1.1\nHost: a\n\n").read().status();
    }
  }

  @Test
  void gateway_startsWithoutItsUpstream_onWhatWasKept() throws Exception {
    String store = "bluehub.schema-store=" + folder;
    try (ReflectingService service = new ReflectingService().describing(SCHEMA)) {
      String[] settings = service.settings("router");
      String[] all = Arrays.copyOf(settings, settings.length + 1);
      all[settings.length] = store;
      try (Gateway gateway = new Gateway(service.port(), all)) {
        gateway.awaitSchema(state -> state.status() == Status.SERVING);
      }
      service.answering(call -> call.sendBytes(call.take()).end()).pause();
      try (Gateway gateway = new Gateway(service.port(), all)) {
        SchemaState state = gateway.awaitSchema(each -> each.status() == Status.LAST_GOOD);
        assertThat(state.origin()).isEqualTo("the schema store");
        assertThat(status(gateway, "/v1/say/x")).isEqualTo(503);

        service.resume();
        assertThat(gateway.awaitSchema(each -> each.status() == Status.SERVING).swaps())
            .isEqualTo(1);
        assertThat(status(gateway, "/v1/say/x")).isEqualTo(200);
      }
    }
  }

  @Test
  void file_thatIsBadAtTheStart_isReplacedByWhatWasKept() throws Exception {
    Path file = Files.write(folder.resolve("a.binpb"), SCHEMA);
    String[] settings = {
      "bluehub.upstreams.router.schema.descriptor-set=file:" + file,
      "bluehub.upstreams.router.schema.poll=20ms",
      "bluehub.schema-store=" + folder.resolve("store")
    };
    new Gateway(1, settings).close();
    Files.write(file, Schemas.withTwoBadRules());
    try (Gateway gateway = new Gateway(1, settings)) {
      assertThat(gateway.schemas().get("router").status()).isEqualTo(Status.LAST_GOOD);
      assertThat(gateway.schemas().get("router").problems()).hasSize(2);
      assertThat(status(gateway, "/v1/say/x")).isEqualTo(503);
    }
    Files.delete(file);
    try (Gateway gateway = new Gateway(1, settings)) {
      assertThat(status(gateway, "/v1/say/x")).isEqualTo(503);
      Files.write(file, Schemas.service("Echo", "Say=/v1/new/{text}"));
      gateway.awaitSchema(each -> each.status() == Status.SERVING);
      assertThat(status(gateway, "/v1/new/x")).isEqualTo(503);
    }
  }
}
