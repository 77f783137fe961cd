/** JMH benchmarks of the engine beside other libraries, in one run. */
@NullMarked
package bluehub.bench;

import org.jspecify.annotations.NullMarked;
