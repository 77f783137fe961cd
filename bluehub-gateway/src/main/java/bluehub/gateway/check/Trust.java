package bluehub.gateway.check;

/**
 * How connections to services are made.
 *
 * @param tls whether they are encrypted
 * @param authorities a PEM file of the certificates to trust; empty for those of the JDK
 */
record Trust(boolean tls, String authorities) {}
