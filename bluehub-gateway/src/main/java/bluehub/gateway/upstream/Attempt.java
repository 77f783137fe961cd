package bluehub.gateway.upstream;

import io.grpc.Attributes;
import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;

/**
 * How far one attempt at a call came. grpc-java reports the end of a call that never left this
 * process, of one that broke off, and of one that the upstream ended by the same callback; only a
 * stream's tracer is told the difference. Written on the thread of the connection, which is the
 * call's own.
 */
final class Attempt extends ClientStreamTracer {
  private boolean connected;
  private boolean sent;
  private boolean trailers;

  /** Whether there was a connection to send the call on. */
  boolean connected() {
    return connected;
  }

  /** Whether the operating system took all of the request's head; before that no server saw it. */
  boolean sent() {
    return sent;
  }

  /** Whether trailers came over the wire. */
  boolean trailers() {
    return trailers;
  }

  @Override
  public void streamCreated(Attributes transport, Metadata headers) {
    connected = true;
  }

  @Override
  public void outboundHeaders() {
    sent = true;
  }

  @Override
  public void inboundTrailers(Metadata metadata) {
    trailers = true;
  }
}
