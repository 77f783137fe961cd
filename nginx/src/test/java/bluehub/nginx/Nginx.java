package bluehub.nginx;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * nginx as a process of its own, with the image's nginx.conf rendered for loopback. Where nginx is
 * not installed the test that asks for it is left out with one line; under {@code CI=true} it
 * fails.
 */
final class Nginx implements Closeable {
  static final Path MODULE = Path.of("").toAbsolutePath();
  private static final Duration START_LIMIT = Duration.ofSeconds(20);

  private final Process process;
  private final BufferedReader log;
  private final int port;
  private final Path folder;

  private Nginx(Process process, int port, Path folder) {
    this.process = process;
    this.log = process.inputReader(StandardCharsets.UTF_8);
    this.port = port;
    this.folder = folder;
  }

  /** nginx in front of the gateway at the port, with its files in the folder. */
  static Nginx start(Path folder, int gateway) throws IOException, InterruptedException {
    return start(folder, gateway, UnaryOperator.identity());
  }

  /** The same, with the configuration changed before. */
  static Nginx start(Path folder, int gateway, UnaryOperator<String> change)
      throws IOException, InterruptedException {
    int port = FreePort.find();
    Path conf = conf(folder, port, "127.0.0.1:" + gateway, change);
    return started(
        folder, port, binary(), "-e", "stderr", "-c", conf.toString(), "-g", "daemon off;");
  }

  /** The same by the container's start script, which wants a name as the gateway's host. */
  static Nginx startAsContainer(Path folder, int gateway) throws IOException, InterruptedException {
    binary();
    int port = FreePort.find();
    Path conf = conf(folder, port, "localhost:" + gateway, UnaryOperator.identity());
    return started(folder, port, "sh", script().toString(), conf.toString());
  }

  static Path script() {
    return MODULE.resolve("src/main/jib/etc/nginx/start.sh");
  }

  /** Renders the configuration into the folder. */
  static Path conf(Path folder, int port, String upstream, UnaryOperator<String> change)
      throws IOException, InterruptedException {
    Process render =
        new ProcessBuilder(
                "sh",
                MODULE.resolve("render.sh").toString(),
                "127.0.0.1:" + port,
                upstream,
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String text = new String(render.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (render.waitFor() != 0) {
      throw new AssertionError("render.sh ended with " + render.exitValue());
    }
    // As root, nginx gives its workers another user, who must be able to look in.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    return Files.writeString(folder.resolve("nginx.conf"), change.apply(text));
  }

  private static Nginx started(Path folder, int port, String... command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(folder.resolve("error.log").toFile()).start();
    Nginx nginx = new Nginx(process, port, folder);
    try {
      nginx.awaitPort();
    } catch (IOException | RuntimeException | Error e) {
      nginx.close();
      throw e;
    }
    return nginx;
  }

  int port() {
    return port;
  }

  /** What the pod's preStop does first. */
  void markDraining() throws IOException {
    Files.createFile(folder.resolve("draining"));
  }

  /** The next line of the access log, as soon as it is written. */
  String logLine() throws IOException {
    return String.valueOf(log.readLine());
  }

  /** Asks the process to end, as the kubelet does. */
  void terminate() {
    process.destroy();
  }

  /** Waits for the process' end; its exit status. */
  int awaitEnd() throws InterruptedException {
    if (!process.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("nginx did not end within " + START_LIMIT);
    }
    return process.exitValue();
  }

  /** Connecting is refused at once until nginx listens, a few milliseconds from its start. */
  private void awaitPort() throws IOException {
    long limit = System.nanoTime() + START_LIMIT.toNanos();
    while (true) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return;
      } catch (IOException refused) {
        if (!process.isAlive() || System.nanoTime() - limit > 0) {
          throw new AssertionError(
              "nginx does not listen: " + Files.readString(folder.resolve("error.log")), refused);
        }
        Thread.onSpinWait();
      }
    }
  }

  private static String binary() {
    // Debian keeps it in sbin, which users do not have on their PATH.
    return Stream.concat(
            Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1)),
            Stream.of("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"))
        .map(folder -> Path.of(folder, "nginx"))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst()
        .orElseGet(Nginx::leaveOut);
  }

  private static String leaveOut() {
    if ("true".equals(System.getenv("CI"))) {
      throw new AssertionError(
          Absence.TOLD + "; CI=true wants it (Debian: apt-get install nginx-light)");
    }
    Assumptions.abort(Absence.TOLD);
    throw new AssertionError(Absence.TOLD);
  }

  @Override
  public void close() throws IOException {
    // To the workers' masters as well, where a shell is between: each ends its own at once.
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      if (!process.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("nginx did not end within " + START_LIMIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    log.close();
  }

  /** Loaded, and so told, at most once. */
  private static final class Absence {
    static final String TOLD =
        tell("found no nginx on PATH: the front door's configuration is not tried");

    private static String tell(String why) {
      System.out.println("LEFT OUT: " + why);
      return why;
    }
  }
}
