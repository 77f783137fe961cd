package bluehub.gateway.settings;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The HTTP server that clients speak to.
 *
 * @param address the local address to listen on, a name or a literal; all addresses by default
 * @param port the TCP port; 0 takes any free one
 * @param backlog connections that may wait to be accepted
 * @param eventLoops threads that serve connections and upstream channels; 0 takes one per processor
 * @param limits sizes and counts beyond which a request or a connection is refused
 * @param timeouts how long a connection may keep the gateway waiting
 * @param streams what is done for streams
 * @param drain how the server stops
 * @param compression the gzip coding of bodies
 * @param cors which pages of other origins may read the answers
 * @param trace W3C Trace Context
 * @param http2 HTTP/2, which is served on the same port
 * @param ssl TLS towards clients
 */
@ConfigurationProperties("bluehub.http")
public record HttpSettings(
    @DefaultValue("0.0.0.0") String address,
    @DefaultValue("10000") int port,
    @DefaultValue("1024") int backlog,
    @DefaultValue("0") int eventLoops,
    @DefaultValue LimitSettings limits,
    @DefaultValue TimeoutSettings timeouts,
    @DefaultValue StreamSettings streams,
    @DefaultValue DrainSettings drain,
    @DefaultValue CompressionSettings compression,
    @DefaultValue CorsSettings cors,
    @DefaultValue TraceSettings trace,
    @DefaultValue Http2Settings http2,
    @DefaultValue TlsSettings ssl) {

  public HttpSettings {
    Bounds.notBlank("address", address);
    Bounds.range("port", port, 0, 65_535);
    Bounds.range("backlog", backlog, 1, 1_000_000);
    Bounds.range("event-loops", eventLoops, 0, 1_024);
  }
}
