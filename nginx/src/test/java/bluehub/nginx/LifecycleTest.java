package bluehub.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Health, the way out, and the two scripts. */
@Timeout(60)
class LifecycleTest {
  @TempDir Path folder;

  @Test
  void health_isUpWithoutAGateway() throws Exception {
    try (Nginx nginx = Nginx.start(folder, FreePort.find())) {
      for (String path : List.of("/nginx/health/live", "/nginx/health/ready")) {
        Response response = Client.get(nginx.port(), path);
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.json().get("status").getAsString()).isEqualTo("UP");
      }
    }
  }

  @Test
  void draining_servesOnButSendsConnectionsElsewhere() throws Exception {
    try (Gateway gateway = new Gateway(0, Gateway.text("ok"));
        Nginx nginx = Nginx.start(folder, gateway.port())) {
      assertThat(Client.get(nginx.port(), "/").values("Connection")).doesNotContain("close");
      nginx.markDraining();

      Response served = Client.get(nginx.port(), "/");
      assertThat(served.status()).isEqualTo(200);
      assertThat(served.values("Connection")).contains("close");
      assertThat(Client.get(nginx.port(), "/nginx/health/ready").status()).isEqualTo(503);
      assertThat(Client.get(nginx.port(), "/nginx/health/live").status()).isEqualTo(200);
    }
  }

  @Test
  void container_askedToEnd_finishesWhatIsOpen() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch ending = new CountDownLatch(1);
    Gateway.Answer slow =
        (head, in, out) -> {
          arrived.countDown();
          try {
            assertThat(ending.await(30, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          Gateway.text("finished").answer(head, in, out);
        };
    try (Gateway gateway = new Gateway(0, slow);
        Nginx nginx = Nginx.startAsContainer(folder, gateway.port());
        Client client = new Client(nginx.port())) {
      client.write("GET / HTTP/1.1\r\nHost: front.test\r\n\r\n");
      assertThat(arrived.await(30, TimeUnit.SECONDS)).isTrue();

      nginx.terminate();
      ending.countDown();

      assertThat(client.response().body()).isEqualTo("finished");
      assertThat(nginx.awaitEnd()).isZero();
    }
  }

  @Test
  void container_beforeTheGatewaysNameIsKnown_saysSoAndWaits() throws Exception {
    Path conf = Nginx.conf(folder, FreePort.find(), "no..name:10000", UnaryOperator.identity());
    Process start = new ProcessBuilder("sh", Nginx.script().toString(), conf.toString()).start();
    try (BufferedReader errors = start.errorReader(StandardCharsets.UTF_8)) {
      assertThat(errors.readLine()).contains("waiting for the name no..name");

      start.destroy();
      assertThat(start.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(start.exitValue()).isZero();
    }
  }

  @Test
  void render_changesTheThreePlacesAlone() throws Exception {
    String image = Files.readString(Nginx.MODULE.resolve("src/main/jib/etc/nginx/nginx.conf"));
    String local =
        Files.readString(Nginx.conf(folder, 30005, "127.0.0.1:10000", UnaryOperator.identity()));

    assertThat(local)
        .isEqualTo(
            image
                .replace("listen 8080;", "listen 127.0.0.1:30005;")
                .replace("server bluehub-gateway-service:10000;", "server 127.0.0.1:10000;")
                .replace("/tmp/nginx", folder.toString()));
  }

  @Test
  void render_withoutItsThreeArguments_isMisuse() throws Exception {
    Process render =
        new ProcessBuilder("sh", Nginx.MODULE.resolve("render.sh").toString(), "8080").start();
    try (BufferedReader errors = render.errorReader(StandardCharsets.UTF_8)) {
      assertThat(errors.readLine()).contains("found 1 arguments, expected 3");
      assertThat(render.waitFor()).isEqualTo(2);
    }
  }
}
