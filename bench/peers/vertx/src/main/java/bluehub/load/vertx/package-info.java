/** Vert.x as a gateway. */
@NullMarked
package bluehub.load.vertx;

import org.jspecify.annotations.NullMarked;
