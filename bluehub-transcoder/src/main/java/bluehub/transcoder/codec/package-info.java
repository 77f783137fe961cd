/**
 * Transcoding by a compiled schema: requests from path, query and JSON to wire bytes, responses
 * from wire bytes to JSON. Everything that a message type needs is in tables made once ({@link
 * bluehub.transcoder.codec.TypeTable}); on the way there are no message objects, no trees and no
 * reflection.
 */
@NullMarked
package bluehub.transcoder.codec;

import org.jspecify.annotations.NullMarked;
