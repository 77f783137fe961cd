package bluehub.gateway.call;

import bluehub.gateway.api.Route;
import bluehub.gateway.upstream.RawCall;
import bluehub.transcoder.Workspace;
import bluehub.transcoder.codec.PrintOptions;
import bluehub.transcoder.codec.RequestStream;
import bluehub.transcoder.codec.StreamFormat;
import bluehub.transcoder.route.RouteMatch.Found;
import org.jspecify.annotations.Nullable;

/**
 * The request's side of a call that takes a stream: each message goes upstream as soon as it is
 * whole. While the upstream takes no more, the body is held, so what waits is at most the messages
 * of the piece that was read last.
 */
final class Upload {
  private final Reply reply;
  private final RequestStream stream;
  private @Nullable RawCall call;
  private boolean writing;
  private boolean over;

  /**
   * @param format of no meaning for a raw body
   * @throws bluehub.transcoder.fault.RequestFault for a query that the method does not take
   */
  Upload(
      Workspace workspace,
      Found<Route> match,
      StreamFormat format,
      Request request,
      @Nullable String contentType,
      Reply reply) {
    this.reply = reply;
    this.stream =
        match
            .target()
            .method()
            .requests(workspace, match, request.query(), contentType, format, this::send);
  }

  /** Called after the call was started; by then it may even be over. */
  void started(RawCall started) {
    call = started;
  }

  PrintOptions print() {
    return stream.print();
  }

  /** Takes a piece of the body. */
  void write(byte[] bytes, int offset, int length) {
    if (over) {
      return;
    }
    writing = true;
    try {
      stream.write(bytes, offset, length);
    } finally {
      written();
    }
    RawCall current = call;
    if (!over && current != null && !current.ready()) {
      reply.responder.hold();
    }
  }

  /** Takes the end of the body. */
  void finish() {
    if (over) {
      return;
    }
    writing = true;
    try {
      stream.finish();
    } finally {
      written();
    }
    RawCall current = call;
    if (!over && current != null) {
      close();
      current.end();
    }
  }

  /** The upstream takes more. */
  void ready() {
    if (!over) {
      reply.responder.resume();
    }
  }

  /** Nothing more is to be sent. */
  void close() {
    if (!over) {
      over = true;
      if (!writing) {
        stream.close();
      }
    }
  }

  private void send(byte[] message) {
    RawCall current = call;
    if (!over && current != null) {
      current.send(message);
      reply.receivedMessage();
    }
  }

  /** A message that was sent may have ended the call, but not the use of the stream's buffers. */
  private void written() {
    writing = false;
    if (over) {
      stream.close();
    }
  }
}
