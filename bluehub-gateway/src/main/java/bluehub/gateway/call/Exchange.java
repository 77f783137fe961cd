package bluehub.gateway.call;

import bluehub.gateway.api.CorsPolicy;
import bluehub.gateway.api.Route;
import bluehub.gateway.api.ServingOptions;
import bluehub.gateway.api.Table;
import bluehub.gateway.call.Decompression.Coding;
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
import bluehub.transcoder.route.RouteMatch;
import bluehub.transcoder.route.RouteMatch.Found;
import bluehub.transcoder.route.RouteMatch.Unknown;
import bluehub.transcoder.route.RouteMatch.WrongMethod;
import io.netty.buffer.Unpooled;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One request from its head to its answer. The edge brings the head, the pieces of the body and its
 * end; the exchange finds the route, encodes, calls, and answers through the {@link Responder}. It
 * answers exactly once, unless the client leaves first. Used on its lane's thread alone.
 */
public final class Exchange {
  private static final List<String> SOCKET_METHODS = List.of("GET", "POST", "PUT", "PATCH");
  private static final AsciiString OVERRIDE_HEADER = AsciiString.cached("x-http-method-override");
  private static final String OPTIONS = "OPTIONS";
  private static final AsciiString ACCEPT = AsciiString.cached("accept");
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
    if (lane.overloaded()) {
      reply.overloaded();
      return;
    }
    try {
      open();
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
    if (current != null) {
      current.writable();
    }
  }

  /** The client has left, or the edge has given it up. */
  public void gone() {
    if (!reply.over()) {
      reply.gone();
    }
    closeRequest();
    Conversation current = conversation;
    if (current != null) {
      current.abandon();
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
  }

  private void open() {
    if (request.path().equals("*") && request.method().equals(OPTIONS)) {
      // The server as a whole (RFC 9110 §9.3.7), which has no methods of its own.
      reply.whole(reply.head(204, null), Unpooled.EMPTY_BUFFER, Code.OK);
      return;
    }
    Table table = lane.table.get();
    if ((lane.cors.enabled() || table.crossOrigin())
        && Cors.isPreflight(request)
        && preflight(table)) {
      return;
    }
    switch (match(table)) {
      case Found<Route> found -> accept(found);
      case WrongMethod<Route> wrong -> wrongMethod(wrong.allowed());
      case Unknown<Route> _ -> page(table);
    }
  }

  /** What no route has may be a page of the gateway's own. */
  private void page(Table table) {
    CompletionStage<@Nullable SitePage> page =
        request.socket() ? null : lane.site.find(table, request.path());
    if (page == null) {
      throw noRoute();
    }
    new PageAnswer(lane, request, reply).with(page);
  }

  /**
   * Answers for the route, without its service: a browser asks without credentials.
   *
   * @return false where CORS is none of the gateway's business
   */
  private boolean preflight(Table table) {
    CorsPolicy policy = policy(table);
    if (!policy.enabled()) {
      return false;
    }
    reply.cors(policy);
    List<String> methods =
        switch (table.match(OPTIONS, request.path())) {
          // A rule of its own for OPTIONS hides the other methods, of which one is asked for.
          case Found<Route> _ -> asked(table);
          case WrongMethod<Route> wrong -> wrong.allowed();
          case Unknown<Route> _ -> {
            if (lane.site.find(table, request.path()) == null) {
              throw noRoute();
            }
            yield PageAnswer.METHODS;
          }
        };
    ResponseHead head = reply.head(204, null);
    Cors.addPreflightTo(head, request, policy, methods);
    reply.whole(head, Unpooled.EMPTY_BUFFER, Code.OK);
    return true;
  }

  /** That of the route which the request itself would find. */
  private CorsPolicy policy(Table table) {
    if (table.match(Cors.requestedMethod(request), request.path()) instanceof Found<Route> found) {
      CorsPolicy own = found.target().options().cors();
      return own == null ? lane.cors : own;
    }
    return lane.cors;
  }

  private List<String> asked(Table table) {
    String method = Cors.requestedMethod(request);
    return table.match(method, request.path()) instanceof Found<Route>
        ? List.of(method)
        : List.of(OPTIONS);
  }

  static RequestFault noRoute() {
    return RequestFault.of(Code.NOT_FOUND, "No method of any service has this path.");
  }

  private RouteMatch<Route> match(Table table) {
    RouteMatch<Route> match = table.match(method(), request.path());
    if (request.socket()) {
      // A WebSocket begins with GET, whatever the rule says (RFC 6455 §4.1).
      for (String method : SOCKET_METHODS) {
        if (table.match(method, request.path()) instanceof Found<Route> found
            && found.target().method().clientStreaming()) {
          return found;
        }
      }
    }
    return match;
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
            ? new StreamConversation(reply, streamBody(found, wanted, usual), streamed)
            : new UnaryConversation(reply, found, wanted, ignored, streamed);
    conversation = next;
    RawCall call = found.upstream().channel(lane.number).start(found.rpc(), metadata, left, next);
    next.started(call);
    // Two, so that a unary call's end comes without being asked for.
    call.request(stream ? 1 : 2);
    return call;
  }

  private StreamBody streamBody(Route found, PrintOptions print, StreamFormat usual) {
    CompiledMethod method = found.method();
    if (method.rawResponse()) {
      return new RawStreamBody(method, lane.workspace);
    }
    StreamFormat format =
        request.socket() ? usual : AcceptedFormat.of(request.header(ACCEPT), usual);
    return new FramedStreamBody(format, method.stream(format, print));
  }

  /** Rule 15: Google's Java clients send PATCH so, as old HTTP libraries know no PATCH. */
  private String method() {
    String method = request.method();
    if (method.equals("POST") && "PATCH".equals(request.header(OVERRIDE_HEADER))) {
      return "PATCH";
    }
    return method;
  }

  private void wrongMethod(List<String> allowed) {
    String allow = String.join(", ", allowed);
    if (request.method().equals(OPTIONS)) {
      reply.whole(reply.head(204, null).add("allow", allow), Unpooled.EMPTY_BUFFER, Code.OK);
      return;
    }
    RequestFault fault =
        RequestFault.of(
            Code.UNIMPLEMENTED,
            405,
            "The method %s is not allowed here, but %s.".formatted(request.method(), allow));
    reply.fault(fault, reply.errorHead(405).add("allow", allow));
  }

  /** Sees to a body in a coding; false where it has been refused. */
  private boolean decode() {
    Coding coding = lane.decompression.coding(request);
    if (coding == Coding.UNKNOWN) {
      String accepted = lane.decompression.accepted();
      RequestFault fault =
          RequestFault.of(
              Code.INVALID_ARGUMENT,
              415,
              "The body's Content-Encoding is not supported, expected %s.".formatted(accepted));
      // RFC 9110 §15.5.16: so that the client can send the body again in another coding.
      reply.fault(fault, reply.errorHead(415).add("accept-encoding", accepted));
      return false;
    }
    if (coding == Coding.GZIP) {
      decoder = lane.decompression.decoder();
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
