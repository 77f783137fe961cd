/**
 * What operators can set, as typed records under {@code bluehub.}: each checks itself when it is
 * built, so that a setting that is there is a setting that can be used. The bottom of the gateway.
 */
@NullMarked
package bluehub.gateway.settings;

import org.jspecify.annotations.NullMarked;
