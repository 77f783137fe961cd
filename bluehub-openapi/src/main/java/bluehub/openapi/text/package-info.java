/** Comments of proto files, as Markdown that holds no HTML. */
@NullMarked
package bluehub.openapi.text;

import org.jspecify.annotations.NullMarked;
