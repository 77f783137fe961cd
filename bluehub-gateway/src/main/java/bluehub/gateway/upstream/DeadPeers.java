package bluehub.gateway.upstream;

import bluehub.gateway.settings.UpstreamSettings;

/**
 * A peer that vanished without a word is noticed by the system: when it does not acknowledge what
 * was sent, or TCP's probes on an idle connection. That is sooner than by HTTP/2 PINGs, which gRPC
 * servers take for an attack when they come oftener than every five minutes, and it costs nothing.
 */
final class DeadPeers {
  static final int PROBE_SECONDS = 10;

  private DeadPeers() {}

  /** TCP_USER_TIMEOUT, for which 0 is the system's own. */
  static int timeoutMillis(UpstreamSettings settings) {
    return Math.clamp(settings.keepAlive().timeout().toMillis(), 1, Integer.MAX_VALUE);
  }
}
