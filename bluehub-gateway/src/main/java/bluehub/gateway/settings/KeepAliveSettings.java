package bluehub.gateway.settings;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How an upstream that is gone without a word is found. On Linux the system does that: it asks on
 * idle connections, and ends those on which nothing is acknowledged. HTTP/2 PINGs are for what the
 * system does not see, such as a service that hangs, or a proxy in between that answers for it.
 *
 * @param interval how long nothing has come from the service until it is asked by a PING; 0: never.
 *     gRPC servers take more than one in 5 minutes for an attack, and close the connection, unless
 *     they are told otherwise; the interval is doubled then. grpc-java asks every 10 s at most
 * @param timeout how long nothing comes then until the connection is given up; on Linux also how
 *     long what was sent may stay without TCP's acknowledgement
 * @param idle whether connections without calls are asked, too: gRPC servers take one in 2 hours
 */
public record KeepAliveSettings(
    @DefaultValue("0s") Duration interval,
    @DefaultValue("10s") Duration timeout,
    @DefaultValue("false") boolean idle) {

  public KeepAliveSettings {
    Bounds.notNegative("keep-alive.interval", interval);
    Bounds.positive("keep-alive.timeout", timeout);
  }
}
