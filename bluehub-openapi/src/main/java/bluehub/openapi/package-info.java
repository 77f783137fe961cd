/**
 * What an API is to its clients: the OpenAPI 3.1 document of its HTTP bindings, and the JSON Schema
 * of each of its messages.
 */
@NullMarked
package bluehub.openapi;

import org.jspecify.annotations.NullMarked;
