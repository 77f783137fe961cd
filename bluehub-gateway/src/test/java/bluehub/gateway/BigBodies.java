package bluehub.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.gateway.fixture.RawClient;
import bluehub.gateway.fixture.Schemas;
import bluehub.gateway.fixture.TestService;
import com.google.api.HttpBody;
import com.google.protobuf.ByteString;
import com.google.protobuf.StringValue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bodies of 1 GiB through a gateway process with the heap that its pod has, and its greatest size
 * in memory. Linux only, and not part of the build, for its length:
 *
 * <pre>./mvnw test -pl bluehub-gateway -am -Dtest=BigBodies -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 */
class BigBodies {
  private static final long SIZE = 1L << 30;
  private static final byte[] PIECE = new byte[64 * 1024];

  /** Of the pod's 256 MB, 40 % are heap. */
  private static final String HEAP = "-Xmx100m";

  /** What a transfer may add to a gateway that has served one request; a body adds 1,024. */
  private static final long MOST_ADDED_MB = 100;

  @TempDir private static Path folder;

  private static TestService service;
  private static Process gateway;
  private static int port;

  @BeforeAll
  static void start() throws IOException {
    Path schema = Files.write(folder.resolve("streams.binpb"), Schemas.withStreams());
    service = new TestService();
    port = freePort();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(HEAP, "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-Xss512k"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(GatewayApplication.class.getName());
    command.add("--bluehub.http.address=127.0.0.1");
    command.add("--bluehub.http.port=" + port);
    command.add("--bluehub.upstreams.router.target=127.0.0.1:" + service.port());
    command.add("--bluehub.upstreams.router.schema.descriptor-set=file:" + schema);
    command.add("--server.address=127.0.0.1");
    command.add("--server.port=0");
    gateway = new ProcessBuilder(command).redirectErrorStream(true).start();
    awaitStart();
  }

  @AfterAll
  static void stop() throws InterruptedException {
    gateway.destroy();
    gateway.waitFor(1, TimeUnit.MINUTES);
    service.close();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Reads the program's log until it serves, and throws the rest away. */
  private static void awaitStart() throws IOException {
    var log = gateway.inputReader();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      if (line.contains("Started GatewayApplication")) {
        Thread.ofVirtual().start(() -> log.lines().forEach(_ -> {}));
        return;
      }
    }
    throw new AssertionError("The gateway ended at its start");
  }

  /** The process' size in MB, now ({@code VmRSS}) or at its peak ({@code VmHWM}). */
  private static long megabytes(String key) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + gateway.pid() + "/status"))) {
      if (line.startsWith(key + ":")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
      }
    }
    throw new AssertionError("No " + key);
  }

  private static long upload(long size) {
    service.streaming(
        call -> {
          long received = 0;
          for (HttpBody next = call.take(HttpBody.parser());
              next != null;
              next = call.take(HttpBody.parser())) {
            received += next.getData().size();
          }
          call.reply(StringValue.of(Long.toString(received)));
        });
    try (RawClient client = new RawClient(port)) {
      client.send("POST /v1/upload HTTP/1.1\nHost: a\nContent-Length: %d\n\n".formatted(size));
      for (long sent = 0; sent < size; sent += PIECE.length) {
        client.sendBytes(PIECE);
      }
      return Long.parseLong(client.read().body().replaceAll("\\D", ""));
    }
  }

  private static long download(long size) throws IOException {
    HttpBody piece = HttpBody.newBuilder().setData(ByteString.copyFrom(PIECE)).build();
    service.streaming(
        call -> {
          for (long sent = 0; sent < size; sent += PIECE.length) {
            call.awaitReady();
            call.send(piece);
          }
          call.end();
        });
    try (RawClient client = new RawClient(port)) {
      client.send("POST /v1/pipe HTTP/1.1\nHost: a\nContent-Length: 0\n\n");
      String line;
      do {
        line = client.line();
      } while (!line.isEmpty());
      long received = 0;
      for (byte[] chunk = client.chunk(); chunk.length > 0; chunk = client.chunk()) {
        received += chunk.length;
      }
      return received;
    }
  }

  @Test
  void bodies_ofOneGibibyte_passInConstantMemory() throws IOException {
    assertThat(upload(PIECE.length)).isEqualTo(PIECE.length);
    assertThat(download(PIECE.length)).isEqualTo(PIECE.length);
    long before = megabytes("VmHWM");
    assertThat(upload(SIZE)).isEqualTo(SIZE);
    long uploaded = megabytes("VmHWM");
    assertThat(download(SIZE)).isEqualTo(SIZE);
    long downloaded = megabytes("VmHWM");
    System.out.printf(
        "Peak RSS of the gateway: %d MB before, %d MB after an upload of 1 GiB,"
            + " %d MB after a download of 1 GiB%n",
        before, uploaded, downloaded);
    assertThat(downloaded - before).isLessThan(MOST_ADDED_MB);
  }
}
