/**
 * A testee for the protobuf conformance runner: it answers the runner's requests through the
 * engine's public API. See {@code conformance/README.md}.
 */
@NullMarked
package bluehub.transcoder.conformance;

import org.jspecify.annotations.NullMarked;
