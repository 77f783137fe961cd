@NullMarked
package bluehub.gateway.site;

import org.jspecify.annotations.NullMarked;
