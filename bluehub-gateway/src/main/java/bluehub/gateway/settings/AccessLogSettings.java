package bluehub.gateway.settings;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One line of JSON for each request, on the standard output.
 *
 * @param enabled off by default, as the proxy in front writes one already
 * @param queue lines that may wait to be written; further ones are dropped and counted
 */
public record AccessLogSettings(
    @DefaultValue("false") boolean enabled, @DefaultValue("8192") int queue) {

  public AccessLogSettings {
    Bounds.range("access-log.queue", queue, 1, 1 << 20);
  }
}
