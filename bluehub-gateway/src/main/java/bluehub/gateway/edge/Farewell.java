package bluehub.gateway.edge;

import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;

/** The end of a connection's output, as the client expects it. */
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
}
