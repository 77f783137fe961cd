/**
 * The gRPC services behind the gateway: connections, and raw calls that carry bytes and no
 * messages. The only builder of gRPC channels, and all that knows of grpc-java.
 */
@NullMarked
package bluehub.gateway.upstream;

import org.jspecify.annotations.NullMarked;
