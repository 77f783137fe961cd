package bluehub.gateway.upstream.http2;

/** How a stream ended before both sides were done with it. */
public enum Ending {
  /** The peer has reset it. */
  RESET,
  /** The peer's GOAWAY left it out. */
  LEFT_OUT,
  /** The connection ended, and the peer may have seen the stream. */
  LOST,
  /** The connection ended before the operating system took the stream's head. */
  UNSENT,
  /** The peer broke the protocol. */
  VIOLATION,
  /** The peer sent larger headers than are taken. */
  TOO_LARGE
}
