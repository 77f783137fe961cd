/**
 * The HTTP server: connections, their limits and time-outs, TLS, the text of HTTP/1.1 and the
 * frames of HTTP/2 in both directions. The only user of Netty's HTTP codecs.
 */
@NullMarked
package bluehub.gateway.edge;

import org.jspecify.annotations.NullMarked;
