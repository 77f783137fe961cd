package bluehub.gateway.settings;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * One gRPC service, or several behind one name.
 *
 * @param target where it is, as gRPC names it: {@code dns:///host:port}, or {@code host:port}
 * @param deadline for a call whose client sets none, and the most that a client can ask for
 * @param streamDeadline the same for calls that stream in either direction; zero for none
 * @param deadlines instead of both for single RPCs, by {@code package.Service/Method} or {@code
 *     package.Service/*}; the former goes first
 * @param maxMessage bytes of one message that the upstream sends
 * @param maxMetadata bytes of the metadata of one call, counted as HTTP/2 does; requests with more
 *     are 431. gRPC servers take 8 KiB unless told otherwise
 * @param connectTimeout for one attempt to connect, in whole milliseconds, of which there must be
 *     one
 * @param reconnect the pause between two attempts while the upstream is away
 * @param resolve how often the addresses of the target are asked for; 0: only when a connection is
 *     lost
 * @param waitForReady how long after a connection was lost calls wait for the next one; later, they
 *     are 503 at once
 * @param retries how often a call is sent again that no server has begun to process; 0 also keeps
 *     calls that were cut off from being repeated where that does no harm
 * @param maxConnections from one event loop to one address: further ones are made while the service
 *     takes no more calls at once on those that are there. Not with grpc-java's transport
 * @param connectionIdle how long such a further connection is kept without a call
 * @param keepAlive how a service that is gone without a word is found
 * @param loadBalancing how calls spread over the addresses of the target
 * @param transport what makes the connections
 * @param metadata which headers and metadata pass
 * @param authority the name that calls carry, and that the service's certificate must have; blank
 *     for the host and port of the target
 * @param ssl how the connections are encrypted
 * @param schema where the upstream's schema comes from
 */
public record UpstreamSettings(
    @DefaultValue("") String target,
    @DefaultValue("15s") Duration deadline,
    @DefaultValue("1h") Duration streamDeadline,
    @DefaultValue Map<String, Duration> deadlines,
    @DefaultValue("4MB") DataSize maxMessage,
    @DefaultValue("8KB") DataSize maxMetadata,
    @DefaultValue("2s") Duration connectTimeout,
    @DefaultValue("500ms") Duration reconnect,
    @DefaultValue("10s") Duration resolve,
    @DefaultValue("1s") Duration waitForReady,
    @DefaultValue("2") int retries,
    @DefaultValue("4") int maxConnections,
    @DefaultValue("30s") Duration connectionIdle,
    @DefaultValue KeepAliveSettings keepAlive,
    @DefaultValue("round-robin") LoadBalancing loadBalancing,
    @DefaultValue("direct") TransportKind transport,
    @DefaultValue MetadataSettings metadata,
    @DefaultValue("") String authority,
    @DefaultValue UpstreamSslSettings ssl,
    @DefaultValue SchemaSettings schema) {

  private static final int MOST_RETRIES = 10;
  private static final int MOST_CONNECTIONS = 1_000;

  public UpstreamSettings {
    Bounds.notBlank("target", target);
    Bounds.positive("deadline", deadline);
    Bounds.notNegative("stream-deadline", streamDeadline);
    deadlines = Map.copyOf(deadlines);
    deadlines.forEach((rpc, each) -> Bounds.positive("deadlines[" + rpc + "]", each));
    Bounds.size("max-message", maxMessage, 1);
    Bounds.size("max-metadata", maxMetadata, 1_024);
    Bounds.milliseconds("connect-timeout", connectTimeout);
    Bounds.positive("reconnect", reconnect);
    Bounds.notNegative("resolve", resolve);
    Bounds.notNegative("wait-for-ready", waitForReady);
    Bounds.range("retries", retries, 0, MOST_RETRIES);
    Bounds.range("max-connections", maxConnections, 1, MOST_CONNECTIONS);
    Bounds.positive("connection-idle", connectionIdle);
  }

  /**
   * The deadline of an RPC; zero for none.
   *
   * @param rpc {@code package.Service/Method}
   * @param streams whether it streams in either direction
   */
  public Duration deadline(String rpc, boolean streams) {
    Duration own = deadlines.get(rpc);
    if (own == null) {
      own = deadlines.get(rpc.substring(0, rpc.indexOf('/') + 1) + "*");
    }
    return own != null ? own : streams ? streamDeadline : deadline;
  }

  /** How calls spread over the addresses of a target. */
  public enum LoadBalancing {
    /** All go to the first address that answers. */
    PICK_FIRST,
    /** Each goes to the next address. */
    ROUND_ROBIN
  }

  /** What makes the connections to an upstream. */
  public enum TransportKind {
    /** The gateway's own HTTP/2 client, which costs the least. */
    DIRECT,
    /** grpc-java's, should a service and the gateway's own not get along. */
    GRPC_JAVA
  }
}
