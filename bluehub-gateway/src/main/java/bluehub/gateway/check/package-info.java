/** {@code bluehub check}: the gateway's compiler as a command, for pipelines that build schemas. */
@NullMarked
package bluehub.gateway.check;

import org.jspecify.annotations.NullMarked;
