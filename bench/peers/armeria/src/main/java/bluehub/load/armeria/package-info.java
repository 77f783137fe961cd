/** Armeria as a gateway. */
@NullMarked
package bluehub.load.armeria;

import org.jspecify.annotations.NullMarked;
