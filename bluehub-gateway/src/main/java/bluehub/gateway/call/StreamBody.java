package bluehub.gateway.call;

import bluehub.transcoder.fault.RequestFault;

/** The body of a streamed answer, which grows message by message. */
sealed interface StreamBody permits FramedStreamBody, RawStreamBody {

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
