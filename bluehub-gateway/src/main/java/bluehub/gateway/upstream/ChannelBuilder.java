package bluehub.gateway.upstream;

import bluehub.gateway.settings.KeepAliveSettings;
import bluehub.gateway.settings.UpstreamSettings;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollChannelOption;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Builds the lean channel: what a gateway has no use for is off, each thing for a reason. */
final class ChannelBuilder {
  /** grpc-java takes more than 30 days as "never". */
  private static final long NEVER_IDLE_DAYS = 365;

  private final String name;
  private final UpstreamSettings settings;
  private final EventLoops loops;

  private final @Nullable UpstreamTls tls;

  /**
   * @param tls null for plain text
   */
  ChannelBuilder(
      String name, UpstreamSettings settings, EventLoops loops, @Nullable UpstreamTls tls) {
    this.tls = tls;
    this.name = name;
    this.settings = settings;
    this.loops = loops;
  }

  ManagedChannel build(EventLoop loop) {
    NettyChannelBuilder builder;
    try {
      builder = NettyChannelBuilder.forTarget(settings.target());
    } catch (IllegalArgumentException e) {
      throw Target.bad(name, settings.target(), e);
    }
    secure(builder);
    builder
        .eventLoopGroup(loop)
        .channelType(loops.channelType())
        // Callbacks stay on the loop.
        .directExecutor()
        // Its buffering costs as much as the rest of a call's bookkeeping. With it go the
        // transparent retries of calls that reached no server; GrpcCall has its own.
        .disableRetry()
        // A connection that is there when a request comes; and no timer per call.
        .idleTimeout(NEVER_IDLE_DAYS, TimeUnit.DAYS)
        // Service configs would come from TXT records, which nobody writes for Kubernetes.
        .disableServiceConfigLookUp()
        // Traces are for channelz, which is not served.
        .maxTraceEvents(0)
        .defaultLoadBalancingPolicy(
            switch (settings.loadBalancing()) {
              case PICK_FIRST -> "pick_first";
              case ROUND_ROBIN -> "round_robin";
            })
        .maxInboundMessageSize((int) settings.maxMessage().toBytes())
        .maxInboundMetadataSize((int) settings.maxMetadata().toBytes())
        .userAgent("bluehub")
        .withOption(
            ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) settings.connectTimeout().toMillis());
    keepAlive(builder);
    if (loops.epoll()) {
      noticeDeadPeers(builder);
    }
    try {
      return builder.build();
    } catch (IllegalArgumentException e) {
      throw Target.bad(name, settings.target(), e);
    }
  }

  private void secure(NettyChannelBuilder builder) {
    if (tls == null) {
      builder.usePlaintext();
    } else {
      builder.sslContext(tls);
    }
    if (!settings.authority().isBlank()) {
      builder.overrideAuthority(settings.authority());
    }
  }

  private void keepAlive(NettyChannelBuilder builder) {
    KeepAliveSettings own = settings.keepAlive();
    if (own.interval().isPositive()) {
      builder
          .keepAliveTime(own.interval().toNanos(), TimeUnit.NANOSECONDS)
          .keepAliveTimeout(own.timeout().toNanos(), TimeUnit.NANOSECONDS)
          .keepAliveWithoutCalls(own.idle());
    }
  }

  private void noticeDeadPeers(NettyChannelBuilder builder) {
    builder
        .withOption(EpollChannelOption.TCP_USER_TIMEOUT, DeadPeers.timeoutMillis(settings))
        .withOption(ChannelOption.SO_KEEPALIVE, true)
        .withOption(EpollChannelOption.TCP_KEEPIDLE, DeadPeers.PROBE_SECONDS)
        .withOption(EpollChannelOption.TCP_KEEPINTVL, DeadPeers.PROBE_SECONDS);
  }
}
