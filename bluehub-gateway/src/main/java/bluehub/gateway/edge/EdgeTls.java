package bluehub.gateway.edge;

import bluehub.gateway.settings.HttpSettings;
import bluehub.gateway.settings.OperatorFault;
import bluehub.gateway.settings.TlsSettings;
import bluehub.gateway.settings.TlsSettings.ClientAuth;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslOptions;

/**
 * TLS as a bundle of Spring Boot has it. When the bundle reloads, connections that come from then
 * on get the new key; one that cannot be used leaves the last good one in place. Thread-safe.
 */
final class EdgeTls {
  private static final Logger log = LoggerFactory.getLogger(EdgeTls.class);

  private final TlsSettings settings;
  private final boolean http2;
  private volatile SslContext context;

  EdgeTls(HttpSettings http, SslBundles bundles) {
    this.settings = http.ssl();
    this.http2 = http.http2().enabled();
    try {
      context = context(bundles.getBundle(settings.bundle()));
    } catch (NoSuchSslBundleException | SSLException | IllegalStateException e) {
      throw new OperatorFault(
          "The SSL bundle '%s' cannot be used: %s.".formatted(settings.bundle(), e.getMessage()),
          "Mend it under spring.ssl.bundle, or name another by bluehub.http.ssl.bundle.",
          e);
    }
    bundles.addBundleUpdateHandler(settings.bundle(), this::reload);
  }

  /** For one connection. Its time-outs are the gate's. */
  SslHandler handler(ByteBufAllocator alloc) {
    SslHandler handler = context.newHandler(alloc);
    handler.setHandshakeTimeoutMillis(0);
    return handler;
  }

  private void reload(SslBundle bundle) {
    try {
      context = context(bundle);
      log.info("The SSL bundle {} was reloaded", settings.bundle());
    } catch (SSLException | IllegalStateException e) {
      log.error(
          "The SSL bundle {} cannot be used as it is now; the last good one stays",
          settings.bundle(),
          e);
    }
  }

  private SslContext context(SslBundle bundle) throws SSLException {
    if (bundle.getStores().getKeyStore() == null) {
      throw new IllegalStateException("it has no key, expected the server's");
    }
    if (settings.clientAuth() != ClientAuth.NONE && bundle.getStores().getTrustStore() == null) {
      throw new IllegalStateException(
          "it has no trust store, expected the authorities of the clients' certificates");
    }
    SslOptions options = bundle.getOptions();
    String[] ciphers = options.getCiphers();
    return SslContextBuilder.forServer(bundle.getManagers().getKeyManagerFactory())
        .trustManager(bundle.getManagers().getTrustManagerFactory())
        .clientAuth(clientAuth())
        .sslProvider(SslProvider.JDK)
        .protocols(options.getEnabledProtocols())
        // RFC 9113 §9.2.2: HTTP/2 knows which ciphers of TLS 1.2 are too weak for it.
        .ciphers(
            ciphers == null ? Http2SecurityUtil.CIPHERS : Arrays.asList(ciphers),
            SupportedCipherSuiteFilter.INSTANCE)
        .applicationProtocolConfig(
            new ApplicationProtocolConfig(
                Protocol.ALPN,
                SelectorFailureBehavior.NO_ADVERTISE,
                SelectedListenerFailureBehavior.ACCEPT,
                protocols()))
        .build();
  }

  private List<String> protocols() {
    return http2
        ? List.of(ApplicationProtocolNames.HTTP_2, ApplicationProtocolNames.HTTP_1_1)
        : List.of(ApplicationProtocolNames.HTTP_1_1);
  }

  private io.netty.handler.ssl.ClientAuth clientAuth() {
    return switch (settings.clientAuth()) {
      case NONE -> io.netty.handler.ssl.ClientAuth.NONE;
      case WANT -> io.netty.handler.ssl.ClientAuth.OPTIONAL;
      case NEED -> io.netty.handler.ssl.ClientAuth.REQUIRE;
    };
  }
}
