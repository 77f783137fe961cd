package bluehub.gateway.settings;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * TLS towards clients.
 *
 * @param bundle the name of one of {@code spring.ssl.bundle}, with the server's key and, where
 *     clients show certificates, the authorities of those; blank for no TLS
 * @param port the TCP port for TLS, 0 for any free one; -1 has the one port speak TLS and nothing
 *     else
 * @param clientAuth whether clients show certificates
 */
public record TlsSettings(
    @DefaultValue("") String bundle,
    @DefaultValue("-1") int port,
    @DefaultValue("none") ClientAuth clientAuth) {

  public TlsSettings {
    Bounds.range("ssl.port", port, -1, 65_535);
  }

  /** Whether there is TLS at all. */
  public boolean enabled() {
    return !bundle.isBlank();
  }

  /** Whether what speaks no TLS is served beside it. */
  public boolean plainToo() {
    return port >= 0;
  }

  /** Whether clients show certificates. */
  public enum ClientAuth {
    /** They are not asked for one. */
    NONE,
    /** They are asked; one that is shown must be good. */
    WANT,
    /** Without a good one there is no connection. */
    NEED
  }
}
