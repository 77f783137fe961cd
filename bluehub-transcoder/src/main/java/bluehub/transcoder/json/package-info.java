/**
 * JSON text as bytes (RFC 8259): a reader that takes its input in pieces, a writer into one buffer,
 * the numbers of both, and the limits. Nothing of schemas, no trees.
 */
@NullMarked
package bluehub.transcoder.json;

import org.jspecify.annotations.NullMarked;
