package bluehub.gateway.edge;

import bluehub.transcoder.fault.Code;
import bluehub.transcoder.fault.RequestFault;
import io.netty.handler.codec.http.ContentLengthNotAllowedException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.codec.http.TransferEncodingNotAllowedException;

/** What a request is told that Netty's decoder could not read; its connection ends then. */
final class DecoderFault {
  private DecoderFault() {}

  static RequestFault ofHead(Throwable cause) {
    return switch (cause) {
      case TooLongHttpLineException _ ->
          RequestFault.of(Code.INVALID_ARGUMENT, 414, "The request line is too long.");
      case TooLongHttpHeaderException _ ->
          RequestFault.of(Code.RESOURCE_EXHAUSTED, 431, "The header fields are too large.");
      case ContentLengthNotAllowedException _ ->
          RequestFault.invalid("Content-Length and Transfer-Encoding exclude each other.");
      case TransferEncodingNotAllowedException _ ->
          RequestFault.invalid("Transfer-Encoding needs HTTP/1.1.");
      default -> RequestFault.invalid("The request's head is not HTTP/1.1.");
    };
  }

  static RequestFault ofBody() {
    return RequestFault.invalid("The body's chunks are malformed.");
  }
}
