/**
 * Path templates: {@code /v1/{name=shelves/*}:archive} as a value, the parser that makes it, and
 * the percent-encoding that literals and paths share.
 *
 * <p>Source of the grammar: the comments of {@code google/api/http.proto}.
 */
@NullMarked
package bluehub.transcoder.template;

import org.jspecify.annotations.NullMarked;
