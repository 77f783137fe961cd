package bluehub.gateway.upstream;

import bluehub.gateway.settings.OperatorFault;
import io.grpc.netty.GrpcSslContexts;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSessionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslOptions;

/**
 * TLS towards an upstream as a bundle of Spring Boot has it. A channel takes its context once, so
 * this one hands each new connection on to the newest: one that cannot be used leaves the last good
 * one in place. Names in certificates are checked against the authority. Thread-safe.
 */
final class UpstreamTls extends SslContext {
  private static final Logger log = LoggerFactory.getLogger(UpstreamTls.class);

  private final String upstream;
  private final String bundle;
  private volatile SslContext current;

  UpstreamTls(String upstream, String bundle, SslBundles bundles) {
    this.upstream = upstream;
    this.bundle = bundle;
    try {
      current = context(bundles.getBundle(bundle));
    } catch (NoSuchSslBundleException | SSLException | IllegalStateException e) {
      throw new OperatorFault(
          "The SSL bundle \"%s\" of upstream \"%s\" cannot be used: %s"
              .formatted(bundle, upstream, e.getMessage()),
          "Mend it under spring.ssl.bundle, or name another by bluehub.upstreams.%s.ssl.bundle."
              .formatted(upstream),
          e);
    }
    bundles.addBundleUpdateHandler(bundle, this::reload);
  }

  private void reload(SslBundle next) {
    try {
      current = context(next);
      log.info("The SSL bundle {} of upstream {} was reloaded", bundle, upstream);
    } catch (SSLException | IllegalStateException e) {
      log.error(
          "The SSL bundle {} of upstream {} cannot be used as it is now; the last good one stays",
          bundle,
          upstream,
          e);
    }
  }

  private static SslContext context(SslBundle bundle) throws SSLException {
    SslContextBuilder builder = SslContextBuilder.forClient();
    if (bundle.getStores().getKeyStore() != null) {
      builder.keyManager(bundle.getManagers().getKeyManagerFactory());
    }
    if (bundle.getStores().getTrustStore() != null) {
      builder.trustManager(bundle.getManagers().getTrustManagerFactory());
    }
    GrpcSslContexts.configure(builder, SslProvider.JDK);
    SslOptions options = bundle.getOptions();
    String[] ciphers = options.getCiphers();
    if (ciphers != null) {
      builder.ciphers(Arrays.asList(ciphers), SupportedCipherSuiteFilter.INSTANCE);
    }
    String[] protocols = options.getEnabledProtocols();
    if (protocols != null) {
      builder.protocols(protocols);
    }
    return builder.build();
  }

  @Override
  public boolean isClient() {
    return true;
  }

  @Override
  public List<String> cipherSuites() {
    return current.cipherSuites();
  }

  @Override
  @SuppressWarnings("deprecation") // The type is; the method is abstract.
  public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
    return current.applicationProtocolNegotiator();
  }

  @Override
  public SSLEngine newEngine(ByteBufAllocator alloc) {
    return current.newEngine(alloc);
  }

  @Override
  public SSLEngine newEngine(ByteBufAllocator alloc, String host, int port) {
    return current.newEngine(alloc, host, port);
  }

  @Override
  public SSLSessionContext sessionContext() {
    return current.sessionContext();
  }
}
