/** What the service does: greetings, cards and streams of greetings. */
@NullMarked
package bluehub.router.greeting;

import org.jspecify.annotations.NullMarked;
