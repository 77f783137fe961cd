package bluehub.gateway.edge;

import bluehub.gateway.call.Refusal;
import bluehub.gateway.settings.HttpSettings;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sets up each connection that a listener accepts, or refuses it when there are too many. */
final class EdgeChannels extends ChannelInitializer<Channel> {
  private static final String BODY =
      "{\"code\":14,\"message\":\"The gateway has too many connections. Try again.\"}";
  private static final byte[] TOO_MANY =
      ("HTTP/1.1 503 Service Unavailable\r\ncontent-type: application/json\r\ncontent-length: "
              + BODY.length()
              + "\r\nretry-after: 1\r\nconnection: close\r\n\r\n"
              + BODY)
          .getBytes(StandardCharsets.US_ASCII);

  private final EdgeState state;
  private final EdgeLoops loops;
  private final HttpSettings settings;
  private final @Nullable EdgeTls tls;

  /**
   * @param tls for a listener that speaks TLS, else null
   */
  EdgeChannels(EdgeState state, EdgeLoops loops, HttpSettings settings, @Nullable EdgeTls tls) {
    this.state = state;
    this.loops = loops;
    this.settings = settings;
    this.tls = tls;
  }

  @Override
  protected void initChannel(Channel channel) {
    boolean welcome = state.opened();
    channel.closeFuture().addListener(_ -> state.closed());
    EdgeLoop loop = loops.of(channel);
    if (!welcome) {
      loop.lane().refusals().count(Refusal.CONNECTIONS);
      refuse(channel);
      return;
    }
    ChannelPipeline pipeline = channel.pipeline();
    EdgeTls secure = tls;
    if (secure == null) {
      plain(loop, pipeline);
    } else {
      pipeline.addLast(
          new PlainTextRefusal(),
          secure.handler(channel.alloc()),
          new TlsGate(loop, (ctx, http2) -> agreed(loop, ctx.pipeline(), http2)));
    }
  }

  private void refuse(Channel channel) {
    if (tls == null) {
      channel
          .writeAndFlush(Unpooled.wrappedBuffer(TOO_MANY))
          .addListener(ChannelFutureListener.CLOSE);
    } else {
      // To say why would take a handshake, which is what there is no room for.
      var _ = channel.close();
    }
  }

  private void plain(EdgeLoop loop, ChannelPipeline pipeline) {
    if (!settings.http2().enabled()) {
      http1(pipeline, new Http1Connection(loop, null));
      return;
    }
    Supplier<Http2Session> sessions = () -> Http2SessionBuilder.session(loop, settings);
    Http1Connection connection = new Http1Connection(loop, sessions);
    pipeline.addLast(new ProtocolSniffer(connection, sessions));
    http1(pipeline, connection);
  }

  private void agreed(EdgeLoop loop, ChannelPipeline pipeline, boolean http2) {
    if (http2) {
      pipeline.addLast(Http2SessionBuilder.session(loop, settings));
    } else {
      http1(pipeline, new Http1Connection(loop, null));
    }
  }

  private void http1(ChannelPipeline pipeline, Http1Connection connection) {
    pipeline.addLast(new RequestDecoder(settings.limits(), connection), connection);
  }
}
