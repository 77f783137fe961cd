package bluehub.gateway.call;

import bluehub.gateway.api.CorsPolicy;
import bluehub.gateway.api.HeaderRules;
import bluehub.gateway.api.Route;
import bluehub.gateway.api.RouteRecorder;
import bluehub.gateway.call.CallObserver.CallRecord;
import bluehub.gateway.upstream.RawMetadata;
import bluehub.transcoder.codec.StatusEncoder;
import bluehub.transcoder.fault.Code;
import bluehub.transcoder.fault.RequestFault;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one answer of an exchange: writes it, and counts it when it is over. */
final class Reply {
  private static final Logger log = LoggerFactory.getLogger(Reply.class);

  /** What nginx and google/rpc/code.proto call a client that left before its answer. */
  private static final int CLIENT_CLOSED_REQUEST = 499;

  private static final int NO_CONTENT = 204;

  /** Calls end all the time, so that there may be room again soon. */
  private static final String RETRY_AFTER_SECONDS = "1";

  final Lane lane;
  final Request request;
  final String requestId;

  private final long start;

  /** Stands before the edge's own where a stream is compressed. */
  Responder responder;

  private @Nullable TraceContext trace;
  private boolean traced;
  private @Nullable Route route;

  /** Who may read the answer in a browser. */
  private CorsPolicy cors;

  private RouteRecorder.@Nullable Tally tally;
  private long received;
  private boolean begun;
  private boolean over;

  Reply(Lane lane, Request request, Responder responder, long start) {
    this.lane = lane;
    this.request = request;
    this.responder = responder;
    this.start = start;
    this.cors = lane.cors;
    this.requestId = RequestId.of(request.header(RequestId.HEADER));
    lane.entered();
  }

  void route(Route found) {
    route = found;
    tally = found.recorder().tally(lane.number);
    tally.begun();
    CorsPolicy own = found.options().cors();
    if (own != null) {
      cors = own;
    }
  }

  /** For the answer to a browser that asks before its request, which has no route. */
  void cors(CorsPolicy policy) {
    cors = policy;
  }

  /** The answer is a page of the gateway's own. */
  void page() {
    tally = lane.pages;
    tally.begun();
  }

  /** The request's trace, or null; the same each time. */
  @Nullable TraceContext trace() {
    if (!traced) {
      traced = true;
      trace = TraceContext.of(request, lane.missingTrace);
    }
    return trace;
  }

  void received(int bytes) {
    received += bytes;
  }

  long received() {
    return received;
  }

  /** A message of a streamed request has been sent on. */
  void receivedMessage() {
    RouteRecorder.Tally figures = tally;
    if (figures != null) {
      figures.messageReceived();
    }
  }

  /** A message of a streamed answer has been written. */
  void sentMessage() {
    RouteRecorder.Tally figures = tally;
    if (figures != null) {
      figures.messageSent();
    }
  }

  /** Whether the answer has been given, or nobody waits for it. */
  boolean over() {
    return over;
  }

  ResponseHead head(int status, @Nullable String contentType) {
    ResponseHead head =
        new ResponseHead(status, contentType).add(RequestId.HEADER.toString(), requestId);
    if (cors.enabled()) {
      Cors.addTo(head, request, cors);
    }
    return head;
  }

  /** The head of an answer that comes piece by piece, by way of {@link #responder}. */
  void begin(ResponseHead head) {
    finish(head);
    responder = lane.compression.stream(request, head, responder);
    begun = true;
    responder.begin(head);
  }

  void whole(ResponseHead head, ByteBuf plain, Code code) {
    finish(head);
    ready(head, lane.compression.whole(request, head, plain, responder), code);
  }

  /** Does what the route's options say of header fields. */
  private void finish(ResponseHead head) {
    Route found = route;
    HeaderRules rules = found == null ? null : found.options().responseHeaders();
    if (rules != null) {
      head.apply(rules);
    }
  }

  /** A whole answer whose body is in its last form. */
  void ready(ResponseHead head, ByteBuf body, Code code) {
    int sent = body.readableBytes();
    over = true;
    try {
      responder.answer(head, body);
    } catch (RuntimeException e) {
      abort();
      throw e;
    } finally {
      ended(code, head.status(), sent);
    }
  }

  /**
   * A whole answer with what follows it: as trailers where the client takes them. Nothing can
   * follow a 204 (RFC 9110 §15.3.5).
   */
  void whole(ResponseHead head, ByteBuf plain, RawMetadata trailers) {
    String names = trailers.size() == 0 ? "" : ResponseMetadata.announcement(trailers);
    if (names.isEmpty() || head.status() == NO_CONTENT || !responder.takesTrailers()) {
      whole(head, plain, Code.OK);
      return;
    }
    finish(head);
    ByteBuf body = lane.compression.whole(request, head, plain, responder);
    byte[] bytes;
    try {
      bytes = ByteBufUtil.getBytes(body);
    } finally {
      body.release();
    }
    begun = true;
    responder.begin(head.add("trailer", names));
    responder.write(bytes, 0, bytes.length);
    ResponseMetadata.addTo(responder, trailers);
    responder.end();
    ended(Code.OK, head.status(), bytes.length);
  }

