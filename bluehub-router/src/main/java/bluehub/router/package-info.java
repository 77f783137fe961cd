/** The sample service's program: its start, its stop, and what to do with its own mistakes. */
@NullMarked
package bluehub.router;

import org.jspecify.annotations.NullMarked;
