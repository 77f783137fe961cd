package bluehub.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes through the front door goes through untouched and at once. */
@Timeout(60)
class ProxyTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/example/sayhello/hirasawa",
        "/v1/a%2Fb//c;d=e/%E5%B9%B3%E6%B2%A2?x=%20+&y",
        "/v1/things/1:verb?a.b[c]=d",
        "/a/./b/../c",
      })
  void target_isPassedOnAsItCame(String target) throws Exception {
    try (Gateway gateway = new Gateway(0, Gateway.text("ok"));
        Nginx nginx = Nginx.start(folder, gateway.port())) {
      Response response = Client.get(nginx.port(), target);

      assertThat(response.status()).isEqualTo(200);
      assertThat(response.body()).isEqualTo("ok");
      assertThat(gateway.requests())
          .extracting(Head::first)
          .containsExactly("GET " + target + " HTTP/1.1");
    }
  }

  @Test
  void headers_tellWhereTheRequestCameFrom() throws Exception {
    try (Gateway gateway = new Gateway(0, Gateway.text("ok"));
        Nginx nginx = Nginx.start(folder, gateway.port())) {
      Client.get(nginx.port(), "/", "Connection: keep-alive", "under_score: kept", "Upgrade: h2c");

      Head seen = gateway.requests().getFirst();
      assertThat(seen.values("Host")).containsExactly("front.test");
      assertThat(seen.values("X-Forwarded-Host")).containsExactly("front.test");
      assertThat(seen.values("X-Forwarded-For")).containsExactly("127.0.0.1");
      assertThat(seen.values("X-Forwarded-Proto")).containsExactly("http");
      assertThat(seen.values("under_score")).containsExactly("kept");
      assertThat(seen.values("Connection")).isEmpty();
      assertThat(seen.values("Upgrade")).isEmpty();
    }
  }

  @Test
  void forwardedProtocolOfATlsTerminator_isKept() throws Exception {
    try (Gateway gateway = new Gateway(0, Gateway.text("ok"));
        Nginx nginx = Nginx.start(folder, gateway.port())) {
      Client.get(nginx.port(), "/", "X-Forwarded-Proto: https", "X-Forwarded-For: 192.0.2.7");

      Head seen = gateway.requests().getFirst();
      assertThat(seen.values("X-Forwarded-Proto")).containsExactly("https");
      assertThat(seen.values("X-Forwarded-For")).containsExactly("192.0.2.7, 127.0.0.1");
    }
  }

  @Test
  void requestId_ofTheCaller_isTakenAndReturnedOnce() throws Exception {
    try (Gateway gateway = new Gateway(0, Gateway.text("ok", "X-Request-Id: the-gateways"));
        Nginx nginx = Nginx.start(folder, gateway.port())) {
      Response response = Client.get(nginx.port(), "/", "X-Request-Id: abc-1");

      assertThat(gateway.requests().getFirst().values("X-Request-Id")).containsExactly("abc-1");
      assertThat(response.values("X-Request-Id")).containsExactly("abc-1");
      assertThat(response.values("Server")).containsExactly("nginx");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two words", "{\"json\":1}"})
  void requestId_thatIsNone_isReplaced(String id) throws Exception {
    try (Gateway gateway = new Gateway(0, Gateway.text("ok"));
        Nginx nginx = Nginx.start(folder, gateway.port())) {
      Response response = Client.get(nginx.port(), "/", "X-Request-Id: " + id);

      assertThat(response.values("X-Request-Id"))
          .singleElement()
          .asString()
          .matches("[0-9a-f]{32}");
      assertThat(gateway.requests().getFirst().values("X-Request-Id"))
          .isEqualTo(response.values("X-Request-Id"));
    }
  }

  @Test
  void connectionToTheGateway_isUsedAgain() throws Exception {
    try (Gateway gateway = new Gateway(0, Gateway.text("ok"));
        Nginx nginx =
            Nginx.start(
                folder,
                gateway.port(),
                conf -> conf.replace("worker_processes 2", "worker_processes 1"))) {
      for (int i = 0; i < 5; i++) {
        assertThat(Client.get(nginx.port(), "/").status()).isEqualTo(200);
      }
      assertThat(gateway.requests()).hasSize(5);
      assertThat(gateway.connections()).isEqualTo(1);
    }
  }

  @Test
  void answerInPieces_comesThroughPieceByPiece() throws Exception {
    CountDownLatch firstSeen = new CountDownLatch(1);
    Gateway.Answer pieces =
        (head, in, out) -> {
          out.write(
              "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
          out.flush();
          await(firstSeen);
          out.write("3\r\ntwo\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
          out.flush();
        };
    try (Gateway gateway = new Gateway(0, pieces);
        Nginx nginx = Nginx.start(folder, gateway.port());
        Client client = new Client(nginx.port())) {
      client.write("GET /stream HTTP/1.1\r\nHost: front.test\r\n\r\n");
      client.head();

      assertThat(client.text(8)).isEqualTo("3\r\none\r\n");
      firstSeen.countDown();
      assertThat(client.text(13)).isEqualTo("3\r\ntwo\r\n0\r\n\r\n");
    }
  }

  @Test
  void bodyInPieces_comesThroughPieceByPiece() throws Exception {
    CompletableFuture<String> first = new CompletableFuture<>();
    Gateway.Answer reader =
        (head, in, out) -> {
          first.complete(new String(in.readNBytes(8), StandardCharsets.US_ASCII));
          in.skipNBytes(13);
          Gateway.text("read").answer(head, in, out);
        };
    try (Gateway gateway = new Gateway(0, reader);
        Nginx nginx = Nginx.start(folder, gateway.port());
        Client client = new Client(nginx.port())) {
      client.write(
          "POST / HTTP/1.1\r\nHost: front.test\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n");
      assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo("3\r\none\r\n");

      client.write("3\r\ntwo\r\n0\r\n\r\n");
      assertThat(client.response().body()).isEqualTo("read");
    }
  }

  @Test
  void clientThatLeaves_endsTheGatewaysRequest() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CompletableFuture<Integer> afterwards = new CompletableFuture<>();
    Gateway.Answer never =
        (head, in, out) -> {
          started.countDown();
          afterwards.complete(in.read());
        };
    try (Gateway gateway = new Gateway(0, never);
        Nginx nginx = Nginx.start(folder, gateway.port())) {
      try (Client client = new Client(nginx.port())) {
        client.write("GET / HTTP/1.1\r\nHost: front.test\r\n\r\n");
        await(started);
      }
      assertThat(afterwards.get(30, TimeUnit.SECONDS)).as("end of the connection").isEqualTo(-1);
    }
  }

  @Test
  void webSocket_isUpgradedAndCarriesBytesBothWays() throws Exception {
    Gateway.Answer echo =
        (head, in, out) -> {
          assertThat(head.values("Upgrade")).containsExactly("websocket");
          assertThat(head.values("Connection")).containsExactly("upgrade");
          out.write(
              "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
          out.write(in.readNBytes(4));
          out.flush();
        };
    try (Gateway gateway = new Gateway(0, echo);
        Nginx nginx = Nginx.start(folder, gateway.port());
        Client client = new Client(nginx.port())) {
      client.write(
          "GET /ws HTTP/1.1\r\nHost: front.test\r\nConnection: Upgrade\r\nUpgrade: WebSocket\r\n\r\n");
      assertThat(client.head().first()).startsWith("HTTP/1.1 101 ");

      client.write("ping");
      assertThat(client.text(4)).isEqualTo("ping");
    }
  }

  @Test
  void closedIdleConnectionOfTheGateway_losesNoRequest() throws Exception {
    Gateway.Answer once =
        (head, in, out) -> {
          Gateway.text("ok").answer(head, in, out);
          throw new IOException("closes, without having said so");
        };
    try (Gateway gateway = new Gateway(0, once);
        Nginx nginx = Nginx.start(folder, gateway.port())) {
      for (int i = 0; i < 20; i++) {
        assertThat(Client.get(nginx.port(), "/").status()).isEqualTo(200);
      }
    }
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      if (!latch.await(30, TimeUnit.SECONDS)) {
        throw new IOException("what the test waits for did not happen");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
