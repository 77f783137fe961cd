package bluehub.gateway.edge;

import bluehub.gateway.call.Lane;
import bluehub.gateway.call.Lanes;
import bluehub.gateway.call.Refusal;
import bluehub.gateway.settings.LimitSettings;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sets up each connection that is accepted, or refuses it when there are too many. */
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
  private final LimitSettings limits;
  private final List<EdgeLoop> all = new ArrayList<>();
  private final Map<EventLoop, EdgeLoop> loops = new HashMap<>();

  EdgeChannels(EdgeState state, LimitSettings limits, Lanes lanes) {
    this.state = state;
    this.limits = limits;
    for (Lane lane : lanes.all()) {
      EdgeLoop loop = new EdgeLoop(lane, state);
      all.add(loop);
      loops.put(lane.loop(), loop);
    }
  }

  List<EdgeLoop> loops() {
    return all;
  }

  @Override
  protected void initChannel(Channel channel) {
    boolean welcome = state.opened();
    channel.closeFuture().addListener(_ -> state.closed());
    EdgeLoop loop = loops.get(channel.eventLoop());
    if (loop == null) {
      throw new IllegalStateException("A channel of an unknown event loop: " + channel);
    }
    if (!welcome) {
      loop.lane().refusals().count(Refusal.CONNECTIONS);
      channel
          .writeAndFlush(Unpooled.wrappedBuffer(TOO_MANY))
          .addListener(ChannelFutureListener.CLOSE);
      return;
    }
    Http1Connection connection = new Http1Connection(loop);
    channel.pipeline().addLast(new RequestDecoder(limits, connection), connection);
  }
}
