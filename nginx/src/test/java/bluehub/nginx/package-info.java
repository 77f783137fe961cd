/**
 * A real nginx with the image's own nginx.conf, between a raw client and a gateway that does what a
 * test tells it to.
 */
@NullMarked
package bluehub.nginx;

import org.jspecify.annotations.NullMarked;
