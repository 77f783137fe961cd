package bluehub.transcoder.route;

import bluehub.transcoder.fault.RequestFault;
import bluehub.transcoder.template.PathTemplate;
import bluehub.transcoder.template.TemplateException;
import java.util.List;

/**
 * Routes and answers as lines of text: {@code GET /v1/{name}} and {@code GET /v1/{name} name=x}.
 */
final class Routes {
  private Routes() {}

  static RouteTable.Builder<String> builder(RouteOptions options, List<String> routes)
      throws TemplateException {
    RouteTable.Builder<String> builder = RouteTable.builder(options);
    for (String route : routes) {
      int space = route.indexOf(' ');
      builder.add(route.substring(0, space), PathTemplate.parse(route.substring(space + 1)), route);
    }
    return builder;
  }

  static RouteTable<String> table(RouteOptions options, List<String> routes)
      throws TemplateException {
    return builder(options, routes).build(ConflictPolicy.REFUSE);
  }

  /** The route with its values; {@code 404}; {@code 405} with the methods; {@code 400}. */
  static String answer(RouteTable<String> table, String method, String path)
      throws TemplateException {
    try {
      return switch (table.match(method, path)) {
        case RouteMatch.Found<String>(String route, Captures captures) ->
            route + values(route, captures);
        case RouteMatch.WrongMethod<String>(List<String> allowed) ->
            "405 " + String.join(",", allowed);
        case RouteMatch.Unknown<String>() -> "404";
      };
    } catch (RequestFault fault) {
      return String.valueOf(fault.httpStatus());
    }
  }

  private static String values(String route, Captures captures) throws TemplateException {
    StringBuilder values = new StringBuilder();
    PathTemplate template = PathTemplate.parse(route.substring(route.indexOf(' ') + 1));
    for (int i = 0; i < captures.size(); i++) {
      String field = template.variables().get(i).fieldPath();
      values.append(' ').append(field).append('=').append(captures.value(i));
    }
    return values.toString();
  }
}
