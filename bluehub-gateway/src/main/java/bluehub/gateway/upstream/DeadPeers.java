package bluehub.gateway.upstream;

/**
 * A peer that vanished without a word is noticed by the system: when it does not acknowledge what
 * was sent, or TCP's probes on an idle connection. HTTP/2 pings are off: gRPC servers take more
 * than one in five minutes for an attack, and close the connection.
 */
final class DeadPeers {
  static final int TIMEOUT_MILLIS = 10_000;
  static final int PROBE_SECONDS = 10;

  private DeadPeers() {}
}
