/** Spring MVC as a gateway. */
@NullMarked
package bluehub.load.mvc;

import org.jspecify.annotations.NullMarked;
