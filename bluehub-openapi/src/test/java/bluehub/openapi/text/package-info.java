@NullMarked
package bluehub.openapi.text;

import org.jspecify.annotations.NullMarked;
