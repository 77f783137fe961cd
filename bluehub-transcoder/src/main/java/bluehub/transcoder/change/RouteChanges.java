package bluehub.transcoder.change;

import bluehub.transcoder.change.SchemaChange.Kind;
import bluehub.transcoder.schema.HttpBinding;
import bluehub.transcoder.schema.Schema;
import bluehub.transcoder.template.Variable;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Compares the routes, which are the same when their methods and the shapes of their templates are.
 * Fields are compared by number, so that a mere change of names changes no route.
 */
final class RouteChanges {
  private final Map<String, HttpBinding> former;
  private final Map<String, HttpBinding> latter;
  private final TypePairs pairs;
  private final Changes changes;

  RouteChanges(Schema former, Schema latter, TypePairs pairs, Changes changes) {
    this.former = routes(former);
    this.latter = routes(latter);
    this.pairs = pairs;
    this.changes = changes;
  }

  /** Where one route is declared twice, and that is allowed, the first one is served. */
  private static Map<String, HttpBinding> routes(Schema schema) {
    Map<String, HttpBinding> routes = new LinkedHashMap<>();
    for (HttpBinding binding : schema.bindings()) {
      routes.putIfAbsent(binding.httpMethod() + " " + binding.template().shape(), binding);
    }
    return routes;
  }

  void collect() {
    former.forEach(
        (route, before) -> {
          HttpBinding now = latter.get(route);
          if (now == null) {
            changes.breaking(
                Kind.ROUTE_REMOVED,
                before.rule(),
                "of " + RpcChanges.subject(before.rpc()) + " is gone");
          } else {
            compare(before, now);
          }
        });
    latter.forEach(
        (route, now) -> {
          if (!former.containsKey(route)) {
            changes.harmless(
                Kind.ROUTE_ADDED, now.rule(), "of " + RpcChanges.subject(now.rpc()) + " is new");
          }
        });
  }

  private void compare(HttpBinding before, HttpBinding now) {
    if (!before.rpc().getFullName().equals(now.rpc().getFullName())) {
      moved(before, now);
    }
    if (!path(before).equals(path(now))) {
      changes.breaking(
          Kind.ROUTE_CHANGED,
          now.rule(),
          "puts its path into "
              + names(now)
              + " instead of "
              + names(before)
              + "; the service sees other fields set");
    }
    Descriptor input = before.rpc().getInputType();
    Descriptor inputNow = now.rpc().getInputType();
    if (!field(input, before.body()).equals(field(inputNow, now.body()))) {
      changes.breaking(
          Kind.ROUTE_CHANGED,
          now.rule(),
          "takes %s as body instead of %s; requests as they were are refused"
              .formatted(body(now.body()), body(before.body())));
    }
    Descriptor output = before.rpc().getOutputType();
    Descriptor outputNow = now.rpc().getOutputType();
    if (!field(output, before.responseBody()).equals(field(outputNow, now.responseBody()))) {
      changes.breaking(
          Kind.ROUTE_CHANGED,
          now.rule(),
          "answers %s instead of %s; the JSON has another form"
              .formatted(answer(now.responseBody()), answer(before.responseBody())));
    }
  }

  /** To another RPC, whose messages may be the same. */
  private void moved(HttpBinding before, HttpBinding now) {
    boolean input = pairs.add(before.rpc().getInputType(), now.rpc().getInputType());
    boolean output = pairs.add(before.rpc().getOutputType(), now.rpc().getOutputType());
    boolean streaming =
        before.rpc().isClientStreaming() == now.rpc().isClientStreaming()
            && before.rpc().isServerStreaming() == now.rpc().isServerStreaming();
    changes.add(
        Kind.ROUTE_CHANGED,
        !input || !output || !streaming,
        now.rule(),
        "is answered by %s instead of %s"
            .formatted(RpcChanges.subject(now.rpc()), RpcChanges.subject(before.rpc())));
  }

  /** The numbers of the fields that the variables set, with the segments of each. */
  private static String path(HttpBinding binding) {
    StringBuilder path = new StringBuilder();
    for (Variable variable : binding.template().variables()) {
      path.append(variable.start()).append('-').append(variable.end()).append(':');
      for (FieldDescriptor field : binding.fields(variable)) {
        path.append(field.getNumber()).append('.');
      }
      path.append(' ');
    }
    return path.toString();
  }

  private static String names(HttpBinding binding) {
    List<Variable> variables = binding.template().variables();
    return variables.isEmpty()
        ? "no field"
        : variables.stream().map(Variable::fieldPath).collect(Collectors.joining(", "));
  }

  private static String field(Descriptor message, String name) {
    FieldDescriptor field = message.findFieldByName(name);
    return field == null ? name : Integer.toString(field.getNumber());
  }

  private static String body(String name) {
    return switch (name) {
      case "" -> "nothing";
      case "*" -> "the whole message";
      default -> name;
    };
  }

  private static String answer(String name) {
    return name.isEmpty() ? "with the whole message" : "with " + name;
  }
}
