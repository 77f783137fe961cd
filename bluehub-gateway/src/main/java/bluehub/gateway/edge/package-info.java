/**
 * The HTTP server: connections, their limits and time-outs, and the text of HTTP/1.1 in both
 * directions. The only user of Netty's HTTP codecs.
 */
@NullMarked
package bluehub.gateway.edge;

import org.jspecify.annotations.NullMarked;
