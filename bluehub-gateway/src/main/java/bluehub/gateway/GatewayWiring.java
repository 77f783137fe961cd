package bluehub.gateway;

import bluehub.gateway.api.CompileOptions;
import bluehub.gateway.api.LiveTable;
import bluehub.gateway.api.SchemaKeeper;
import bluehub.gateway.api.SchemaStates;
import bluehub.gateway.call.Lanes;
import bluehub.gateway.edge.EdgeServer;
import bluehub.gateway.ops.AccessLog;
import bluehub.gateway.ops.GatewayGauges;
import bluehub.gateway.ops.RouteMetrics;
import bluehub.gateway.ops.SchemaEndpoint;
import bluehub.gateway.ops.SchemaGauges;
import bluehub.gateway.ops.UpstreamHealth;
import bluehub.gateway.settings.GatewaySettings;
import bluehub.gateway.settings.HttpSettings;
import bluehub.gateway.site.Site;
import bluehub.gateway.upstream.EventLoops;
import bluehub.gateway.upstream.Upstream;
import bluehub.gateway.upstream.Upstreams;
import bluehub.transcoder.ApiOptions;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.context.support.DefaultLifecycleProcessor;
import org.springframework.core.io.ResourceLoader;

/**
 * Puts the gateway together. What a bean depends on outlives it: the server stops first, then the
 * channels close, then the event loops end.
 */
@Configuration(proxyBeanMethods = false)
class GatewayWiring {
  /** What stopping needs besides the drain. */
  private static final Duration STOP_SLACK = Duration.ofSeconds(10);

  @Bean
  EventLoops eventLoops(HttpSettings settings) {
    return new EventLoops(settings.eventLoops());
  }

  @Bean
  Upstreams upstreams(GatewaySettings settings, EventLoops loops, SslBundles bundles) {
    return new Upstreams(settings.upstreams(), loops, bundles);
  }

  @Bean
  RouteMetrics routeMetrics(
      GatewaySettings settings, EventLoops loops, ObjectProvider<PrometheusRegistry> registry) {
    RouteMetrics metrics = new RouteMetrics(settings.metrics(), loops.loops().size());
    registry.ifAvailable(each -> each.register(metrics));
    return metrics;
  }

  @Bean
  LiveTable liveTable(GatewaySettings settings) {
    return new LiveTable(settings.transcoding().errors());
  }

  @Bean
  SchemaStates schemaStates() {
    return new SchemaStates();
  }

  /** Loads before anything serves; upstreams are connected only when all of that is good. */
  @Bean
  SchemaKeeper schemaKeeper(
      Upstreams upstreams,
      LiveTable table,
      SchemaStates states,
      RouteMetrics metrics,
      GatewaySettings gateway,
      HttpSettings http,
      ResourceLoader resources) {
    ApiOptions options = CompileOptions.of(gateway.transcoding(), http.limits());
    SchemaKeeper keeper =
        new SchemaKeeper(upstreams.all(), table, metrics, options, gateway, states, resources);
    keeper.load();
    keeper.follow();
    upstreams.all().forEach(Upstream::connect);
    return keeper;
  }

  @Bean
  Site site(GatewaySettings gateway, HttpSettings http, SchemaStates states) {
    return Site.of(gateway.site(), CompileOptions.of(gateway.transcoding(), http.limits()), states);
  }

  /** None where it is off. No condition: an image decides on conditions when it is built. */
  @Bean
  @Nullable AccessLog accessLog(GatewaySettings settings) {
    return settings.accessLog().enabled()
        ? new AccessLog(settings.accessLog(), new FileOutputStream(FileDescriptor.out))
        : null;
  }

  @Bean
  Lanes lanes(
      EventLoops loops,
      LiveTable table,
      SchemaKeeper keeper,
      HttpSettings settings,
      RouteMetrics metrics,
      Site site,
      ObjectProvider<AccessLog> accessLog) {
    return new Lanes(loops, table, settings, metrics, site, accessLog.getIfAvailable());
  }

  @Bean
  EdgeServer edgeServer(HttpSettings settings, Lanes lanes, SslBundles bundles) {
    return new EdgeServer(settings, lanes, bundles);
  }

  @Bean
  GatewayGauges gatewayGauges(Lanes lanes, Upstreams upstreams, EdgeServer server) {
    return new GatewayGauges(lanes, upstreams, server::connections, server::accepted);
  }

  /** Its name is the name of its health: the readiness group includes it. */
  @Bean
  UpstreamHealth upstreamsHealthIndicator(Upstreams upstreams, SchemaStates states) {
    return new UpstreamHealth(upstreams, states);
  }

  /** The keeper has put the states there by then. */
  @Bean
  SchemaGauges schemaGauges(SchemaStates states, SchemaKeeper keeper) {
    return new SchemaGauges(states);
  }

  @Bean
  SchemaEndpoint schemaEndpoint(SchemaStates states) {
    return new SchemaEndpoint(states);
  }

  /** Spring cuts a phase of its shutdown off after 30 seconds; a drain may take longer. */
  @Bean(AbstractApplicationContext.LIFECYCLE_PROCESSOR_BEAN_NAME)
  DefaultLifecycleProcessor lifecycleProcessor(HttpSettings settings) {
    Duration most = settings.drain().delay().plus(settings.drain().time()).plus(STOP_SLACK);
    DefaultLifecycleProcessor processor = new DefaultLifecycleProcessor();
    processor.setTimeoutPerShutdownPhase(most.toMillis());
    return processor;
  }
}
