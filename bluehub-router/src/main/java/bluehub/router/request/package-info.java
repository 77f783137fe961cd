/** What the service takes: the limits of the API contract, and how a breach of them is told. */
@NullMarked
package bluehub.router.request;

import org.jspecify.annotations.NullMarked;
