package bluehub.gateway.site;

import bluehub.gateway.api.Route;
import bluehub.gateway.api.Table;
import bluehub.gateway.settings.SiteSettings;
import bluehub.openapi.ApiDocument;
import bluehub.openapi.ApiOperation;
import bluehub.openapi.DocumentOptions;
import bluehub.transcoder.ApiOptions;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The OpenAPI document of all that is served, and the JSON Schemas of its messages:
 *
 * <pre>
 *   /openapi.json
 *   /openapi.yaml
 *   /schemas/package.Message.json
 * </pre>
 *
 * <p>They are made when somebody first asks for them after the table has changed, on a thread of
 * their own, and kept as long as the table serves.
 */
public final class ApiPages implements Site {
  private static final String JSON = "/openapi.json";
  private static final String YAML = "/openapi.yaml";
  private static final String SCHEMAS = "/schemas/";
  private static final String SCHEMA_END = ".json";
  private static final int MAX_WAITING = 1_000;
  private static final int IDLE_SECONDS = 10;

  private final DocumentOptions options;
  private final Executor worker;
  private final AtomicReference<@Nullable ApiPageSet> current = new AtomicReference<>();

  /**
   * @param compiled how schemas are compiled
   */
  public ApiPages(SiteSettings settings, ApiOptions compiled) {
    this.options =
        new DocumentOptions(
            settings.title(),
            settings.version(),
            settings.description(),
            settings.servers(),
            compiled.errors(),
            compiled.methods().print());
    this.worker = worker();
  }

  /** One thread, there only while there is work; what it cannot take is refused. */
  private static Executor worker() {
    ThreadPoolExecutor worker =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MAX_WAITING),
            Thread.ofPlatform().daemon().name("site").factory());
    worker.allowCoreThreadTimeOut(true);
    return worker;
  }

  @Override
  public @Nullable CompletionStage<@Nullable SitePage> find(Table table, String path) {
    if (path.equals(JSON)) {
      return of(table).json();
    }
    if (path.equals(YAML)) {
      return of(table).yaml();
    }
    int end = path.length() - SCHEMA_END.length();
    return path.startsWith(SCHEMAS) && path.endsWith(SCHEMA_END) && end > SCHEMAS.length()
        ? of(table).schema(path.substring(SCHEMAS.length(), end))
        : null;
  }

  /** The pages of a table; those of the one before are forgotten. */
  private ApiPageSet of(Table table) {
    ApiPageSet known = current.get();
    if (known != null && known.table() == table) {
      return known;
    }
    ApiPageSet next = new ApiPageSet(table, () -> document(table), worker);
    // Two event loops may both make one; then the first that gets here wins.
    return current.compareAndSet(known, next) ? next : of(table);
  }

  private ApiDocument document(Table table) {
    List<ApiOperation> operations = table.routes().stream().map(ApiPages::operation).toList();
    return ApiDocument.of(options, operations);
  }

  private static ApiOperation operation(Route route) {
    return new ApiOperation(
        route.method().binding(),
        route.upstream().name(),
        route.method().print(),
        route.options().successStatus());
  }
}
