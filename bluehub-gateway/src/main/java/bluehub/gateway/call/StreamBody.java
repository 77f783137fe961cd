package bluehub.gateway.call;

import bluehub.gateway.api.Route;
import bluehub.transcoder.CompiledMethod;
import bluehub.transcoder.codec.PrintOptions;
import bluehub.transcoder.codec.StreamFormat;
import bluehub.transcoder.fault.RequestFault;

/** The body of a streamed answer, which grows message by message. */
sealed interface StreamBody permits FramedStreamBody, RawStreamBody {

  /**
   * The body of an answer to that request.
   *
   * @param usual the form where the client asks for none
   */
  static StreamBody of(
      Lane lane, Request request, Route route, PrintOptions print, StreamFormat usual) {
    CompiledMethod method = route.method();
    if (method.rawResponse()) {
      return new RawStreamBody(method, lane.workspace);
    }
    StreamFormat format =
        request.socket() ? usual : AcceptedFormat.of(request.header(Exchange.ACCEPT), usual);
    return new FramedStreamBody(format, method.stream(format, print));
  }

  /** The body's type; known once the first message was added, or the stream has ended. */
  String contentType();

  /**
   * Adds a message.
   *
   * @throws bluehub.transcoder.wire.WireException for bytes that are no such message
   */
  void message(byte[] wire, int length);

  /** Adds an orderly end. */
  void end();

  /** Adds an end that cannot be taken for an orderly one; false where the form has none. */
  boolean fail(CallEnd end);

  /** The same for a request that turned out to be wrong. */
  boolean fail(RequestFault fault);

  /** Writes what was added since the last time, and gives its size. */
  int writeTo(Responder responder);
}
