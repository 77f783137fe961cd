package bluehub.gateway.site;

import static org.assertj.core.api.Assertions.assertThat;

import bluehub.example.v1.SayHelloResponse;
import bluehub.gateway.fixture.Gateway;
import bluehub.gateway.fixture.Schemas;
import bluehub.gateway.fixture.TestService;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page for people, as a browser gets its files; e2e/page.sh uses it in one. */
class PageFilesTest {
  private static TestService service;
  private static Gateway gateway;
  private static HttpClient http;

  @BeforeAll
  static void start() {
    service = new TestService();
    service.answering(call -> call.reply(SayHelloResponse.newBuilder().setMessage("hi").build()));
    gateway = new Gateway(service.port());
    http = HttpClient.newBuilder().version(Version.HTTP_1_1).build();
  }

  @AfterAll
  static void stop() {
    http.close();
    gateway.close();
    service.close();
  }

  private static HttpResponse<String> send(
      Gateway of, String method, String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + of.port() + path))
            .method(method, BodyPublishers.noBody());
    return http.send(
        (headers.length == 0 ? request : request.headers(headers)).build(),
        BodyHandlers.ofString());
  }

  private static HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    return send(gateway, "GET", path, headers);
  }

  private static String header(HttpResponse<?> response, String name) {
    return String.join("|", response.headers().allValues(name));
  }

  private static Path folder() throws URISyntaxException {
    URL page = PageFiles.class.getResource("/bluehub/site/index.html");
    return Path.of(Objects.requireNonNull(page).toURI()).resolveSibling("");
  }

  @Test
  void types_areThoseOfAllFiles() throws IOException, URISyntaxException {
    try (Stream<Path> files = Files.list(folder())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(PageFiles.TYPES.keySet());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/, text/html; charset=utf-8, <!doctype html>",
    "/_bluehub/page.css, text/css; charset=utf-8, --accent",
    "/_bluehub/page.js, text/javascript; charset=utf-8, hashchange",
    "/_bluehub/icon.svg, image/svg+xml, <svg",
    "/?x=1, text/html; charset=utf-8, <!doctype html>",
  })
  void file_isThere_withItsType(String path, String type, String text) throws Exception {
    HttpResponse<String> response = get(path);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "content-type")).isEqualTo(type);
    assertThat(response.body()).contains(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/_bluehub/page.js"})
  void file_runsAndLoadsNothingFromElsewhere(String path) throws Exception {
    HttpResponse<String> response = get(path);

    assertThat(header(response, "content-security-policy"))
        .isEqualTo(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                + " connect-src 'self'; base-uri 'none'; form-action 'none';"
                + " frame-ancestors 'none'");
    assertThat(header(response, "x-content-type-options")).isEqualTo("nosniff");
    assertThat(header(response, "referrer-policy")).isEqualTo("no-referrer");
    assertThat(header(response, "cross-origin-opener-policy")).isEqualTo("same-origin");
    assertThat(header(response, "cache-control")).isEqualTo("no-cache");
  }

  @Test
  void knownFile_isNotSentAgain() throws Exception {
    String tag = header(get("/"), "etag");

    HttpResponse<String> again = get("/", "if-none-match", tag);

    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(header(again, "etag")).isEqualTo(tag);
  }

  @Test
  void head_hasNoBody() throws Exception {
    HttpResponse<String> response = send(gateway, "HEAD", "/");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
    assertThat(header(response, "content-length"))
        .isEqualTo(header(get("/"), "content-length"))
        .isNotEmpty();
  }

  @Test
  void post_isNotAllowed() throws Exception {
    HttpResponse<String> response = send(gateway, "POST", "/");

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(header(response, "allow")).isEqualTo("GET, HEAD, OPTIONS");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/_bluehub",
        "/_bluehub/",
        "/_bluehub/index.html",
        "/_bluehub/other.js",
        "/_bluehub/page.js/",
        "/_bluehub//page.js",
        "/index.html",
        "//",
      })
  void otherPath_isNotFound(String path) throws Exception {
    assertThat(get(path).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({"page, 404, 200", "enabled, 404, 404"})
  void page_switchedOff_isNotThere(String setting, int page, int document) throws Exception {
    try (Gateway without = new Gateway(service.port(), "bluehub.site." + setting + "=false")) {
      assertThat(send(without, "GET", "/").statusCode()).isEqualTo(page);
      assertThat(send(without, "GET", "/_bluehub/page.js").statusCode()).isEqualTo(page);
      assertThat(send(without, "GET", "/openapi.json").statusCode()).isEqualTo(document);
    }
  }

  @Test
  void route_ofThatPath_wins(@TempDir Path folder) throws Exception {
    Path schema = folder.resolve("root.binpb");
    Files.write(schema, Schemas.withRuleAt("/"));
    try (Gateway rooted =
        new Gateway(
            service.port(), "bluehub.upstreams.router.schema.descriptor-set=" + schema.toUri())) {
      HttpResponse<String> answer = send(rooted, "GET", "/");

      assertThat(header(answer, "content-type")).isEqualTo("application/json");
      assertThat(header(answer, "content-security-policy")).isEmpty();
      assertThat(send(rooted, "GET", "/_bluehub/page.js").statusCode()).isEqualTo(200);
    }
  }

  /** What a module imports can be fetched while it is read, if the page names it. */
  @Test
  void page_namesAllItsFiles_andNoOther() throws Exception {
    Set<String> named =
        Pattern.compile("\"/_bluehub/([^\"]+)\"")
            .matcher(get("/").body())
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toSet());

    assertThat(named).isSubsetOf(PageFiles.TYPES.keySet());
    assertThat(PageFiles.TYPES.keySet().stream().filter(name -> !name.equals("index.html")))
        .containsExactlyInAnyOrderElementsOf(named);
  }

  @Test
  void scripts_neverMakeMarkupOfTexts() throws Exception {
    for (String name : PageFiles.TYPES.keySet()) {
      assertThat(Files.readString(folder().resolve(name)))
          .as(name)
          .doesNotContain(
              "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(");
    }
  }
}
