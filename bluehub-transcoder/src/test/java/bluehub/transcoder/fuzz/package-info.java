/** Fuzz targets: any input, and what must hold for it. */
@NullMarked
package bluehub.transcoder.fuzz;

import org.jspecify.annotations.NullMarked;
