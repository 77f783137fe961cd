/** JSON Schemas of messages and enums, as ProtoJSON prints and takes them. */
@NullMarked
package bluehub.openapi.type;

import org.jspecify.annotations.NullMarked;
