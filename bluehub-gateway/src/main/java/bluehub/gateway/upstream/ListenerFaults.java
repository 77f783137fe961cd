package bluehub.gateway.upstream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a call's listener throws: it is logged, and other calls have no part in it. */
final class ListenerFaults {
  private static final Logger log = LoggerFactory.getLogger(ListenerFaults.class);

  private ListenerFaults() {}

  /** The listener could not take what its call brought; the call is to end. */
  static void failed(RawMethod method, RuntimeException cause) {
    log.error("A call of {} failed", method.name(), cause);
  }

  /** Tells the end of a call, after which nothing can be done about its listener. */
  static void close(RawCall.Listener listener, RawMethod method, RawStatus status) {
    try {
      listener.closed(status);
    } catch (RuntimeException e) {
      log.error("The end of a call of {} failed", method.name(), e);
    }
  }
}
