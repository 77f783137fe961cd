/**
 * HTTP/JSON to gRPC transcoding by {@code google.api.http}, as a library.
 *
 * <p>{@link bluehub.transcoder.ApiCompiler} makes a {@link bluehub.transcoder.CompiledApi} of a
 * schema once; that finds the {@link bluehub.transcoder.CompiledMethod} for a request, which turns
 * the request into wire bytes and the answer's wire bytes into JSON. Who makes the calls is not its
 * business.
 */
@NullMarked
package bluehub.transcoder;

import org.jspecify.annotations.NullMarked;
