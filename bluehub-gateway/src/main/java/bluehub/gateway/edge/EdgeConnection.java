package bluehub.gateway.edge;

import io.netty.handler.codec.PrematureChannelClosureException;
import java.io.IOException;
import javax.net.ssl.SSLException;

/** A client's connection as its event loop sees it, whatever it speaks. */
sealed interface EdgeConnection permits Http1Connection, Http2Session, TlsGate {

  /** Where the loop keeps it. */
  int index();

  void index(int next);

  /**
   * Looks whether the client has kept the gateway waiting too long.
   *
   * @param now in nanoseconds of the loop's coarse clock
   */
  void sweep(long now);

  /** The server is about to stop: the client is told not to begin anything new here. */
  void leave();

  /** Nothing new is served any more: closes, as soon as all is answered that was accepted. */
  void closeIfIdle();

  /**
   * The time for what is under way is over: closes, and where the protocol has a word for it, says
   * so.
   */
  default void cutOff() {
    close();
  }

  /** Closes at once. */
  void close();

  /** Whether a failure is the network's or the client's, and so none that a log should tell. */
  static boolean isTheirs(Throwable cause) {
    // What TLS cannot read comes wrapped by Netty's decoder.
    return cause instanceof IOException
        || cause instanceof PrematureChannelClosureException
        || cause.getCause() instanceof SSLException;
  }
}
