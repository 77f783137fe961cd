/**
 * What the gateway has for readers at paths that no route has: the API's OpenAPI document and JSON
 * Schemas, and a page for people. Nothing here is asked while a request finds its route.
 */
@NullMarked
package bluehub.gateway.site;

import org.jspecify.annotations.NullMarked;
