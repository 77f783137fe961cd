/**
 * The client's side of HTTP/2 (RFC 9113) and HPACK (RFC 7541), as far as a gateway needs it: frames
 * to and from one connection on one event loop. It knows nothing of gRPC.
 */
@NullMarked
package bluehub.gateway.upstream.http2;

import org.jspecify.annotations.NullMarked;
