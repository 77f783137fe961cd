package bluehub.gateway.call;

import bluehub.gateway.api.Route;
import bluehub.gateway.api.ServingOptions;
import bluehub.gateway.api.Table;
import bluehub.gateway.site.SitePage;
import bluehub.gateway.upstream.RawCall;
import bluehub.gateway.upstream.RawChannel;
import bluehub.gateway.upstream.RawMetadata;
import bluehub.transcoder.CompiledMethod;
import bluehub.transcoder.codec.PrintOptions;
import bluehub.transcoder.codec.RequestEncoder;
import bluehub.transcoder.codec.StreamFormat;
import bluehub.transcoder.fault.Code;
import bluehub.transcoder.fault.RequestFault;
import bluehub.transcoder.route.RouteMatch.Found;
import bluehub.transcoder.route.RouteMatch.Unknown;
import bluehub.transcoder.route.RouteMatch.WrongMethod;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One request from its head to its answer. The edge brings the head, the pieces of the body and its
 * end; the exchange finds the route, encodes, calls, and answers through the {@link Responder}. It
 * answers exactly once, unless the client leaves first. What goes wrong in it ends it alone: none
 * of its methods throws. Used on its lane's thread alone.
 */
public final class Exchange {
  static final AsciiString ACCEPT = AsciiString.cached("accept");
  private static final AsciiString CONTENT_TYPE = AsciiString.cached("content-type");
  private static final AsciiString CONTENT_ENCODING = AsciiString.cached("content-encoding");

  private final Lane lane;
  private final Request request;
  private final Reply reply;
  private final long start = System.nanoTime();

  private @Nullable Route route;
  private @Nullable RequestEncoder encoder;
  private @Nullable GzipDecoder decoder;
  private long decoded;
  private int maxBody;
  private @Nullable Upload upload;
  private RawMetadata metadata = RawMetadata.EMPTY;
  private long timeout;
  private @Nullable Conversation conversation;

  Exchange(Lane lane, Request request, Responder responder) {
    this.lane = lane;
    this.request = request;
    this.reply = new Reply(lane, request, responder, start);
  }

  /** Takes the head: finds the route and checks all that can be checked before the body comes. */
  public void begin() {
    try {
      if (lane.overloaded()) {
        reply.overloaded();
      } else {
        open();
      }
    } catch (RequestFault fault) {
      fault(fault);
    } catch (RuntimeException e) {
      crash(e);
    }
  }

  /** Takes a piece of the body; the bytes are not kept. */
  public void body(byte[] bytes, int offset, int length) {
    Upload streamed = upload;
    if (encoder == null && streamed == null) {
      return;
    }
    reply.received(length);
    try {
      GzipDecoder gzip = decoder;
      if (streamed != null) {
        streamed.write(bytes, offset, length);
      } else if (gzip == null) {
        take(bytes, offset, length);
      } else {
        var _ = gzip.decode(bytes, offset, length, this::take);
      }
    } catch (RequestFault fault) {
      fault(fault);
    } catch (RuntimeException e) {
      crash(e);
    }
  }

  /** Takes a piece of the body as it is without its coding. */
  private boolean take(byte[] bytes, int offset, int length) {
    RequestEncoder target = encoder;
    if (target != null) {
      decoded += length;
      BodyRules.checkSize(decoded, maxBody);
      target.write(bytes, offset, length);
    }
    return true;
  }

  /** Goes on with what of a streamed body has come and waits in its coding. */
  private void goOn() {
    Upload streamed = upload;
    try {
      if (streamed != null) {
        streamed.goOn();
      }
    } catch (RequestFault fault) {
      fault(fault);
    } catch (RuntimeException e) {
      crash(e);
    }
  }

  /** Takes the end of the body: the call starts, but for one that takes a stream. */
  public void bodyEnd() {
    RequestEncoder source = encoder;
    Upload streamed = upload;
    try {
      if (streamed != null) {
        streamed.finish();
      } else if (source != null) {
        GzipDecoder gzip = decoder;
        if (gzip != null) {
          gzip.end();
        }
        call(source.finish());
      }
    } catch (RequestFault fault) {
      fault(fault);
    } catch (RuntimeException e) {
      crash(e);
    }
  }

  /** The client takes more of what is written. */
  public void writable() {
    Conversation current = conversation;
    if (current == null) {
      return;
    }
    try {
      current.writable();
    } catch (RuntimeException e) {
      crash(e);
    }
  }

  /** The client has left, or the edge has given it up. */
  public void gone() {
    if (!reply.over()) {
      reply.gone();
    }
    Conversation current = conversation;
    try {
      closeRequest();
      if (current != null) {
        current.abandon();
      }
    } catch (RuntimeException e) {
      reply.logged(e);
    }
  }

  /**
   * Answers with a fault of the request's HTTP, whatever was begun; does nothing where the answer
   * has been given.
   */
  public void refuse(RequestFault fault) {
    refuse(fault, true);
  }

  private void fault(RequestFault fault) {
    refuse(fault, false);
  }

  /**
   * Ends the call, if there is one, and answers.
   *
   * @param protocol whether it is HTTP that was broken
   */
  private void refuse(RequestFault fault, boolean protocol) {
    try {
      closeRequest();
      if (reply.over()) {
        return;
      }
      Conversation current = conversation;
      if (current != null) {
        current.refuse(fault);
      } else if (protocol) {
        reply.refused(fault);
      } else {
        reply.fault(fault);
      }
    } catch (RuntimeException e) {
      crash(e);
    }
  }

