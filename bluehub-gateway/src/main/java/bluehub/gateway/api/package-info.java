/** The live table: schemas are loaded, checked and compiled here, and swapped in as a whole. */
@NullMarked
package bluehub.gateway.api;

import org.jspecify.annotations.NullMarked;