  void fault(RequestFault fault) {
    fault(fault, errorHead(fault.httpStatus()));
  }

  void fault(RequestFault fault, ResponseHead head) {
    answer(Refusal.of(fault.httpStatus()), fault, head);
  }

  /** A fault that lies in the HTTP of the request, and not in what it asks for. */
  void refused(RequestFault fault) {
    int status = fault.httpStatus();
    answer(status == 400 ? Refusal.PROTOCOL : Refusal.of(status), fault, errorHead(status));
  }

  /** Says at once that there is no room, rather than let all calls become slow. */
  void overloaded() {
    RequestFault fault =
        RequestFault.of(Code.UNAVAILABLE, "The gateway has too many calls under way. Try again.");
    ResponseHead head = errorHead(fault.httpStatus());
    answer(Refusal.OVERLOAD, fault, head.add("retry-after", RETRY_AFTER_SECONDS));
  }

  private void answer(Refusal reason, RequestFault fault, ResponseHead head) {
    lane.refusals().count(reason);
    whole(head, body(status().encode(fault)), fault.code());
  }

  /** A head for an error's body. */
  ResponseHead errorHead(int status) {
    return head(status, status().contentType());
  }

  void failed(CallEnd end) {
    failed(end, RawMetadata.EMPTY, RawMetadata.EMPTY);
  }

  /** An error as the whole answer: what the upstream sent besides, early or late, is its head's. */
  void failed(CallEnd end, RawMetadata headers, RawMetadata trailers) {
    ResponseHead head = errorHead(end.code().httpStatus());
    ResponseMetadata.addTo(head, headers);
    ResponseMetadata.addTo(head, trailers);
    byte[] details = end.details();
    long retryAfter = details == null ? -1 : status().retryAfterSeconds(details);
    if (retryAfter >= 0) {
      head.add("retry-after", Long.toString(retryAfter));
    }
    whole(head, body(status().encode(end.code().number(), end.message(), details)), end.code());
  }

  /**
   * For what can only be a mistake of ours; the client learns where it is logged, no more. Never
   * throws: others on the same connection have no part in it.
   */
  void crashed(Throwable cause) {
    logged(cause);
    if (!over && !begun) {
      try {
        sayFailed();
      } catch (RuntimeException e) {
        logged(e);
      }
    }
    if (!over) {
      abort();
      ended(Code.INTERNAL, Code.INTERNAL.httpStatus(), 0);
    }
  }

  private void sayFailed() {
    String message = "The gateway failed. Its log tells more, under request id " + requestId + ".";
    byte[] body = status().encode(Code.INTERNAL.number(), message, null);
    whole(errorHead(Code.INTERNAL.httpStatus()), body(body), Code.INTERNAL);
  }

  /** The answer cannot come to its end: nobody shall wait for it, nor take it for whole. */
  private void abort() {
    over = true;
    try {
      responder.abort();
    } catch (RuntimeException e) {
      logged(e);
    }
  }

  void logged(Throwable cause) {
    log.error("Request {} {} ({}) failed", request.method(), request.path(), requestId, cause);
  }

  /** The client left. */
  void gone() {
    ended(Code.CANCELLED, CLIENT_CLOSED_REQUEST, 0);
  }

  /** Counts the request; to be called once, by whoever brought it to its end. */
  void ended(Code code, int httpStatus, long sent) {
    over = true;
    lane.left();
    if (responder instanceof GzipStream stream) {
      stream.release();
    }
    long nanos = System.nanoTime() - start;
    try {
      tell(code, httpStatus, nanos, sent);
    } catch (RuntimeException e) {
      // The request has had its answer.
      logged(e);
    }
  }

  private void tell(Code code, int httpStatus, long nanos, long sent) {
    Route found = route;
    RouteRecorder.Tally figures = tally;
    if (figures == null) {
      figures = lane.unmatched;
      figures.begun();
    }
    figures.ended(code, httpStatus, nanos, received, sent);
    CallObserver observer = lane.observer;
    if (observer != null) {
      TraceContext context = trace();
      observer.ended(
          new CallRecord(
              requestId,
              context == null ? null : context.traceId(),
              request.method(),
              request.path(),
              found == null ? null : found.method().rpc(),
              code,
              httpStatus,
              received,
              sent,
              Duration.ofNanos(nanos)));
    }
  }

  private StatusEncoder status() {
    Route found = route;
    return found == null ? lane.table.get().status() : found.status();
  }

  private ByteBuf body(byte[] bytes) {
    return bytes.length == 0
        ? Unpooled.EMPTY_BUFFER
        : responder.buffer(bytes.length).writeBytes(bytes);
  }
}
