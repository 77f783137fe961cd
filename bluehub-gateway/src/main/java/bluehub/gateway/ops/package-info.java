/** What operators watch: health, metrics, and the access log. */
@NullMarked
package bluehub.gateway.ops;

import org.jspecify.annotations.NullMarked;
