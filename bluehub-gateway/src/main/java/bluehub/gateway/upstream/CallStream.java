package bluehub.gateway.upstream;

import bluehub.gateway.upstream.RawStatus.Cause;
import bluehub.gateway.upstream.http2.Ending;
import bluehub.gateway.upstream.http2.ErrorCode;
import bluehub.gateway.upstream.http2.HeaderEncoder;
import bluehub.gateway.upstream.http2.HeaderList;
import bluehub.gateway.upstream.http2.Http2Connection;
import bluehub.gateway.upstream.http2.Http2Stream;
import bluehub.transcoder.fault.Code;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a call, as a stream of one connection: the rules of gRPC over HTTP/2. What the
 * call is told comes in the order of the wire; an end waits for the messages before it.
 */
final class CallStream extends Http2Stream implements Http2Connection.Head, MessageReader.Sink {
  private static final String GZIP = "gzip";
  private static final String IDENTITY = "identity";

  private final DirectCall call;
  private final Link link;
  private final MessageReader messages;
  private boolean headed;
  private @Nullable RawStatus end;

  CallStream(DirectCall call, Link link, MessageSpace space) {
    this.call = call;
    this.link = link;
    this.messages = new MessageReader(space, this);
  }

  /** Sends the head, and what waits to be sent. */
  void begin(int asked) {
    messages.request(asked);
    link.connection().open(this, this);
  }

  /** There is more to send. */
  void send() {
    link.connection().send(this);
  }

  void request(int count) {
    messages.request(count);
    finishIfDone();
  }

  /** Gives it up. */
  void cancel() {
    messages.stop();
    link.connection().reset(this, ErrorCode.CANCEL);
  }

  @Override
  public void write(ByteBuf out, HeaderEncoder encoder) {
    RequestHeads heads = link.heads();
    heads.method(out, encoder, call.method());
    byte[] timeout = call.timeout();
    if (timeout != null) {
      heads.timeout(out, encoder, timeout);
    }
    RequestHeads.metadata(out, encoder, call.metadata());
  }

  @Override
  protected int pending() {
    return call.outbox().pending();
  }

  @Override
  protected boolean ending() {
    return call.outbox().ending();
  }

  @Override
  protected void drain(ByteBuf out, int bytes) {
    call.outbox().drain(out, bytes);
  }

  @Override
  protected void drained() {
    call.drained();
  }

  @Override
  protected void headers(HeaderList fields, boolean last) {
    AnswerFields answer = link.fields();
    answer.read(fields);
    if (!headed) {
      head(answer, last);
    } else if (last) {
      end(answer);
    } else {
      bad(RawStatus.own(Code.INTERNAL, "A second head", Cause.BROKEN));
    }
  }

  private void head(AnswerFields answer, boolean last) {
    if (answer.interim() && !last) {
      return;
    }
    RawStatus wrong = answer.wrongHead();
    if (wrong != null) {
      bad(wrong);
      return;
    }
    if (last) {
      end(answer);
      return;
    }
    headed = true;
    String encoding = answer.encoding();
    if (encoding != null && encoding.equals(GZIP)) {
      messages.gzip();
    } else if (encoding != null && !encoding.equals(IDENTITY)) {
      bad(RawStatus.own(Code.INTERNAL, "An unknown grpc-encoding", Cause.BROKEN));
      return;
    }
    call.headers(answer.metadata());
  }

  private void end(AnswerFields answer) {
    end = answer.end(call.responseFilter());
    finishIfDone();
  }

  @Override
  protected void data(ByteBuf in, int length, boolean last) {
    if (!headed) {
      bad(RawStatus.own(Code.INTERNAL, "Content before a head", Cause.BROKEN));
      return;
    }
    messages.read(in, length);
    if (last && end == null) {
      end = RawStatus.own(Code.INTERNAL, "An end without trailers", Cause.BROKEN);
      finishIfDone();
    }
  }

  @Override
  protected void ended(Ending ending, int code) {
    if (end != null) {
      // It had come to its end, and messages wait to be asked for.
      return;
    }
    if (!headed) {
      messages.stop();
      call.lost(ending, code);
      return;
    }
    end = call.loss(ending, code);
    finishIfDone();
  }

  private void finishIfDone() {
    RawStatus status = end;
    if (status != null && !messages.reading() && !messages.waiting()) {
      boolean half = status.code() == Code.OK && messages.unfinished();
      messages.stop();
      call.finish(
          half
              ? RawStatus.own(Code.INTERNAL, "An end in the middle of a message", Cause.BROKEN)
              : status);
    }
  }

  @Override
  public void message(byte[] bytes, int length) {
    call.message(bytes, length);
  }

  @Override
  public void consumed(int bytes) {
    link.connection().consumed(this, bytes);
  }

  @Override
  public void bad(RawStatus status) {
    messages.stop();
    link.connection().reset(this, ErrorCode.CANCEL);
    call.finish(status);
  }
}
