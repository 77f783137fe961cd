/**
 * What can go wrong, told by who can mend it: a {@link bluehub.transcoder.fault.RequestFault} is
 * the client's, a {@link bluehub.transcoder.fault.SchemaProblem} the operator's. The bottom of the
 * engine: it depends on the JDK alone.
 */
@NullMarked
package bluehub.transcoder.fault;

import org.jspecify.annotations.NullMarked;
