package bluehub.gateway.site;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.example.v1.SayHelloResponse;
import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.ReflectingService;
import bluehub.gateway.fixture.Schemas;
import bluehub.gateway.fixture.TestService;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The gateway's own pages, as clients get them. */
class ApiPagesTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private static Path folder;

  private static TestService service;
  private static Gateway gateway;
  private static HttpClient http;

  @BeforeAll
  static void start() {
    service = new TestService();
    service.answering(call -> call.reply(SayHelloResponse.newBuilder().setMessage("hi").build()));
    gateway = new Gateway(service.port(), "bluehub.site.title=Cards", "bluehub.site.version=7");
    http = HttpClient.newBuilder().version(Version.HTTP_1_1).build();
  }

  @AfterAll
  static void stop() {
    http.close();
    gateway.close();
    service.close();
  }

  private static HttpRequest.Builder request(Gateway of, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + of.port() + path));
  }

  private static HttpResponse<byte[]> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static HttpResponse<byte[]> get(String path, String... headers) {
    HttpRequest.Builder request = request(gateway, path);
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  private static String header(HttpResponse<?> response, String name) {
    return String.join("|", response.headers().allValues(name));
  }

  @Test
  void openapiJson_describesWhatIsServed() {
    HttpResponse<byte[]> response = get("/openapi.json");

    JsonNode document = JSON.readTree(response.body());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "content-type")).isEqualTo("application/json");
    assertThat(document.at("/info/title").stringValue()).isEqualTo("Cards");
    assertThat(document.at("/info/version").stringValue()).isEqualTo("7");
    assertThat(document.at("/paths").propertyNames())
        .contains("/v1/example/sayhello/{name}", "/v1/example/each");
    assertThat(document.at("/paths/~1v1~1example~1cards/post/x-bluehub-upstream").stringValue())
        .isEqualTo("router");
  }

  @Test
  void openapiYaml_saysTheSame() {
    HttpResponse<byte[]> response = get("/openapi.yaml");

    assertThat(header(response, "content-type")).isEqualTo("application/yaml");
    assertThat(new YAMLMapper().readTree(response.body()))
        .isEqualTo(JSON.readTree(get("/openapi.json").body()));
  }

  @Test
  void schema_ofMessage_isThere() {
    HttpResponse<byte[]> response = get("/schemas/bluehub.example.v1.Card.json");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "content-type")).isEqualTo("application/schema+json");
    assertThat(JSON.readTree(response.body()).at("/$defs").propertyNames())
        .containsExactly("bluehub.example.v1.Tone");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/schemas/no.Such.json",
        "/schemas/.json",
        "/schemas/bluehub.example.v1.Card",
        "/schemas/bluehub.example.v1.Card%2ejson",
        "/openapi",
        "/openapi.json/",
        "/openapi%2ejson",
      })
  void otherPath_isNotFound(String path) {
    HttpResponse<byte[]> response = get(path);

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(JSON.readTree(response.body()).get("code").intValue()).isEqualTo(5);
  }

  @Test
  void page_isToBeAskedForEachTime_andIsNothingElse() {
    HttpResponse<byte[]> response = get("/openapi.json");

    assertThat(header(response, "cache-control")).isEqualTo("no-cache");
    assertThat(header(response, "x-content-type-options")).isEqualTo("nosniff");
    assertThat(header(response, "vary")).isEqualTo("accept-encoding");
    assertThat(header(response, "x-request-id")).isNotEmpty();
  }

  @Test
  void page_thatTheClientHas_isNotModified() {
    String tag = header(get("/openapi.json"), "etag");
    HttpResponse<byte[]> response = get("/openapi.json", "If-None-Match", tag);

    assertThat(tag).startsWith("\"");
    assertThat(response.statusCode()).isEqualTo(304);
    assertThat(response.body()).isEmpty();
    assertThat(header(response, "etag")).isEqualTo(tag);
    assertThat(header(response, "cache-control")).isEqualTo("no-cache");
    assertThat(header(response, "content-type")).isEmpty();
  }

  @Test
  void page_thatTheClientHasNot_isSent() {
    assertThat(get("/openapi.json", "If-None-Match", "\"x\"").statusCode()).isEqualTo(200);
  }

  @Test
  void page_isCompressedForWhoWantsThat() throws IOException {
    HttpResponse<byte[]> plain = get("/openapi.json");
    HttpResponse<byte[]> gzip = get("/openapi.json", "Accept-Encoding", "gzip");

    assertThat(header(gzip, "content-encoding")).isEqualTo("gzip");
    assertThat(header(gzip, "vary")).isEqualTo("accept-encoding");
    assertThat(header(gzip, "etag")).startsWith("\"").isNotEqualTo(header(plain, "etag"));
    assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip.body())).readAllBytes())
        .isEqualTo(plain.body());
  }

  @Test
  void page_whereCompressionIsOff_isPlain() {
    try (Gateway other = new Gateway(service.port(), "bluehub.http.compression.responses=false")) {
      HttpResponse<byte[]> response =
          send(request(other, "/openapi.json").header("Accept-Encoding", "gzip"));

      assertThat(header(response, "content-encoding")).isEmpty();
    }
  }

  @Test
  void head_hasTheHeadOfGet() {
    HttpResponse<byte[]> get = get("/openapi.yaml");
    HttpResponse<byte[]> head = send(request(gateway, "/openapi.yaml").HEAD());

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    for (String name : List.of("content-length", "content-type", "etag", "cache-control")) {
      assertThat(header(head, name)).as(name).isEqualTo(header(get, name));
    }
  }

  @Test
  void post_isNotAllowed() {
    HttpResponse<byte[]> response =
        send(request(gateway, "/openapi.json").POST(BodyPublishers.ofString("{}")));

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(header(response, "allow")).isEqualTo("GET, HEAD, OPTIONS");
  }

  @Test
  void options_areTold() {
    HttpResponse<byte[]> response =
        send(request(gateway, "/openapi.json").method("OPTIONS", BodyPublishers.noBody()));

    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(header(response, "allow")).isEqualTo("GET, HEAD, OPTIONS");
  }

  @Test
  void page_isThereOnHttp2() throws IOException, InterruptedException {
    try (HttpClient http2 = HttpClient.newBuilder().version(Version.HTTP_2).build()) {
      HttpResponse<byte[]> response =
          http2.send(request(gateway, "/openapi.json").build(), BodyHandlers.ofByteArray());

      assertThat(response.version()).isEqualTo(Version.HTTP_2);
      assertThat(response.body()).isEqualTo(get("/openapi.json").body());
    }
  }

  @Test
  void page_askedForByManyWhileItIsMade_isTheSameForAll() {
    try (Gateway fresh = new Gateway(service.port())) {
      HttpRequest request = request(fresh, "/openapi.json").build();
      List<CompletableFuture<HttpResponse<byte[]>>> responses =
          IntStream.range(0, 20)
              .mapToObj(_ -> http.sendAsync(request, BodyHandlers.ofByteArray()))
              .toList();

      assertThat(responses)
          .extracting(response -> header(response.join(), "etag"))
          .containsOnly(header(responses.getFirst().join(), "etag"));
    }
  }

  @Test
  void page_ofSchemaThatHasChanged_isAnother() throws Exception {
    try (ReflectingService reflecting = new ReflectingService()) {
      reflecting.describing(Schemas.service("Echo", "Say=/v1/say/{text}"));
      try (Gateway other = new Gateway(reflecting.port(), reflecting.settings("router"))) {
        other.awaitSchema(state -> state.routes() == 1);
        String tag = header(send(request(other, "/openapi.json")), "etag");

        reflecting.describing(
            Schemas.service("Echo", "Say=/v1/say/{text}", "Hear=/v1/hear/{text}"));
        other.nudgeSchemas();
        other.awaitSchema(state -> state.routes() == 2);
        HttpResponse<byte[]> response =
            send(request(other, "/openapi.json").header("If-None-Match", tag));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(response.body()).at("/paths").propertyNames())
            .containsExactly("/v1/say/{text}", "/v1/hear/{text}");
      }
    }
  }

  @Test
  void site_switchedOff_isNotThere() {
    try (Gateway other = new Gateway(service.port(), "bluehub.site.enabled=false")) {
      assertThat(send(request(other, "/openapi.json")).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void errorsAndPrinting_areThoseOfTheSettings() {
    try (Gateway other =
        new Gateway(
            service.port(),
            "bluehub.transcoding.errors=problem",
            "bluehub.transcoding.print.proto-names=true")) {
      JsonNode document = JSON.readTree(send(request(other, "/openapi.json")).body());

      assertThat(document.at("/components/responses/error/content").propertyNames())
          .containsExactly("application/problem+json");
      assertThat(
              document
                  .at("/components/schemas/bluehub.example.v1.OrderCardsRequest/properties")
                  .propertyNames())
          .contains("order_number");
    }
  }

  @Test
  void optionsOfRoutes_areInTheDocument() throws IOException {
    Path options = folder.resolve("options.yaml");
    Files.writeString(
        options,
        """
        routes:
        - http: POST /v1/example/cards
          success-status: 201
          print: {enum-numbers: true}
        """);
    try (Gateway other = new Gateway(service.port(), "bluehub.route-options=file:" + options)) {
      JsonNode document = JSON.readTree(send(request(other, "/openapi.json")).body());

      assertThat(document.at("/paths/~1v1~1example~1cards/post/responses").propertyNames())
          .containsExactly("201", "default");
      assertThat(document.at("/components/schemas/bluehub.example.v1.Tone/type").stringValue())
          .isEqualTo("integer");
    }
  }

  @ParameterizedTest
  @CsvSource({"/openapi.json", "/schemas/{text}"})
  void route_ofThatPath_winsOverThePage(String path) throws IOException {
    Path schema = Files.write(folder.resolve("route.binpb"), Schemas.withRuleAt(path));
    try (Gateway other =
        new Gateway(
            service.port(), "bluehub.upstreams.router.schema.descriptor-set=file:" + schema)) {
      HttpResponse<byte[]> response =
          send(request(other, path.replace("{text}", "test.Text.json")));

      assertThat(new String(response.body(), StandardCharsets.UTF_8))
          .isEqualTo("{\"text\":\"hi\"}");
    }
  }

  @Test
  void preflight_ofPage_isAnswered() {
    try (Gateway other =
        new Gateway(service.port(), "bluehub.http.cors.allowed-origins=https://a.example")) {
      HttpResponse<byte[]> preflight =
          send(
              request(other, "/openapi.json")
                  .headers("Origin", "https://a.example", "Access-Control-Request-Method", "GET")
                  .method("OPTIONS", BodyPublishers.noBody()));
      HttpResponse<byte[]> get =
          send(request(other, "/openapi.json").header("Origin", "https://a.example"));

      assertThat(preflight.statusCode()).isEqualTo(204);
      assertThat(header(preflight, "access-control-allow-methods")).contains("GET");
      assertThat(header(get, "access-control-allow-origin")).isEqualTo("https://a.example");
      assertThat(header(get, "vary")).contains("accept-encoding");
    }
  }
}
