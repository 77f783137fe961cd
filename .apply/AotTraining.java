import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes the AOT caches of the router's and the gateway's image: {@code java AotTraining.java FOLDER
 * ROUTER-TAR GATEWAY-TAR}. It unpacks both images, as Jib writes them into a tar file, below FOLDER,
 * runs both programs there with the images' own JRE, sends the gateway the kinds of requests that it
 * is for, and ends them; the JVM then leaves what it has learnt in FOLDER/router.aot and
 * FOLDER/gateway.aot. A cache fits the files it was trained on alone, so no other JRE will do. Ends
 * with 1 and says why where that cannot be, such as on another system than the image's.
 */
final class AotTraining {
  private static final int GREETINGS = 2_000;
  private static final Duration START = Duration.ofMinutes(5);
  private static final Duration STOP = Duration.ofMinutes(5);
  private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final String CARDS =
      """
      {"orderNumber":"1234567890123","card":{"tone":"TONE_FESTIVE","text":"Best wishes","picture":"AAEC"},
      "recipients":[{"name":"hirasawa","email":"yui@example.com"},
      {"name":"\\u5e73\\u6ca2","postalAddress":{"lines":["1 Main Street"],"countryCode":"JP"}}],
      "deliverAt":"2026-12-24T18:00:00.5Z","labels":{"a":"b"}}""";

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]).toAbsolutePath();
    try {
      Program router = new Program("router", Image.unpack(Path.of(args[1]), folder.resolve("router")));
      Program gateway = new Program("gateway", Image.unpack(Path.of(args[2]), folder.resolve("gateway")));
      train(router, gateway, folder);
    } catch (IOException e) {
      System.out.println(e.getMessage());
      System.exit(1);
    }
  }

  private static void train(Program router, Program gateway, Path folder)
      throws IOException, InterruptedException {
    int grpc = freePort();
    int http = freePort();
    router.start(
        folder,
        List.of("--spring.grpc.server.address=127.0.0.1", "--spring.grpc.server.port=" + grpc));
    router.awaitReady();
    gateway.start(
        folder,
        List.of(
            "--bluehub.http.address=127.0.0.1",
            "--bluehub.http.port=" + http,
            "--bluehub.upstreams.router.target=127.0.0.1:" + grpc));
    gateway.awaitReady();
    try (HttpClient client = HttpClient.newHttpClient()) {
      String base = "http://127.0.0.1:" + http;
      for (int i = 0; i < GREETINGS; i++) {
        ask(client, base + "/v1/example/sayhello/hirasawa%20" + i, null);
      }
      for (int i = 0; i < GREETINGS / 10; i++) {
        ask(client, base + "/v1/example/cards", CARDS);
        ask(client, base + "/v1/example/greetings/hirasawa?count=3&interval=0s", null);
        ask(client, base + "/v1/example/nothing/here", null);
      }
      router.ask(client, "/actuator/prometheus");
      gateway.ask(client, "/actuator/prometheus");
    }
    gateway.stop();
    router.stop();
  }

  private static void ask(HttpClient client, String url, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
    if (body != null) {
      request
          .header("Content-Type", "application/json")
          .POST(HttpRequest.BodyPublishers.ofString(body));
    }
    var _ = client.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.discarding());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** An unpacked image: its root folder, its home of Java, and what it runs. */
  private record Image(Path root, String javaHome, List<String> entrypoint) {

    static Image unpack(Path tar, Path folder) throws IOException, InterruptedException {
      Path root = folder.resolve("root");
      Files.createDirectories(root);
      if (run(folder, "tar", "-xf", tar.toAbsolutePath().toString(), "-C", folder.toString()) != 0) {
        throw new IOException("tar could not read " + tar);
      }
      for (String layer : texts(Files.readString(folder.resolve("manifest.json")), "Layers")) {
        // Not every file of a base may be made by every user; what is missed shows below.
        var _ = run(folder, "tar", "-xzf", folder.resolve(layer).toString(), "-C", root.toString());
        Files.delete(folder.resolve(layer));
      }
      String config = Files.readString(folder.resolve("config.json"));
      String home =
          texts(config, "Env").stream()
              .filter(each -> each.startsWith("JAVA_HOME="))
              .findFirst()
              .orElseThrow(() -> new IOException("the base image sets no JAVA_HOME"))
              .substring("JAVA_HOME=".length());
      Image image = new Image(root, home, texts(config, "Entrypoint"));
      image.check(folder);
      return image;
    }

    /** That the image's JRE runs here, and that it is the image's indeed. */
    private void check(Path folder) throws IOException, InterruptedException {
      Path java = root.resolve(java().substring(1));
      if (!Files.exists(java) || !java.toRealPath().startsWith(root.toRealPath())) {
        throw new IOException("the base image has no Java in " + javaHome);
      }
      int status;
      try {
        status = run(folder, java.toString(), "-version");
      } catch (IOException e) {
        status = 126;
      }
      if (status != 0) {
        throw new IOException("the base image's Java does not run on this machine");
      }
    }

    private String java() {
      return javaHome + "/bin/java";
    }

    /** The entrypoint with each path inside the image as a path of this machine. */
    List<String> command(List<String> options, List<String> arguments) throws IOException {
      List<String> command = new ArrayList<>();
      command.add(root + java());
      command.addAll(options);
      for (String each : entrypoint.subList(1, entrypoint.size())) {
        command.add(each.startsWith("@/") ? classPath(Path.of(root + each.substring(1))) : each);
      }
      command.addAll(arguments);
      return command;
    }

    private String classPath(Path file) throws IOException {
      List<String> paths = new ArrayList<>();
      for (String path : Files.readString(file).strip().split(":")) {
        paths.add(root + path);
      }
      return String.join(":", paths);
    }

    /** The texts of a JSON array of that name; Jib writes no brackets inside. */
    private static List<String> texts(String json, String name) throws IOException {
      Matcher array = Pattern.compile("\"" + name + "\":\\[([^\\]]*)\\]").matcher(json);
      if (!array.find()) {
        throw new IOException("the image's description has no " + name);
      }
      return TEXT.matcher(array.group(1)).results().map(each -> each.group(1)).toList();
    }

    private static int run(Path folder, String... command) throws IOException, InterruptedException {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("tools.log").toFile()))
          .start()
          .waitFor();
    }
  }

  /** One of the two programs, as a process that is gone when this one ends. */
  private static final class Program {
    private final String name;
    private final Image image;
    private Path log;
    private Path cache;
    private int management;
    private Process process;

    Program(String name, Image image) {
      this.name = name;
      this.image = image;
    }

    void start(Path folder, List<String> arguments) throws IOException {
      log = folder.resolve(name + ".log");
      cache = folder.resolve(name + ".aot");
      management = freePort();
      List<String> all = new ArrayList<>(arguments);
      all.add("--server.address=127.0.0.1");
      all.add("--server.port=" + management);
      // The memory of the larger of both pods, so that the cache's objects fit the same layout.
      ProcessBuilder builder =
          new ProcessBuilder(
              image.command(List.of("-XX:AOTCacheOutput=" + cache, "-XX:MaxRAM=384m"), all));
      builder.environment().keySet().removeIf(key -> key.startsWith("BLUEHUB_") || key.startsWith("JAVA_TOOL"));
      process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    void awaitReady() throws IOException, InterruptedException {
      Instant end = Instant.now().plus(START);
      try (HttpClient client = HttpClient.newHttpClient()) {
        while (!ready(client)) {
          if (!process.isAlive() || Instant.now().isAfter(end)) {
            throw new IOException("the " + name + " did not start; its log is " + log);
          }
          Thread.sleep(100);
        }
      }
    }

    private boolean ready(HttpClient client) throws InterruptedException {
      try {
        return ask(client, "/actuator/health/readiness") == 200;
      } catch (IOException e) {
        return false;
      }
    }

    int ask(HttpClient client, String path) throws IOException, InterruptedException {
      URI url = URI.create("http://127.0.0.1:" + management + path);
      HttpRequest request = HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(10)).build();
      return client.send(request, BodyHandlers.discarding()).statusCode();
    }

    void stop() throws IOException, InterruptedException {
      process.destroy();
      if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS) || !Files.exists(cache)) {
        throw new IOException("the " + name + " left no cache; its log is " + log);
      }
    }
  }
}
