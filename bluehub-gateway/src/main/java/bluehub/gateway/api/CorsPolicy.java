package bluehub.gateway.api;

import bluehub.gateway.settings.CorsSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may read answers in a browser, with what does not change made ready: the CORS protocol of the
 * Fetch standard (§3.2). Immutable.
 */
public final class CorsPolicy {
  private static final String ANY = "*";

  private final CorsSettings settings;
  private final Origins origins;
  private final boolean anyMethod;
  private final @Nullable String headers;
  private final String exposed;
  private final String maxAge;

  public CorsPolicy(CorsSettings settings) {
    this.settings = settings;
    origins = new Origins(settings.allowedOrigins());
    anyMethod = settings.allowedMethods().contains(ANY);
    headers =
        settings.allowedHeaders().contains(ANY)
            ? null
            : String.join(", ", settings.allowedHeaders());
    exposed = String.join(", ", settings.exposedHeaders());
    maxAge = Long.toString(settings.maxAge().toSeconds());
  }

  /** Whether there is anybody to answer; if not, CORS is none of the gateway's business. */
  public boolean enabled() {
    return settings.enabled();
  }

  /** Whether all origins may, so that answers need not tell one from another. */
  public boolean anyOrigin() {
    return origins.any();
  }

  public boolean allowsOrigin(String origin) {
    return origins.allows(origin);
  }

  /** Whether cookies and the like are sent along. */
  public boolean credentials() {
    return settings.allowCredentials();
  }

  /** Those of a route's methods that may be used. */
  public List<String> allowedOf(List<String> methods) {
    return anyMethod
        ? methods
        : methods.stream().filter(settings.allowedMethods()::contains).toList();
  }

  /** Request headers that may be sent, separated by commas, or null for all. */
  public @Nullable String headers() {
    return headers;
  }

  /** Response headers that a page may read, separated by commas; empty for the usual ones. */
  public String exposed() {
    return exposed;
  }

  /** How many seconds a browser may remember what it was told. */
  public String maxAge() {
    return maxAge;
  }
}
