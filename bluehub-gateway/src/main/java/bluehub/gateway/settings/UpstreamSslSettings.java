package bluehub.gateway.settings;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * TLS towards an upstream.
 *
 * @param bundle one of Spring Boot's SSL bundles ({@code spring.ssl.bundle}): whom to trust, and
 *     the certificate to show, if any. Blank for plain text. When a bundle reloads, connections
 *     that are made from then on use it
 */
public record UpstreamSslSettings(@DefaultValue("") String bundle) {

  /** Whether connections are encrypted. */
  public boolean enabled() {
    return !bundle.isBlank();
  }
}
