package bluehub.gateway.upstream;

import bluehub.gateway.settings.UpstreamSettings;
import bluehub.gateway.upstream.http2.Http2Connection;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.handler.ssl.SslHandler;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes connections on one event loop: the socket, TLS where it is set, and then HTTP/2. */
final class Dialer {
  private static final Logger log = LoggerFactory.getLogger(Dialer.class);
  private static final String HTTP2 = "h2";

  private final Bootstrap bootstrap;
  private final int maxMetadata;
  private final @Nullable UpstreamTls tls;
  private final HostAndPort peer;

  /**
   * @param authority whom the certificate has to name
   * @param tls null for plain text
   */
  Dialer(
      UpstreamSettings settings,
      EventLoop loop,
      EventLoops loops,
      String authority,
      @Nullable UpstreamTls tls) {
    this.tls = tls;
    this.peer = HostAndPort.of(authority);
    this.maxMetadata = (int) settings.maxMetadata().toBytes();
    this.bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(loops.channelType())
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.SO_KEEPALIVE, true)
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) settings.connectTimeout().toMillis())
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    // What it needs is known when it is connected.
                  }
                });
    if (loops.epoll()) {
      bootstrap
          .option(EpollChannelOption.TCP_USER_TIMEOUT, DeadPeers.timeoutMillis(settings))
          .option(EpollChannelOption.TCP_KEEPIDLE, DeadPeers.PROBE_SECONDS)
          .option(EpollChannelOption.TCP_KEEPINTVL, DeadPeers.PROBE_SECONDS);
    }
  }

  /** Starts to connect; the link is told what comes of it. */
  void dial(Link link) {
    ChannelFuture connect = bootstrap.connect(link.address());
    link.dialled(connect.channel());
    var _ =
        connect.addListener(
            done -> {
              if (done.isSuccess()) {
                begin(connect.channel(), link);
              } else {
                log.debug("No connection to {}", link.address(), done.cause());
                link.failed();
              }
            });
  }

  /** TLS may have been set as the platform cannot do it, which shows now. */
  private void begin(Channel channel, Link link) {
    try {
      connected(channel, link);
    } catch (RuntimeException e) {
      log.error("A connection to {} cannot be used as it is set", channel.remoteAddress(), e);
      var _ = channel.close();
      link.failed();
    }
  }

  private void connected(Channel channel, Link link) {
    link.hurry(channel);
    Http2Connection connection =
        new Http2Connection(channel, tls != null, maxMetadata, 1, link.pings(), link);
    UpstreamTls context = tls;
    if (context == null) {
      channel.pipeline().addLast(connection);
      link.begin(connection);
      return;
    }
    SSLEngine engine = context.newEngine(channel.alloc(), peer.host(), peer.port());
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    engine.setSSLParameters(parameters);
    SslHandler handler = new SslHandler(engine);
    channel.pipeline().addLast(handler, connection);
    var _ =
        handler
            .handshakeFuture()
            .addListener(
                done -> {
                  if (done.isSuccess() && HTTP2.equals(handler.applicationProtocol())) {
                    link.begin(connection);
                  } else {
                    log.debug("No TLS with {}", channel.remoteAddress(), done.cause());
                    var _ = channel.close();
                    link.failed();
                  }
                });
  }
}
