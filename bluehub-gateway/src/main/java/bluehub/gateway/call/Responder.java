package bluehub.gateway.call;

import bluehub.transcoder.fault.Code;
import io.netty.buffer.ByteBuf;

/**
 * Takes the answer to one request: either {@link #answer}, or {@link #begin}, any number of {@link
 * #write}s and {@link #trailer}s, and {@link #end}. The answer may begin before the request's body
 * has ended. Used on the connection's event loop alone. A client that is gone is no error: what is
 * written then is dropped.
 */
public interface Responder {

  /** Tells a client that waits before it sends its body that it may send it. */
  void proceed();

  /**
   * Stops the reading of the request's body, so that the client has to wait: until {@link #resume}
   * the exchange is brought nothing but what was on its way already, and the time-out for slow
   * bodies does not run. A client that leaves is still noticed, where the system tells. Does
   * nothing while the body is held, or has ended.
   */
  void hold();

  /**
   * Goes on reading the request's body. Pieces may be brought to the exchange before this method
   * returns. Does nothing where the body is not held.
   */
  void resume();

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

  /** Tells that the next piece is the record of an error, and the last. */
  default void failing(Code code) {
    // In most forms of an answer the record itself is enough.
  }

  /** Whether the client takes trailing fields (RFC 9110 §6.5.1); if not, they are dropped. */
  boolean takesTrailers();

  /**
   * Adds a field that follows the body; between {@link #begin} and {@link #end}.
   *
   * @param name in lower case, a token, of a field that may come so late
   * @param value printable ASCII
   */
  void trailer(String name, String value);

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
