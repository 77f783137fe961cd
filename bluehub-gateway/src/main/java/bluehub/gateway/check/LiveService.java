package bluehub.gateway.check;

import bluehub.gateway.api.ReflectionSource;
import bluehub.gateway.api.SchemaSource.Descriptors;
import bluehub.gateway.settings.OperatorFault;
import bluehub.gateway.settings.UpstreamSettings;
import bluehub.gateway.upstream.EventLoops;
import bluehub.gateway.upstream.Upstream;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.core.io.DefaultResourceLoader;

/** Asks a service that runs for its schema, as the gateway would. */
final class LiveService {
  private static final String BUNDLE = "check";
  private static final String SERVICE = "service";

  private final Trust trust;

  LiveService(Trust trust) {
    this.trust = trust;
  }

  /**
   * Asks for what settings let be served.
   *
   * @throws OperatorFault when it cannot be reached, or does not tell
   */
  Descriptors read(String target, Input input) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("target", target);
    properties.put("schema.reflection", "true");
    if (trust.tls()) {
      properties.put("ssl.bundle", BUNDLE);
    }
    for (int i = 0; i < input.rpcs().allow().size(); i++) {
      properties.put("schema.allow[" + i + "]", input.rpcs().allow().get(i));
    }
    for (int i = 0; i < input.rpcs().deny().size(); i++) {
      properties.put("schema.deny[" + i + "]", input.rpcs().deny().get(i));
    }
    UpstreamSettings settings =
        new Binder(new MapConfigurationPropertySource(prefixed(properties)))
            .bind(SERVICE, UpstreamSettings.class)
            .get();
    try (EventLoops loops = new EventLoops(1);
        Upstream upstream = new Upstream(target, settings, loops, bundles())) {
      upstream.connect();
      return ReflectionSource.of(upstream, new DefaultResourceLoader()).read();
    }
  }

  private static Map<String, Object> prefixed(Map<String, Object> properties) {
    Map<String, Object> all = new HashMap<>();
    properties.forEach((key, value) -> all.put(SERVICE + "." + key, value));
    return all;
  }

  private SslBundles bundles() {
    DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry();
    if (trust.tls()) {
      SslStoreBundle stores =
          trust.authorities().isEmpty()
              ? SslStoreBundle.NONE
              : new PemSslStoreBundle(
                  null, PemSslStoreDetails.forCertificate("file:" + trust.authorities()));
      bundles.registerBundle(BUNDLE, SslBundle.of(stores));
    }
    return bundles;
  }
}
