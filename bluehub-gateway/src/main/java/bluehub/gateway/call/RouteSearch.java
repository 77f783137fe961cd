package bluehub.gateway.call;

import bluehub.gateway.api.Route;
import bluehub.gateway.api.Table;
import bluehub.transcoder.fault.Code;
import bluehub.transcoder.fault.RequestFault;
import bluehub.transcoder.route.RouteMatch;
import bluehub.transcoder.route.RouteMatch.Found;
import io.netty.util.AsciiString;
import java.util.List;

/** Looks a request's route up, by the method that it means. */
final class RouteSearch {
  private static final List<String> SOCKET_METHODS = List.of("GET", "POST", "PUT", "PATCH");
  private static final AsciiString OVERRIDE_HEADER = AsciiString.cached("x-http-method-override");

  private RouteSearch() {}

  static RouteMatch<Route> in(Table table, Request request) {
    RouteMatch<Route> match = table.match(method(request), request.path());
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

  static RequestFault noRoute() {
    return RequestFault.of(Code.NOT_FOUND, "No method of any service has this path.");
  }

  /** Rule 15: Google's Java clients send PATCH so, as old HTTP libraries know no PATCH. */
  private static String method(Request request) {
    String method = request.method();
    if (method.equals("POST") && "PATCH".equals(request.header(OVERRIDE_HEADER))) {
      return "PATCH";
    }
    return method;
  }
}
