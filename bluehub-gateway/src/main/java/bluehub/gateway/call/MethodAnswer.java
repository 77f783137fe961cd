package bluehub.gateway.call;

import bluehub.gateway.api.CorsPolicy;
import bluehub.gateway.api.Route;
import bluehub.gateway.api.Table;
import bluehub.transcoder.fault.Code;
import bluehub.transcoder.fault.RequestFault;
import bluehub.transcoder.route.RouteMatch.Found;
import bluehub.transcoder.route.RouteMatch.Unknown;
import bluehub.transcoder.route.RouteMatch.WrongMethod;
import io.netty.buffer.Unpooled;
import java.util.List;

/** Answers which methods there are, for the gateway itself and without asking any service. */
final class MethodAnswer {
  static final String OPTIONS = "OPTIONS";

  private final Lane lane;
  private final Request request;
  private final Reply reply;

  MethodAnswer(Lane lane, Request request, Reply reply) {
    this.lane = lane;
    this.request = request;
    this.reply = reply;
  }

  /** Whether a request is for the server as a whole (RFC 9110 §9.3.7). */
  static boolean isForServer(Request request) {
    return request.path().equals("*") && request.method().equals(OPTIONS);
  }

  /** The server as a whole has no methods of its own. */
  void server() {
    reply.whole(reply.head(204, null), Unpooled.EMPTY_BUFFER, Code.OK);
  }

  /** The path has other methods than that of the request. */
  void wrong(List<String> allowed) {
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

  /**
   * Answers for the route, without its service: a browser asks without credentials.
   *
   * @return false where CORS is none of the gateway's business
   */
  boolean preflight(Table table) {
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
              throw RouteSearch.noRoute();
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
}
