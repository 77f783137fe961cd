@NullMarked
package bluehub.openapi.type;

import org.jspecify.annotations.NullMarked;
