/**
 * Routes: an immutable table from HTTP method and raw path to a target and the path's captured
 * values. It knows templates and nothing of schemas.
 */
@NullMarked
package bluehub.transcoder.route;

import org.jspecify.annotations.NullMarked;
