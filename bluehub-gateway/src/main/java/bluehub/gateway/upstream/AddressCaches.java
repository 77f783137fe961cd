package bluehub.gateway.upstream;

import java.security.Security;

/**
 * How long the addresses of names are kept. The JDK keeps them for 30 seconds and grpc-java for 30
 * more: a rolling restart behind a headless service is over by then, and would leave a gateway with
 * addresses of pods that are gone. Whoever sets one of the properties is left in peace.
 */
public final class AddressCaches {
  /** Of the JDK, a security property; read when the first name is resolved. */
  private static final String FOUND = "networkaddress.cache.ttl";

  private static final String NOT_FOUND = "networkaddress.cache.negative.ttl";

  /** As in the JDK's java.security. */
  private static final String NOT_FOUND_DEFAULT = "10";

  /** Long enough for all event loops to share one look-up. */
  private static final String SECONDS = "1";

  private AddressCaches() {}

  /** Shortens them; to be called before anything else. */
  public static void shorten() {
    if (Security.getProperty(FOUND) == null && System.getProperty("sun.net.inetaddr.ttl") == null) {
      Security.setProperty(FOUND, SECONDS);
    }
    if (NOT_FOUND_DEFAULT.equals(Security.getProperty(NOT_FOUND))) {
      Security.setProperty(NOT_FOUND, SECONDS);
    }
    // grpc-java's, which is named as the JDK's and is a system property.
    if (System.getProperty(FOUND) == null) {
      System.setProperty(FOUND, "0");
    }
  }
}