  private void open() {
    if (MethodAnswer.isForServer(request)) {
      new MethodAnswer(lane, request, reply).server();
      return;
    }
    Table table = lane.table.get();
    if ((lane.cors.enabled() || table.crossOrigin())
        && Cors.isPreflight(request)
        && new MethodAnswer(lane, request, reply).preflight(table)) {
      return;
    }
    switch (RouteSearch.in(table, request)) {
      case Found<Route> found -> accept(found);
      case WrongMethod<Route> wrong ->
          new MethodAnswer(lane, request, reply).wrong(wrong.allowed());
      case Unknown<Route> _ -> page(table);
    }
  }

  /** What no route has may be a page of the gateway's own. */
  private void page(Table table) {
    CompletionStage<@Nullable SitePage> page =
        request.socket() ? null : lane.site.find(table, request.path());
    if (page == null) {
      throw RouteSearch.noRoute();
    }
    new PageAnswer(lane, request, reply).with(page);
  }

  private void accept(Found<Route> match) {
    Route found = match.target();
    CompiledMethod method = found.method();
    route = found;
    reply.route(found);
    int own = found.options().maxBody();
    maxBody = own == ServingOptions.DEFAULT_BODY ? lane.maxBody : own;
    timeout = Timeout.nanos(request, found.deadline());
    // Without a body in its rule a stream has one message, which path and query make.
    boolean uploads = method.clientStreaming() && method.takesBody();
    if (request.socket() && (!uploads || method.rawRequest() || method.rawResponse())) {
      throw RequestFault.of(
          Code.UNIMPLEMENTED,
          "A WebSocket is for streams of JSON requests, which %s does not take."
              .formatted(method.rpc()));
    }
    if (!uploads) {
      BodyRules.checkSize(request.declaredLength(), maxBody);
    }
    // A WebSocket's handshake has no body that could be in a coding.
    if (request.header(CONTENT_ENCODING) != null && !request.socket() && !decode()) {
      return;
    }
    metadata =
        RequestMetadata.of(
            request,
            reply.requestId,
            reply.trace(),
            method.rpc(),
            found.upstream(),
            found.options().requestHeaders());
    if (uploads) {
      stream(match);
    } else {
      encoder =
          method.request(lane.workspace, match, request.query(), request.header(CONTENT_TYPE));
    }
    // A call that was started may have been answered by now.
    if (!reply.over()) {
      reply.responder.proceed();
    }
  }

  /** The call starts before the body comes, as the service may have a word to say before. */
  private void stream(Found<Route> match) {
    Route found = match.target();
    String type = request.header(CONTENT_TYPE);
    boolean raw = found.method().rawRequest();
    StreamFormat format = StreamFormat.NDJSON;
    if (!raw && !request.socket()) {
      format = BodyRules.streamFormat(type);
    }
    Upload next = new Upload(lane.workspace, match, format, request, type, reply);
    upload = next;
    GzipDecoder gzip = decoder;
    if (gzip != null) {
      decoder = null;
      next.coded(gzip, maxBody, this::goOn);
    }
    StreamFormat usual = raw ? StreamFormat.JSON_ARRAY : format;
    RawCall call = start(found, next.print(), List.of(), next, usual);
    if (call != null) {
      next.started(call);
    }
  }

  private void call(byte[] message) {
    Route found = route;
    RequestEncoder source = encoder;
    if (found == null || source == null) {
      throw new IllegalStateException("A body without a route");
    }
    PrintOptions print = source.print();
    List<String> ignored = source.ignored();
    closeRequest();
    RawCall call = start(found, print, ignored, null, StreamFormat.JSON_ARRAY);
    if (call != null) {
      call.send(message);
      call.end();
    }
  }

  /**
   * Starts the call, unless its time is over.
   *
   * @param usual the form of a streamed answer where the client asks for none
   */
  private @Nullable RawCall start(
      Route found,
      PrintOptions print,
      List<String> ignored,
      @Nullable Upload streamed,
      StreamFormat usual) {
    long left = timeout;
    if (left != RawChannel.NO_TIMEOUT) {
      left -= System.nanoTime() - start;
      if (left <= 0) {
        closeRequest();
        reply.failed(CallEnd.deadline());
        return null;
      }
    }
    boolean stream = found.method().serverStreaming();
    PrintOptions wanted = print.accepted(request.header(ACCEPT));
    Conversation next =
        stream
            ? new StreamConversation(
                reply, StreamBody.of(lane, request, found, wanted, usual), ignored, streamed)
            : new UnaryConversation(reply, found, wanted, ignored, streamed);
    conversation = next;
    RawCall call = found.upstream().channel(lane.number).start(found.rpc(), metadata, left, next);
    next.started(call);
    // Two, so that a unary call's end comes without being asked for.
    call.request(stream ? 1 : 2);
    return call;
  }

  /** Sees to a body in a coding; false where it has been refused. */
  private boolean decode() {
    switch (lane.decompression.coding(request)) {
      case IDENTITY -> {}
      case GZIP -> decoder = lane.decompression.decoder();
      case UNKNOWN -> {
        lane.decompression.refuse(reply);
        return false;
      }
    }
    return true;
  }

  private void crash(RuntimeException cause) {
    closeRequest();
    Conversation current = conversation;
    if (current == null) {
      reply.crashed(cause);
    } else if (reply.over()) {
      reply.logged(cause);
      current.abandon();
    } else {
      current.crashed(cause);
    }
  }

  private void closeRequest() {
    lane.decompression.release(decoder);
    decoder = null;
    RequestEncoder open = encoder;
    if (open != null) {
      encoder = null;
      open.close();
    }
    Upload streamed = upload;
    if (streamed != null) {
      upload = null;
      streamed.close();
    }
  }
}
