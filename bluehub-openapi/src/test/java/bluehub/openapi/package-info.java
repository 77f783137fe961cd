@NullMarked
package bluehub.openapi;

import org.jspecify.annotations.NullMarked;
