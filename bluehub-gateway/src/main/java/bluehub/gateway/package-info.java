/** The gateway's main class and its wiring: the one package that knows all others. */
@NullMarked
package bluehub.gateway;

import org.jspecify.annotations.NullMarked;
