package bluehub.gateway.settings;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a connection may keep the gateway waiting.
 *
 * @param idle without a request; longer than a proxy in front keeps its idle connections, so that
 *     it is the proxy that closes them
 * @param header from a request's first byte to the end of its header fields; longer is 408
 * @param body between two pieces of a request's body; longer is 408
 * @param write without taking a byte of an answer that waits to be sent; longer ends the connection
 */
public record TimeoutSettings(
    @DefaultValue("75s") Duration idle,
    @DefaultValue("10s") Duration header,
    @DefaultValue("30s") Duration body,
    @DefaultValue("60s") Duration write) {

  public TimeoutSettings {
    Bounds.positive("timeouts.idle", idle);
    Bounds.positive("timeouts.header", header);
    Bounds.positive("timeouts.body", body);
    Bounds.positive("timeouts.write", write);
  }
}
