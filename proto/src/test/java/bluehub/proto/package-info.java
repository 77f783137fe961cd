/** What the sample API must be so that the gateway and its documentation can be made from it. */
@NullMarked
package bluehub.proto;

import org.jspecify.annotations.NullMarked;
