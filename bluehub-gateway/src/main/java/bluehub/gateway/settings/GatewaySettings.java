package bluehub.gateway.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is behind the gateway, and what it tells of its work.
 *
 * @param upstreams the services by a name of the operator's choice, in the order of the settings
 * @param accessLog one line for each request
 * @param metrics what the metrics tell
 * @param transcoding where the rules leave a choice
 * @param schemaStore a folder where the last good schema of each upstream is kept, for a start
 *     while its source is away; blank for none
 * @param routeOptions the location ({@code file:...}, {@code classpath:...}) of a YAML file with
 *     options of single routes, which is looked at as often as the schemas are; blank for none
 * @param site what the gateway has for readers
 */
@ConfigurationProperties("bluehub")
public record GatewaySettings(
    @DefaultValue Map<String, UpstreamSettings> upstreams,
    @DefaultValue AccessLogSettings accessLog,
    @DefaultValue MetricsSettings metrics,
    @DefaultValue TranscodingSettings transcoding,
    @DefaultValue("") String schemaStore,
    @DefaultValue("") String routeOptions,
    @DefaultValue SiteSettings site) {

  public GatewaySettings {
    upstreams = Collections.unmodifiableMap(new LinkedHashMap<>(upstreams));
  }
}
