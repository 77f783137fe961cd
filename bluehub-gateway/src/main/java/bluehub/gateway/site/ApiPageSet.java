package bluehub.gateway.site;

import bluehub.gateway.api.Table;
import bluehub.openapi.ApiDocument;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The pages of one table, each made when it is first asked for. Thread-safe. */
final class ApiPageSet {
  /** So many schemas are kept; a service has more messages than people look at. */
  private static final int MAX_KEPT = 100;

  private final Table table;
  private final Supplier<ApiDocument> maker;
  private final Executor worker;
  private @Nullable CompletableFuture<ApiDocument> document;

  /** By names of our own and, behind a slash, of types; the one that was asked for last is last. */
  private final Map<String, CompletableFuture<@Nullable SitePage>> pages =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(
            Map.Entry<String, CompletableFuture<@Nullable SitePage>> eldest) {
          return size() > MAX_KEPT;
        }
      };

  /**
   * @param maker makes the document; takes its time
   * @param worker who does all that takes time
   */
  ApiPageSet(Table table, Supplier<ApiDocument> maker, Executor worker) {
    this.table = table;
    this.maker = maker;
    this.worker = worker;
  }

  Table table() {
    return table;
  }

  CompletionStage<@Nullable SitePage> json() {
    return page("json", api -> SitePage.of("application/json", api.json()));
  }

  /** RFC 9512 §2.1. */
  CompletionStage<@Nullable SitePage> yaml() {
    return page("yaml", api -> SitePage.of("application/yaml", api.yaml()));
  }

  CompletionStage<@Nullable SitePage> schema(String name) {
    return page("/" + name, api -> schema(api, name));
  }

  private static @Nullable SitePage schema(ApiDocument api, String name) {
    byte[] schema = api.jsonSchema(name);
    return schema == null ? null : SitePage.of("application/schema+json", schema);
  }

  private synchronized CompletionStage<@Nullable SitePage> page(
      String name, Function<ApiDocument, @Nullable SitePage> make) {
    CompletableFuture<@Nullable SitePage> known = pages.get(name);
    if (known != null && !wasRefused(known)) {
      return known;
    }
    CompletableFuture<@Nullable SitePage> page = document().thenApplyAsync(make, worker);
    pages.put(name, page);
    return page;
  }

  private CompletableFuture<ApiDocument> document() {
    CompletableFuture<ApiDocument> known = document;
    if (known == null || wasRefused(known)) {
      CompletableFuture<ApiDocument> next = new CompletableFuture<>();
      document = next;
      known = next;
      try {
        worker.execute(() -> complete(next));
      } catch (RejectedExecutionException e) {
        next.completeExceptionally(e);
      }
    }
    return known;
  }

  private void complete(CompletableFuture<ApiDocument> next) {
    try {
      next.complete(maker.get());
    } catch (RuntimeException | Error e) {
      next.completeExceptionally(e);
    }
  }

  /** Whether there was no room for the work, so that it may be tried again. */
  private static boolean wasRefused(CompletableFuture<?> future) {
    return future.isCompletedExceptionally()
        && future.exceptionNow() instanceof RejectedExecutionException;
  }
}
