/**
 * What differs between two schemas of one upstream, as their users would feel it: clients of the
 * REST API first, then gRPC clients.
 */
@NullMarked
package bluehub.transcoder.change;

import org.jspecify.annotations.NullMarked;
