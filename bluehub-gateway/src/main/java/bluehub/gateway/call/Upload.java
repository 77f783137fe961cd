package bluehub.gateway.call;

import bluehub.gateway.api.Route;
import bluehub.gateway.upstream.RawCall;
import bluehub.transcoder.Workspace;
import bluehub.transcoder.codec.PrintOptions;
import bluehub.transcoder.codec.RequestStream;
import bluehub.transcoder.codec.StreamFormat;
import bluehub.transcoder.route.RouteMatch.Found;
import java.util.List;
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
  private @Nullable Inflow inflow;
  private Runnable resumption = () -> {};
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

  /**
   * The body comes in a coding.
   *
   * @param decoder released with the upload
   * @param most bytes of one message
   * @param goOn calls {@link #goOn} and sees to its faults
   */
  void coded(GzipDecoder decoder, int most, Runnable goOn) {
    inflow = new Inflow(decoder, this, most);
    resumption = goOn;
  }

  /** Called after the call was started; by then it may even be over. */
  void started(RawCall started) {
    call = started;
  }

  PrintOptions print() {
    return stream.print();
  }

  /** The unknown fields that were let pass so far. */
  List<String> ignored() {
    return stream.ignored();
  }

  /** Takes a piece of the body. */
  void write(byte[] bytes, int offset, int length) {
    if (over) {
      return;
    }
    Inflow coded = inflow;
    writing = true;
    try {
      if (coded == null) {
        stream.write(bytes, offset, length);
      } else {
        coded.write(bytes, offset, length);
      }
    } finally {
      written();
    }
    holdIfFull();
  }

  /** Takes a piece of the body as it is without its coding. */
  void text(byte[] bytes, int offset, int length) {
    stream.write(bytes, offset, length);
  }

  /** Whether the upstream takes more at this moment. */
  boolean takesMore() {
    RawCall current = call;
    return !over && current != null && current.ready();
  }

  /** Goes on with what waits in its coding, if the upstream takes it. */
  void goOn() {
    Inflow coded = inflow;
    if (writing || coded == null || !coded.waiting() || !takesMore()) {
      return;
    }
    writing = true;
    try {
      coded.goOn();
    } finally {
      written();
    }
    holdIfFull();
    if (!coded.waiting() && takesMore()) {
      reply.responder.resume();
    }
  }

  private void holdIfFull() {
    if (over) {
      return;
    }
    Inflow coded = inflow;
    if (!takesMore()) {
      reply.responder.hold();
    } else if (coded != null && coded.waiting()) {
      // It was not the upstream that took no more: others have their turn.
      reply.responder.hold();
      reply.lane.loop().execute(resumption);
    }
  }

  /** Takes the end of the body. */
  void finish() {
    if (over) {
      return;
    }
    Inflow coded = inflow;
    writing = true;
    try {
      if (coded != null) {
        coded.end();
      }
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
    Inflow coded = inflow;
    if (over) {
      return;
    }
    if (coded != null && coded.waiting()) {
      resumption.run();
    } else {
      reply.responder.resume();
    }
  }

  /** Nothing more is to be sent. */
  void close() {
    if (!over) {
      over = true;
      if (!writing) {
        release();
      }
    }
  }

  private void send(byte[] message) {
    RawCall current = call;
    if (!over && current != null) {
      current.send(message);
      reply.receivedMessage();
      Inflow coded = inflow;
      if (coded != null) {
        coded.sent();
      }
    }
  }

  /** A message that was sent may have ended the call, but not the use of the stream's buffers. */
  private void written() {
    writing = false;
    if (over) {
      release();
    }
  }

  private void release() {
    stream.close();
    Inflow coded = inflow;
    if (coded != null) {
      inflow = null;
      reply.lane.decompression.release(coded.decoder());
    }
  }
}
