package bluehub.transcoder.schema;

import bluehub.transcoder.fault.SchemaProblem;
import com.google.protobuf.Descriptors.MethodDescriptor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which rule of the service configs each RPC has. The last one whose selector names it counts, as
 * {@code google/api/http.proto} says of service configs.
 */
final class RuleSelection {

  /**
   * @param rule the rule
   * @param file the config that holds it
   */
  record Selected(HttpRule rule, String file) {}

  private final Map<String, Selected> byRpc = new HashMap<>();

  RuleSelection(
      List<ServiceConfig> configs, List<MethodDescriptor> rpcs, List<SchemaProblem> problems) {
    for (ServiceConfig config : configs) {
      for (HttpRule rule : config.rules()) {
        boolean used = false;
        for (MethodDescriptor rpc : rpcs) {
          if (rule.selects(rpc.getFullName())) {
            byRpc.put(rpc.getFullName(), new Selected(rule, config.file()));
            used = true;
          }
        }
        if (!used) {
          problems.add(unused(config, rule, rpcs));
        }
      }
    }
  }

  Optional<Selected> of(MethodDescriptor rpc) {
    return Optional.ofNullable(byRpc.get(rpc.getFullName()));
  }

  private static SchemaProblem unused(
      ServiceConfig config, HttpRule rule, List<MethodDescriptor> rpcs) {
    List<String> names = rpcs.stream().map(MethodDescriptor::getFullName).toList();
    return new SchemaProblem(
        config.file(),
        "",
        rule.toString(),
        "has the selector \"" + rule.selector() + "\", which names no RPC of the schema",
        Spelling.nearest(rule.selector(), names)
            .map(name -> "write " + name + " if you mean it, or remove the rule")
            .orElse("write package.Service.Method, or package.Service.*, or remove the rule"));
  }
}
