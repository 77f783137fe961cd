package bluehub.transcoder.change;

import bluehub.transcoder.change.SchemaChange.Kind;
import bluehub.transcoder.schema.HttpBinding;
import bluehub.transcoder.schema.Schema;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Compares the services and RPCs that have routes. */
final class RpcChanges {
  private final Schema former;
  private final Schema latter;
  private final TypePairs pairs;
  private final Changes changes;

  RpcChanges(Schema former, Schema latter, TypePairs pairs, Changes changes) {
    this.former = former;
    this.latter = latter;
    this.pairs = pairs;
    this.changes = changes;
  }

  void collect() {
    Map<String, MethodDescriptor> before = all(former);
    Map<String, MethodDescriptor> after = all(latter);
    services(former, latter, Kind.SERVICE_REMOVED, "is gone, with all of its RPCs");
    for (MethodDescriptor rpc : routed(former)) {
      MethodDescriptor now = after.get(rpc.getFullName());
      if (now == null) {
        changes.breaking(Kind.RPC_REMOVED, subject(rpc), "is gone");
      } else {
        compare(rpc, now);
      }
    }
    services(latter, former, Kind.SERVICE_ADDED, "is new");
    for (MethodDescriptor rpc : routed(latter)) {
      if (!before.containsKey(rpc.getFullName())) {
        changes.harmless(Kind.RPC_ADDED, subject(rpc), "is new");
      }
    }
  }

  static String subject(MethodDescriptor rpc) {
    return rpc.getService().getFullName() + "/" + rpc.getName();
  }

  private static Map<String, MethodDescriptor> all(Schema schema) {
    Map<String, MethodDescriptor> rpcs = new HashMap<>();
    for (ServiceDescriptor service : schema.services()) {
      service.getMethods().forEach(rpc -> rpcs.put(rpc.getFullName(), rpc));
    }
    return rpcs;
  }

  private static Set<MethodDescriptor> routed(Schema schema) {
    Set<MethodDescriptor> rpcs = new LinkedHashSet<>();
    schema.bindings().stream().map(HttpBinding::rpc).forEach(rpcs::add);
    return rpcs;
  }

  /** The services with routes in one schema that the other does not have at all. */
  private void services(Schema here, Schema there, Kind kind, String text) {
    Map<String, ServiceDescriptor> others = new HashMap<>();
    there.services().forEach(service -> others.put(service.getFullName(), service));
    Map<String, ServiceDescriptor> services = new LinkedHashMap<>();
    for (MethodDescriptor rpc : routed(here)) {
      services.put(rpc.getService().getFullName(), rpc.getService());
    }
    for (ServiceDescriptor service : services.values()) {
      ServiceDescriptor other = others.get(service.getFullName());
      if (other == null) {
        changes.add(kind, kind == Kind.SERVICE_REMOVED, service.getFullName(), text);
      } else if (kind == Kind.SERVICE_REMOVED) {
        changes.deprecated(
            service.getOptions().getDeprecated(),
            other.getOptions().getDeprecated(),
            service.getFullName());
      }
    }
  }

  private void compare(MethodDescriptor before, MethodDescriptor now) {
    String subject = subject(before);
    message(Kind.RPC_INPUT_CHANGED, subject, "takes", before.getInputType(), now.getInputType());
    message(
        Kind.RPC_OUTPUT_CHANGED, subject, "answers", before.getOutputType(), now.getOutputType());
    if (before.isClientStreaming() != now.isClientStreaming()
        || before.isServerStreaming() != now.isServerStreaming()) {
      changes.breaking(
          Kind.RPC_STREAMING_CHANGED,
          subject,
          "streams "
              + streams(now)
              + " instead of "
              + streams(before)
              + "; a stream is a list or lines in JSON");
    }
    changes.deprecated(
        before.getOptions().getDeprecated(), now.getOptions().getDeprecated(), subject);
  }

  private void message(Kind kind, String subject, String verb, Descriptor before, Descriptor now) {
    boolean comparable = pairs.add(before, now);
    if (!before.getFullName().equals(now.getFullName())) {
      changes.add(
          kind,
          !comparable,
          subject,
          "%s %s instead of %s".formatted(verb, now.getFullName(), before.getFullName())
              + (comparable ? "" : ", another form of JSON"));
    }
  }

  private static String streams(MethodDescriptor rpc) {
    if (rpc.isClientStreaming()) {
      return rpc.isServerStreaming() ? "both ways" : "requests";
    }
    return rpc.isServerStreaming() ? "answers" : "nothing";
  }
}
