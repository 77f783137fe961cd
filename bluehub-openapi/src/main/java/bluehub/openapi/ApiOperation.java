package bluehub.openapi;

import bluehub.transcoder.codec.PrintOptions;
import bluehub.transcoder.schema.HttpBinding;

/**
 * One binding that is served.
 *
 * @param upstream the name of who serves it
 * @param print how its answers are printed
 * @param success the HTTP status of an answer that is no error and no stream; 204 is for those
 *     without content
 */
public record ApiOperation(HttpBinding binding, String upstream, PrintOptions print, int success) {

  /** An operation that answers as the engine does by itself. */
  public ApiOperation(HttpBinding binding, String upstream) {
    this(binding, upstream, PrintOptions.DEFAULT, 200);
  }

  /** {@code package.Service/Method}. */
  String rpc() {
    return binding.rpc().getService().getFullName() + "/" + binding.rpc().getName();
  }
}
