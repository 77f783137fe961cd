/**
 * The protobuf wire format (https://protobuf.dev/programming-guides/encoding): a writer and a
 * reader over byte arrays that know tags, varints and lengths, and nothing of schemas.
 */
@NullMarked
package bluehub.transcoder.wire;

import org.jspecify.annotations.NullMarked;
