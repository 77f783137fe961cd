/** The server that all candidates call, and the limits of what a gateway can reach. */
@NullMarked
package bluehub.load.backend;

import org.jspecify.annotations.NullMarked;
