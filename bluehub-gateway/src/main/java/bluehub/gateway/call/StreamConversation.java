package bluehub.gateway.call;

import bluehub.gateway.upstream.RawMetadata;
import bluehub.gateway.upstream.RawStatus;
import bluehub.transcoder.fault.Code;
import bluehub.transcoder.fault.RequestFault;
import bluehub.transcoder.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An RPC with a stream of responses. The head waits for the first message or the status, so that an
 * early error has its own HTTP status; but for events it does not wait longer than their client may
 * be left without a word. The upstream is asked for one message at a time, and for none while the
 * client does not read.
 */
final class StreamConversation extends Conversation {
  private static final int OK = 200;
  private static final String EVENTS = "text/event-stream";

  /** A line that begins with a colon is a comment (WHATWG HTML, "Server-sent events"). */
  private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

  private final StreamBody body;
  private boolean begun;
  private boolean waiting;
  private boolean quiet;
  private long sent;
  private int index = -1;

  StreamConversation(Reply reply, StreamBody body, List<String> ignored, @Nullable Upload upload) {
    super(reply, ignored, upload);
    this.body = body;
    if (body.contentType().equals(EVENTS) && !reply.request.method().equals("HEAD")) {
      reply.lane.keepAlive.add(this);
    }
  }

  /** The place among the event streams that are kept alive, or -1. */
  int index() {
    return index;
  }

  void index(int next) {
    index = next;
  }

  @Override
  public void message(byte[] bytes, int length) {
    if (reply.over()) {
      return;
    }
    quiet = false;
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
  void ended(RawStatus status) {
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
      } else {
        fail(CallEnd.of(status), status.trailers());
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

  /** Called now and then; says something where nothing was said since the last time. */
  void keepAlive() {
    if (quiet && reply.responder.writable()) {
      try {
        begin();
        reply.responder.write(COMMENT, 0, COMMENT.length);
      } catch (RuntimeException e) {
        crashed(e);
        return;
      }
      sent += COMMENT.length;
    }
    quiet = !quiet;
  }

  @Override
  void refuse(RequestFault fault) {
    if (!begun) {
      silence();
      reply.fault(fault);
    } else {
      close(body.fail(fault), fault.code(), RawMetadata.EMPTY);
    }
    cancel();
  }

  @Override
  void crashed(RuntimeException cause) {
    if (!begun) {
      silence();
      reply.crashed(cause);
      cancel();
      return;
    }
    reply.logged(cause);
    try {
      broken(CallEnd.broken("The gateway failed."));
    } catch (RuntimeException e) {
      abandon();
      reply.crashed(e);
    }
  }

  @Override
  void abandon() {
    silence();
    cancel();
  }

  private void begin() {
    if (begun) {
      return;
    }
    ResponseHead head = reply.head(OK, body.contentType());
    ResponseMetadata.addTo(head, headers);
    warn(head);
    if (body.contentType().equals(EVENTS)) {
      head.add("cache-control", "no-cache");
    }
    // nginx passes on what it does not buffer.
    head.add("x-accel-buffering", "no");
    reply.begin(head);
    begun = true;
  }

  private void broken(CallEnd end) {
    fail(end, RawMetadata.EMPTY);
    cancel();
  }

  private void fail(CallEnd end, RawMetadata trailers) {
    if (!begun) {
      silence();
      reply.failed(end, headers, trailers);
    } else {
      close(body.fail(end), end.code(), trailers);
    }
  }

  /** After the head nothing can be taken back: the body's end tells that it is not the end. */
  private void close(boolean told, Code code, RawMetadata trailers) {
    if (told) {
      reply.responder.failing(code);
      sent += body.writeTo(reply.responder);
      ResponseMetadata.addTo(reply.responder, trailers);
      finish(code);
    } else {
      silence();
      reply.responder.abort();
      reply.ended(code, OK, sent());
    }
  }

  private void finish(Code code) {
    silence();
    reply.responder.end();
    reply.ended(code, OK, sent());
  }

  /** Bytes of the body as they were sent. */
  private long sent() {
    return reply.responder instanceof GzipStream stream ? stream.sent() : sent;
  }

  private void silence() {
    reply.lane.keepAlive.remove(this);
  }
}
