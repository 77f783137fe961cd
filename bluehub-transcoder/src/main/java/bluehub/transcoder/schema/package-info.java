/**
 * Schemas: linked descriptors and the HTTP rules of their RPCs, flattened and checked against the
 * messages that they name. What is wrong is collected and reported at once.
 *
 * <p>Source of the rules: the comments of {@code google/api/http.proto}.
 */
@NullMarked
package bluehub.transcoder.schema;

import org.jspecify.annotations.NullMarked;
