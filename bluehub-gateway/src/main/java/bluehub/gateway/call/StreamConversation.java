package bluehub.gateway.call;

import bluehub.gateway.upstream.RawMetadata;
import bluehub.gateway.upstream.RawStatus;
import bluehub.transcoder.fault.Code;
import bluehub.transcoder.wire.WireException;

/**
 * An RPC with a stream of responses. The head waits for the first message or the status, so that an
 * early error has its own HTTP status. The upstream is asked for one message at a time, and for
 * none while the client does not read.
 */
final class StreamConversation extends Conversation {
  private static final int OK = 200;
  private static final String EVENTS = "text/event-stream";

  private final StreamBody body;
  private boolean begun;
  private boolean waiting;
  private long sent;

  StreamConversation(Reply reply, StreamBody body) {
    super(reply);
    this.body = body;
  }

  @Override
  public void message(byte[] bytes, int length) {
    if (reply.over()) {
      return;
    }
    try {
      body.message(bytes, length);
      begin();
      if (reply.request.method().equals("HEAD")) {
        finish(Code.OK);
        cancel();
        return;
      }
      sent += body.writeTo(reply.responder);
      reply.sentMessage();
    } catch (WireException e) {
      broken(CallEnd.broken("The service's response does not fit its schema."));
      return;
    } catch (RuntimeException e) {
      crashed(e);
      return;
    }
    if (reply.responder.writable()) {
      ask();
    } else {
      waiting = true;
    }
  }

  @Override
  public void closed(RawStatus status) {
    if (reply.over()) {
      return;
    }
    try {
      if (status.code() == Code.OK) {
        begin();
        body.end();
        sent += body.writeTo(reply.responder);
        ResponseMetadata.addTo(reply.responder, status.trailers());
        finish(Code.OK);
      } else if (begun) {
        fail(CallEnd.of(status), status.trailers());
      } else {
        reply.failed(CallEnd.of(status), headers, status.trailers());
      }
    } catch (RuntimeException e) {
      crashed(e);
    }
  }

  @Override
  void writable() {
    if (waiting) {
      waiting = false;
      ask();
    }
  }

  @Override
  void abandon() {
    cancel();
  }

  private void begin() {
    if (begun) {
      return;
    }
    begun = true;
    ResponseHead head = reply.head(OK, body.contentType());
    ResponseMetadata.addTo(head, headers);
    if (body.contentType().equals(EVENTS)) {
      head.add("cache-control", "no-cache");
    }
    // nginx passes on what it does not buffer.
    head.add("x-accel-buffering", "no");
    reply.begin(head);
  }

  private void crashed(RuntimeException e) {
    if (begun) {
      reply.logged(e);
      broken(CallEnd.broken("The gateway failed."));
    } else {
      reply.crashed(e);
      cancel();
    }
  }

  private void broken(CallEnd end) {
    if (begun) {
      fail(end, RawMetadata.EMPTY);
    } else {
      reply.failed(end, headers, RawMetadata.EMPTY);
    }
    cancel();
  }

  /** After the head nothing can be taken back: the body's end tells that it is not the end. */
  private void fail(CallEnd end, RawMetadata trailers) {
    if (body.fail(end)) {
      sent += body.writeTo(reply.responder);
      ResponseMetadata.addTo(reply.responder, trailers);
      finish(end.code());
    } else {
      reply.responder.abort();
      reply.ended(end.code(), OK, sent());
    }
  }

  private void finish(Code code) {
    reply.responder.end();
    reply.ended(code, OK, sent());
  }

  /** Bytes of the body as they were sent. */
  private long sent() {
    return reply.responder instanceof GzipStream stream ? stream.sent() : sent;
  }
}
