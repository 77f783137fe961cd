package bluehub.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.RawClient;
import bluehub.gateway.fixture.Schemas;
import bluehub.gateway.fixture.ServedCall;
import bluehub.gateway.fixture.TestService;
import com.google.protobuf.StringValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What open WebSockets are told when the server stops, byte for byte. */
class WebSocketStopTest {
  /** FIN, close, two bytes: 1000, 1001 (RFC 6455 §5.2, §7.4.1). */
  private static final byte[] NORMAL = {(byte) 0x88, 2, 0x03, (byte) 0xe8};

  private static final byte[] GOING_AWAY = {(byte) 0x88, 2, 0x03, (byte) 0xe9};

  /** The client's close with 1001, masked with zeros. */
  private static final byte[] CLIENTS_CLOSE = {
    (byte) 0x88, (byte) 0x82, 0, 0, 0, 0, 0x03, (byte) 0xe9
  };

  @TempDir private static Path folder;

  private static String schema;
  private static TestService service;

  @BeforeAll
  static void start() throws IOException {
    Path file = Files.write(folder.resolve("streams.binpb"), Schemas.withStreams());
    schema = "bluehub.upstreams.router.schema.descriptor-set=file:" + file;
    service = new TestService().answering(_ -> {});
  }

  @AfterAll
  static void end() {
    service.close();
  }

  private static Gateway gateway(String time) {
    return new Gateway(service.port(), schema, "bluehub.http.drain.time=" + time);
  }

  private static ServedCall open(RawClient client) throws InterruptedException {
    client.openWebSocket("/v1/talk/x");
    return service.takeCall();
  }

  private static CompletableFuture<Void> stop(Gateway gateway) {
    CompletableFuture<Void> stopped = new CompletableFuture<>();
    gateway.server().stop(() -> stopped.complete(null));
    return stopped;
  }

  @Test
  void talk_afterTheDrainTime_isClosedWith1001_andItsCallCancelled() throws Exception {
    try (Gateway gateway = gateway("50ms");
        RawClient client = gateway.connect()) {
      ServedCall call = open(client);
      CompletableFuture<Void> stopped = stop(gateway);

      assertThat(client.bytes(GOING_AWAY.length)).isEqualTo(GOING_AWAY);
      assertThat(client.sendBytes(CLIENTS_CLOSE).closedByServer()).isTrue();
      call.awaitCancelled();
      client.closeOutput();
      stopped.join();
    }
  }

  @Test
  void talk_whoseClientDoesNotAnswer_holdsTheStopForAMomentOnly() throws Exception {
    try (Gateway gateway = gateway("0s");
        RawClient client = gateway.connect()) {
      open(client);
      stop(gateway).join();

      assertThat(client.bytes(GOING_AWAY.length)).isEqualTo(GOING_AWAY);
      assertThat(client.closedByServer()).isTrue();
    }
  }

  @Test
  void talk_thatEndsWithinTheDrainTime_isClosedWith1000() throws Exception {
    try (Gateway gateway = gateway("1m");
        RawClient client = gateway.connect()) {
      ServedCall call = open(client);
      CompletableFuture<Void> stopped = stop(gateway);
      call.send(StringValue.of("b")).end();

      byte[] text = client.bytes(2);
      assertThat(client.bytes(text[1])).asString().isEqualTo("{\"text\":\"b\"}");
      assertThat(client.bytes(NORMAL.length)).isEqualTo(NORMAL);
      client.closeOutput();
      stopped.join();
    }
  }

  /** A request without the end of its head, or with an answer that is due, is no WebSocket yet. */
  @ParameterizedTest
  @ValueSource(strings = {"GET /v1/talk/x HTTP/1.1\nHost: a\nUpgrade: websocket\n", ""})
  void connection_thatIsNoWebSocket_isCutOffWithoutAWord(String begun) {
    try (Gateway gateway = gateway("0s");
        RawClient client = gateway.connect()) {
      client.send(begun);
      stop(gateway).join();

      assertThat(client.closedByServer()).isTrue();
    }
  }
}
