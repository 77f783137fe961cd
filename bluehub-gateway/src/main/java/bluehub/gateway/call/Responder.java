package bluehub.gateway.call;

import io.netty.buffer.ByteBuf;

/**
 * Takes the answer to one request: either {@link #answer}, or {@link #begin}, any number of {@link
 * #write}s, and {@link #end}. Used on the connection's event loop alone. A client that is gone is
 * no error: what is written then is dropped.
 */
public interface Responder {

  /** Tells a client that waits before it sends its body that it may send it. */
  void proceed();

  /**
   * A buffer for the body of {@link #answer}, with room in front for the head, so that both become
   * one buffer. The caller owns it.
   */
  ByteBuf buffer(int capacity);

  /** The whole answer; takes the body's buffer over. */
  void answer(ResponseHead head, ByteBuf body);

  /** The head of an answer whose length is not known. */
  void begin(ResponseHead head);

  /** A piece of the body, sent soon; the bytes are copied. */
  void write(byte[] bytes, int offset, int length);

  /** The end of the body. */
  void end();

  /** An end that the client cannot take for the body's: the connection is cut. */
  void abort();

  /**
   * Whether the client takes what is written. If not, nothing more should be written until the edge
   * calls {@link Exchange#writable()}.
   */
  boolean writable();
}
