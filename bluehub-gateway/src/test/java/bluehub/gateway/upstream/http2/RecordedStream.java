package bluehub.gateway.upstream.http2;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A stream that notes what it is told. */
final class RecordedStream extends Http2Stream {
  final List<String> told = new ArrayList<>();
  final ByteArrayOutputStream content = new ByteArrayOutputStream();
  private final Http2Connection connection;
  private int pending;
  private boolean more;
  private boolean lazy;
  private boolean hasty;

  RecordedStream(Http2Connection connection, int pending) {
    this.connection = connection;
    this.pending = pending;
  }

  /** Consumes nothing of what comes. */
  RecordedStream lazy() {
    lazy = true;
    return this;
  }

  /** Gives itself up when it is told of its end. */
  RecordedStream hasty() {
    hasty = true;
    return this;
  }

  /** Has that many bytes more to send, and then no end. */
  void push(int bytes) {
    more = true;
    pending += bytes;
    connection.send(this);
  }

  /** Sends no more. */
  void finish() {
    more = false;
    connection.send(this);
  }

  RecordedStream unfinished() {
    more = true;
    return this;
  }

  int number() {
    return id();
  }

  @Override
  protected int pending() {
    return pending;
  }

  @Override
  protected boolean ending() {
    return !more;
  }

  @Override
  protected void drain(ByteBuf out, int bytes) {
    out.writeZero(bytes);
    pending -= bytes;
  }

  @Override
  protected void drained() {
    // The test sees the frames.
  }

  @Override
  protected void headers(HeaderList fields, boolean last) {
    StringBuilder text = new StringBuilder(last ? "trailers" : "headers");
    for (int i = 0; i < fields.size(); i++) {
      text.append(' ')
          .append(new String(fields.get(i).name(), StandardCharsets.ISO_8859_1))
          .append('=')
          .append(new String(fields.get(i).value(), StandardCharsets.ISO_8859_1));
    }
    told.add(text.toString());
    if (last && hasty) {
      connection.reset(this, ErrorCode.CANCEL);
    }
  }

  @Override
  protected void data(ByteBuf in, int length, boolean last) {
    byte[] bytes = new byte[length];
    in.readBytes(bytes);
    content.writeBytes(bytes);
    if (last) {
      told.add("end");
    }
    if (!lazy) {
      connection.consumed(this, length);
    }
  }

  @Override
  protected void ended(Ending ending, int code) {
    told.add(ending + " " + code);
  }
}
