package bluehub.gateway.call;

import bluehub.gateway.api.Route;
import bluehub.gateway.upstream.RawStatus;
import bluehub.transcoder.codec.PrintOptions;
import bluehub.transcoder.codec.StreamEncoder;
import bluehub.transcoder.codec.StreamFormat;
import bluehub.transcoder.fault.Code;
import bluehub.transcoder.wire.WireException;

/**
 * An RPC with a stream of responses. The head waits for the first message or the status, so that an
 * early error has its own HTTP status. The upstream is asked for one message at a time, and for
 * none while the client does not read.
 */
final class StreamConversation extends Conversation {
  private static final int OK = 200;

  private final StreamFormat format;
  private final StreamEncoder encoder;
  private boolean begun;
  private boolean waiting;
  private long sent;

  StreamConversation(Reply reply, Route route, PrintOptions print) {
    super(reply);
    this.format = AcceptedFormat.of(reply.request.header("accept"));
    this.encoder = route.method().stream(format, print);
  }

  @Override
  public void message(byte[] bytes, int length) {
    if (reply.over()) {
      return;
    }
    try {
      begin();
      if (reply.request.method().equals("HEAD")) {
        finish(Code.OK);
        cancel();
        return;
      }
      encoder.message(bytes, 0, length);
      flush();
    } catch (WireException e) {
      fail(CallEnd.broken("The service's response does not fit its schema."));
      cancel();
      return;
    } catch (RuntimeException e) {
      crash(e);
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
        encoder.end();
        flush();
        finish(Code.OK);
      } else if (begun) {
        fail(CallEnd.of(status));
      } else {
        reply.failed(CallEnd.of(status), headers.size() == 0 ? status.trailers() : headers);
      }
    } catch (RuntimeException e) {
      crash(e);
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
    ResponseHead head = reply.head(OK, format.contentType());
    ResponseMetadata.addTo(head, headers);
    if (format == StreamFormat.EVENT_STREAM) {
      head.add("cache-control", "no-cache");
    }
    // nginx passes on what it does not buffer.
    head.add("x-accel-buffering", "no");
    reply.responder.begin(head);
  }

  /** After the head nothing can be taken back: the end tells that it is not the end. */
  private void fail(CallEnd end) {
    begin();
    encoder.clear();
    encoder.fail(end.code().number(), end.message(), end.details());
    flush();
    finish(end.code());
  }

  private void crash(RuntimeException e) {
    if (begun) {
      reply.logged(e);
      fail(CallEnd.broken("The gateway failed."));
    } else {
      reply.crashed(e);
    }
    cancel();
  }

  private void flush() {
    reply.responder.write(encoder.array(), 0, encoder.length());
    sent += encoder.length();
    encoder.clear();
  }

  private void finish(Code code) {
    reply.responder.end();
    reply.ended(code, OK, sent);
  }
}
