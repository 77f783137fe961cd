/**
 * The way of one request, whatever HTTP version brought it: match, encode, call, decode, answer. It
 * takes requests from an edge through {@link bluehub.gateway.call.Request} and answers through
 * {@link bluehub.gateway.call.Responder}.
 *
 * <p>A request is served on the event loop that its connection belongs to, from its first byte to
 * its last. Nothing here is thread-safe and nothing here blocks, but where a class says otherwise.
 */
@NullMarked
package bluehub.gateway.call;

import org.jspecify.annotations.NullMarked;
