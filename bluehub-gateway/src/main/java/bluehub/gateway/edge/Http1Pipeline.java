package bluehub.gateway.edge;

import bluehub.transcoder.fault.Code;
import bluehub.transcoder.fault.RequestFault;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelConfig;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one HTTP/1.1 connection. They are served one after the other, so that pipelined
 * ones are answered in their order; what comes meanwhile waits, and when that becomes too much, the
 * socket is not read.
 */
final class Http1Pipeline {
  private final Http1Connection connection;
  private final Backlog waiting = new Backlog();
  private @Nullable Http1Turn turn;
  private boolean fresh = true;
  private boolean pumping;

  /** The body has come to its end, which the exchange shall not learn before it resumes. */
  private boolean endHeld;

  private boolean used;

  Http1Pipeline(Http1Connection connection) {
    this.connection = connection;
  }

  /** Takes a decoded piece of a request over. */
  void take(HttpObject piece) {
    if (waiting.isEmpty() && takes()) {
      handle(piece);
      return;
    }
    waiting.add(piece);
    awaitClient();
    if (waiting.isFull()) {
      connection.context().channel().config().setAutoRead(false);
    }
  }

  void becameWritable() {
    Http1Turn current = turn;
    if (current != null) {
      current.becameWritable();
    } else {
      pump();
    }
  }

  /** Whether there ever was a request. */
  boolean wereAny() {
    return used;
  }

  /** Whether a request ever came before the one before it was answered. */
  boolean werePipelined() {
    return waiting.wasUsed();
  }

  /** The connection is closed. */
  void gone() {
    Http1Turn current = turn;
    end();
    if (current != null) {
      current.gone();
    }
  }

  /** Nothing is served any more. */
  void end() {
    waiting.release();
    turn = null;
  }

  /** The server goes: tells the client of a WebSocket; false where there is none. */
  boolean goAway() {
    Http1Turn current = turn;
    return current != null && current.goAway();
  }

  /** The rest of a head or of a body does not come. */
  void timedOut() {
    Http1Turn current = turn;
    if (connection.phase() == Http1Phase.HEAD) {
      timedOut(new Http1Turn(connection, Http1Turn.NO_REQUEST), "head");
    } else if (current == null || current.answered()) {
      connection.close();
    } else {
      timedOut(current, "body");
    }
  }

  private void timedOut(Http1Turn late, String part) {
    turn = late;
    late.refuseLast(
        RequestFault.of(
            Code.DEADLINE_EXCEEDED,
            408,
            "The rest of the request's %s did not come.".formatted(part)));
  }

  /**
   * Whether the next decoded piece can be dealt with now: not so while an answer is due, or held,
   * nor while the client does not read the answers that it has got.
   */
  private boolean takes() {
    Http1Turn current = turn;
    return current == null
        ? connection.context().channel().isWritable()
        : !current.bodyComplete() && !current.held();
  }

  private void handle(HttpObject message) {
    try {
      if (message instanceof HttpRequest request) {
        head(request);
      } else if (message instanceof HttpContent content) {
        content(content);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void head(HttpRequest request) {
    Throwable failure = request.decoderResult().cause();
    if (failure instanceof PrematureChannelClosureException) {
      return;
    }
    if (fresh) {
      fresh = false;
      if (failure == null && connection.upgrades(request)) {
        return;
      }
    }
    Http1Turn next = new Http1Turn(connection, request);
    turn = next;
    endHeld = false;
    used = true;
    connection.phase(Http1Phase.BODY);
    if (failure != null) {
      next.refuseLast(DecoderFault.ofHead(failure));
    } else {
      next.begin();
    }
  }

  private void content(HttpContent content) {
    Http1Turn current = turn;
    if (connection.upgraded() || current == null) {
      return;
    }
    if (content.decoderResult().isFailure()) {
      current.refuseLast(DecoderFault.ofBody());
      return;
    }
    ByteBuf bytes = content.content();
    if (bytes.isReadable()) {
      if (!current.unhurried()) {
        connection.phase(Http1Phase.BODY);
      }
      current.body(bytes);
    }
    if (content instanceof LastHttpContent && connection.phase() == Http1Phase.BODY) {
      if (current.held()) {
        endHeld = true;
      } else {
        bodyEnd(current);
      }
    }
  }

  private void bodyEnd(Http1Turn current) {
    connection.phase(Http1Phase.SERVING);
    current.bodyEnd();
  }

  /**
   * The exchange wants no more of the body for now. Epoll tells of a client that leaves all the
   * same, NIO does not before the socket is read again.
   */
  void held() {
    connection.unhurried();
    connection.context().channel().config().setAutoRead(false);
  }

  /** The exchange takes more of the body. */
  void resumed() {
    Http1Turn current = turn;
    if (current == null || connection.phase() != Http1Phase.BODY) {
      return;
    }
    if (!current.unhurried()) {
      connection.phase(Http1Phase.BODY);
    }
    if (endHeld) {
      endHeld = false;
      bodyEnd(current);
    }
    pump();
    readOn();
  }

  /** The answer is on its way, so the rest of the body belongs to a talk that may take its time. */
  void begun() {
    if (connection.phase() == Http1Phase.BODY) {
      connection.unhurried();
    }
  }

  /** The turn's answer has been written; what is left of its body is thrown away. */
  void answered(Http1Turn done) {
    // One that has not been told is kept while the server stops: it may have sent its next request.
    if (!done.keepsAlive()) {
      connection.end(done.bodyComplete());
    } else if (done.bodyComplete()) {
      turn = null;
      connection.phase(Http1Phase.IDLE);
      pump();
    } else {
      resumed();
    }
  }

  /**
   * Whether the server is stopping and no request waits here: an answer that says so is the last
   * one of the connection (RFC 9112 §9.6), and what came before it must be answered.
   */
  boolean isLast() {
    return connection.loop().state().draining() && waiting.isEmpty();
  }

  /** Whether the client has sent something behind the request that is being served. */
  boolean pipelines() {
    return !waiting.isEmpty();
  }

  /** The body that nobody wanted has been read to its end. */
  void discarded() {
    turn = null;
    connection.phase(Http1Phase.IDLE);
    pump();
  }

  private void pump() {
    if (pumping || waiting.isEmpty()) {
      return;
    }
    pumping = true;
    try {
      while (connection.phase() != Http1Phase.LINGERING && takes()) {
        HttpObject next = waiting.poll();
        if (next == null) {
          break;
        }
        if (connection.phase() == Http1Phase.IDLE) {
          connection.phase(Http1Phase.HEAD);
        }
        handle(next);
      }
    } finally {
      pumping = false;
    }
    awaitClient();
    readOn();
  }

  /** What waits while nothing is served waits for the client, and not the other way round. */
  private void awaitClient() {
    if (turn == null && !waiting.isEmpty() && connection.phase() != Http1Phase.LINGERING) {
      connection.phase(Http1Phase.SERVING);
    }
  }

  private void readOn() {
    Http1Turn current = turn;
    ChannelConfig config = connection.context().channel().config();
    if (!config.isAutoRead() && !waiting.isFull() && (current == null || !current.held())) {
      config.setAutoRead(true);
    }
  }
}
