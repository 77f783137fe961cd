package bluehub.gateway.settings;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which pages of other origins may read the answers in a browser (the CORS protocol of the Fetch
 * standard).
 *
 * @param allowedOrigins {@code https://app.example.com} as it is; {@code https://*.example.com} for
 *     all below a domain; {@code http://localhost:*} for all ports; {@code *} for all. None by
 *     default, which switches CORS off
 * @param allowedMethods those of a route that may be used; {@code *} for all that it has
 * @param allowedHeaders request headers that may be sent; {@code *} for all
 * @param exposedHeaders response headers that a page may read besides the usual ones
 * @param allowCredentials whether cookies and the like are sent along
 * @param maxAge how long a browser may remember what it was told
 */
public record CorsSettings(
    @DefaultValue List<String> allowedOrigins,
    @DefaultValue("*") List<String> allowedMethods,
    @DefaultValue("*") List<String> allowedHeaders,
    @DefaultValue List<String> exposedHeaders,
    @DefaultValue("false") boolean allowCredentials,
    @DefaultValue("10m") Duration maxAge) {
  public CorsSettings {
    allowedOrigins = List.copyOf(allowedOrigins);
    allowedMethods = List.copyOf(allowedMethods);
    allowedHeaders = List.copyOf(allowedHeaders);
    exposedHeaders = List.copyOf(exposedHeaders);
    allowedOrigins.forEach(CorsSettings::checkOrigin);
    allowedMethods.forEach(name -> checkName("cors.allowed-methods", name));
    allowedHeaders.forEach(name -> checkName("cors.allowed-headers", name));
    exposedHeaders.forEach(name -> checkName("cors.exposed-headers", name));
    Bounds.notNegative("cors.max-age", maxAge);
    if (allowCredentials && allowedOrigins.contains("*")) {
      throw new IllegalArgumentException(
          "cors.allowed-origins has \"*\" and cors.allow-credentials is true, which would let every"
              + " page on the web act as its visitor; expected the origins that may, such as"
              + " https://app.example.com or https://*.example.com");
    }
  }

  /** Whether there is anybody to answer. */
  public boolean enabled() {
    return !allowedOrigins.isEmpty();
  }

  private static void checkOrigin(String origin) {
    if (origin.equals("*") || origin.equals("null")) {
      return;
    }
    int scheme = origin.indexOf("://");
    String authority = scheme < 1 ? "" : origin.substring(scheme + 3);
    int star = authority.indexOf('*');
    boolean starFits =
        star < 0
            || (star == 0 && authority.startsWith("*.") && authority.length() > 2)
            || (star > 1 && authority.endsWith(":*"));
    if (authority.isEmpty()
        || !plain(authority)
        || star != authority.lastIndexOf('*')
        || !starFits) {
      throw new IllegalArgumentException(
          "cors.allowed-origins has \"%s\", expected scheme://host or scheme://host:port without a"
                  .formatted(origin)
              + " path, with at most one *: for the first part of the host, or for the port");
    }
  }

  private static boolean plain(String authority) {
    for (int i = 0; i < authority.length(); i++) {
      char c = authority.charAt(i);
      if (c <= ' ' || c > '~' || "/?#@,\\".indexOf(c) >= 0) {
        return false;
      }
    }
    return true;
  }

  private static void checkName(String key, String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c <= ' ' || c > '~' || "\"(),/:;<=>?@[\\]{}".indexOf(c) >= 0) {
        throw new IllegalArgumentException(
            "%s has \"%s\", expected names of HTTP".formatted(key, name));
      }
    }
    Bounds.notBlank(key, name);
  }
}
