/** What options of fields say beyond their types: field behaviours and constraints. */
@NullMarked
package bluehub.openapi.rule;

import org.jspecify.annotations.NullMarked;
