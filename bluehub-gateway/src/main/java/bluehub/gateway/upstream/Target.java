package bluehub.gateway.upstream;

import bluehub.gateway.settings.OperatorFault;
import io.grpc.NameResolver;
import io.grpc.NameResolver.ConfigOrError;
import io.grpc.NameResolver.ServiceConfigParser;
import io.grpc.NameResolverProvider;
import io.grpc.NameResolverRegistry;
import io.grpc.SynchronizationContext;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A target as gRPC names it, and its addresses. Names are resolved by grpc-java's resolvers, on
 * threads of theirs: so a target means the same whichever transport is set. Thread-safe.
 */
final class Target {
  private static final Logger log = LoggerFactory.getLogger(Target.class);
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  /** Resolvers are to be called in it alone. */
  private final SynchronizationContext context;

  private final NameResolver resolver;

  /**
   * @throws OperatorFault for a target that cannot be understood
   */
  Target(String upstream, String target, boolean secure, ScheduledExecutorService timers) {
    this.context =
        new SynchronizationContext(
            (_, e) -> log.error("The addresses of {} cannot be resolved", target, e));
    NameResolver.Args args =
        NameResolver.Args.newBuilder()
            .setDefaultPort(secure ? HTTPS : HTTP)
            .setProxyDetector(_ -> null)
            .setSynchronizationContext(context)
            .setScheduledExecutorService(timers)
            .setServiceConfigParser(new NoServiceConfig())
            .setNameResolverRegistry(NameResolverRegistry.getDefaultRegistry())
            .build();
    try {
      NameResolver found = resolver(target, args);
      if (found == null) {
        throw new IllegalArgumentException("nothing resolves such a name");
      }
      this.resolver = found;
    } catch (IllegalArgumentException | URISyntaxException e) {
      throw bad(upstream, target, e);
    }
  }

  /** What calls carry as their authority, unless told otherwise. */
  String authority() {
    return resolver.getServiceAuthority();
  }

  /**
   * Asks for the addresses; the listener is told on any thread, and after each {@link #refresh}.
   */
  void start(NameResolver.Listener2 listener) {
    context.execute(() -> resolver.start(listener));
  }

  void refresh() {
    context.execute(resolver::refresh);
  }

  void shutdown() {
    context.execute(resolver::shutdown);
  }

  /** As grpc-java does: a target that is no URI of a known scheme is a name for DNS. */
  private static @Nullable NameResolver resolver(String target, NameResolver.Args args)
      throws URISyntaxException {
    NameResolverRegistry registry = NameResolverRegistry.getDefaultRegistry();
    try {
      URI uri = new URI(target);
      String scheme = uri.getScheme();
      NameResolverProvider provider = scheme == null ? null : registry.getProviderForScheme(scheme);
      if (provider != null) {
        return provider.newNameResolver(uri, args);
      }
    } catch (URISyntaxException e) {
      // host:port with an address of digits is none.
    }
    if (target.contains("://")) {
      return null;
    }
    URI name = new URI(registry.getDefaultScheme(), "", "/" + target, null);
    return registry.asFactory().newNameResolver(name, args);
  }

  static OperatorFault bad(String upstream, String target, Exception e) {
    return new OperatorFault(
        "The target \"%s\" of upstream \"%s\" cannot be understood: %s"
            .formatted(target, upstream, e.getMessage()),
        "Set bluehub.upstreams.%s.target to host:port or dns:///host:port.".formatted(upstream),
        e);
  }

  /** Service configs would come from TXT records, which nobody writes for Kubernetes. */
  private static final class NoServiceConfig extends ServiceConfigParser {
    @Override
    public ConfigOrError parseServiceConfig(Map<String, ?> raw) {
      return ConfigOrError.fromConfig(Map.of());
    }
  }
}
