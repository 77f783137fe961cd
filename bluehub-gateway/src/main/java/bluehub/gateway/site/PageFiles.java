package bluehub.gateway.site;

import bluehub.gateway.api.Table;
import bluehub.gateway.site.SitePage.Header;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The page for people at {@code /}, and its files under {@code /_bluehub/}. They are read when
 * somebody first asks for one, on a thread of their own. Thread-safe.
 */
public final class PageFiles implements Site {
  /** What the page is made of, each with its content type. */
  static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("index.html", "text/html; charset=utf-8"),
          Map.entry("page.css", "text/css; charset=utf-8"),
          Map.entry("icon.svg", "image/svg+xml"),
          script("answer.js"),
          script("api.js"),
          script("commands.js"),
          script("dom.js"),
          script("example.js"),
          script("form.js"),
          script("home.js"),
          script("json.js"),
          script("page.js"),
          script("parts.js"),
          script("prose.js"),
          script("request.js"),
          script("rpc.js"),
          script("send.js"),
          script("side.js"),
          script("state.js"),
          script("streams.js"),
          script("theme.js"),
          script("types.js"));

  static final String PREFIX = "/_bluehub/";
  private static final String FOLDER = "/bluehub/site/";

  /** Nothing runs and nothing is fetched but what comes from the gateway itself. */
  private static final Header[] HEADERS = {
    new Header(
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
    new Header("referrer-policy", "no-referrer"),
    new Header("cross-origin-opener-policy", "same-origin"),
  };

  private @Nullable CompletableFuture<Map<String, SitePage>> pages;

  private static Map.Entry<String, String> script(String name) {
    return Map.entry(name, "text/javascript; charset=utf-8");
  }

  @Override
  public @Nullable CompletionStage<@Nullable SitePage> find(Table table, String path) {
    String name = name(path);
    return name == null ? null : pages().thenApply(all -> all.get(name));
  }

  /** The file of that path; null where there is none. */
  private static @Nullable String name(String path) {
    if (path.equals("/")) {
      return "index.html";
    }
    String name = path.startsWith(PREFIX) ? path.substring(PREFIX.length()) : "";
    return TYPES.containsKey(name) && !name.equals("index.html") ? name : null;
  }

  private synchronized CompletableFuture<Map<String, SitePage>> pages() {
    if (pages == null) {
      // Reading and compressing may take long, and must not on an event loop.
      pages =
          CompletableFuture.supplyAsync(
              PageFiles::read, task -> Thread.ofPlatform().daemon().name("page").start(task));
    }
    return pages;
  }

  private static Map<String, SitePage> read() {
    Map<String, SitePage> all = new HashMap<>();
    TYPES.forEach((name, type) -> all.put(name, SitePage.of(type, content(name), HEADERS)));
    return Map.copyOf(all);
  }

  private static byte[] content(String name) {
    try (InputStream in = PageFiles.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException("The program has no " + FOLDER + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
