package bluehub.gateway.edge;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;

/** The end of a connection, or of its output alone, as the client is to take it. */
final class Farewell {
  private Farewell() {}

  /** Closes the output behind what has been written; the input stays open. */
  static void closeOutput(Channel channel) {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls == null) {
      shutdown(channel);
    } else {
      // Without close_notify the client would have to take the end for an attack (RFC 8446 §6.1).
      var _ = tls.closeOutbound().addListener(_ -> shutdown(channel));
    }
  }

  /** The same where TLS has not begun. */
  static void shutdown(Channel channel) {
    if (channel instanceof DuplexChannel duplex) {
      var _ = duplex.shutdownOutput();
    }
  }

  /**
   * Ends all at once, as an error and not as an end: a body whose length only the end of the
   * connection tells would else be taken for whole (RFC 9112 §8).
   */
  static void reset(Channel channel) {
    var _ = channel.config().setOption(ChannelOption.SO_LINGER, 0);
    // Past TLS, whose close_notify makes an orderly end.
    channel.unsafe().close(channel.voidPromise());
  }
}
